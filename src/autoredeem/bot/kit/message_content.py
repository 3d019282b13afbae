"""Whether the bot may read messages: it needs an intent that Discord keeps from most bots."""

from dataclasses import dataclass


@dataclass(slots=True)
class MessageContent:
    """The message content intent: `wanted` by the operator, and perhaps `refused` by Discord."""

    wanted: bool = False
    refused: bool = False

    @property
    def granted(self) -> bool:
        """Whether messages come with what stands in them."""
        return self.wanted and not self.refused
