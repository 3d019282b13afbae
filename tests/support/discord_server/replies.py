"""What a person gets to see after having done something."""

from collections.abc import Callable
from dataclasses import dataclass

from support.discord_server import parts
from support.discord_server.bell import Bell
from support.discord_server.interactions import CHOICES, FORM, Interaction
from support.discord_server.messages import Message
from support.discord_server.wire import Payload


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """How the bot acknowledged: the callback's type (4 to 9) and its data."""

    type: int
    data: Payload


@dataclass(frozen=True, slots=True)
class Form:
    """A modal that has been opened."""

    reply: "Reply"
    data: Payload

    @property
    def title(self) -> str:
        """What stands above it."""
        title: str = self.data["title"]
        return title

    @property
    def custom_id(self) -> str:
        """What the bot knows it by."""
        custom_id: str = self.data["custom_id"]
        return custom_id

    @property
    def fields(self) -> dict[str, Payload]:
        """What can be filled in, by custom_id."""
        return {
            part["custom_id"]: part
            for part in parts.flat(self.data["components"])
            if part.get("custom_id") and part["type"] != parts.BUTTON
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """The bot's reaction to one thing that a person did. Each wait ends after 60 s at the latest.

    All raise AssertionError when the bot's callback was refused, or nothing comes.
    """

    interaction: Interaction
    bell: Bell

    async def acknowledged(self) -> Acknowledged:
        """Wait for the callback."""

        def look() -> Payload | None:
            return self._unless_refused().callback

        callback = await self.bell.until(look, f"an acknowledgement of {self._what}")
        return Acknowledged(callback["type"], callback.get("data") or {})

    async def message(self, where: Callable[[Message], bool] = lambda _: True) -> Message:
        """Wait for what is shown in the end: said at once, deferred and given, or edited in.

        Of several messages it is the one that was last said or changed; with `where`, the last
        that it is true for. It stays up to date.
        """

        def look() -> Message | None:
            touched = self._unless_refused().touched
            return next((message for message in reversed(touched) if where(message)), None)

        return await self.bell.until(look, f"a message after {self._what}")

    async def form(self) -> Form:
        """Wait for a modal; raises AssertionError if the bot does something else."""
        answer = await self.acknowledged()
        assert answer.type == FORM, f"no modal, but {answer}"
        return Form(self, answer.data)

    async def choices(self) -> list[Payload]:
        """Wait for what is proposed while typing: dicts with `name` and `value`."""
        answer = await self.acknowledged()
        assert answer.type == CHOICES, f"no choices, but {answer}"
        choices: list[Payload] = answer.data["choices"]
        return choices

    def expire(self) -> None:
        """Expire the token, as after 15 minutes (3 seconds, if not acknowledged)."""
        self.interaction.expired = True

    @property
    def refused(self) -> bool:
        """Whether a callback was refused."""
        return bool(self.interaction.refusals)

    def _unless_refused(self) -> Interaction:
        if self.interaction.refusals and self.interaction.callback is None:
            raise AssertionError(f"refused: {self.interaction.refusals[-1].body}")
        return self.interaction

    @property
    def _what(self) -> str:
        data = self.interaction.data
        return repr(data.get("name") or data.get("custom_id"))
