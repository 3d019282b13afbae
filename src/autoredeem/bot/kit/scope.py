"""Of which alliances a person who is no manager of the guild may manage the members."""

from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.kit.permissions import managed_alliances
from autoredeem.domain.alliances import AllianceId


async def scope_of(request: Request) -> frozenset[AllianceId]:
    """Return the alliances whose members a person may manage, by their roles there.

    Raises OutsideError where the store fails. Nobody without roles costs a question.
    """
    if not (request.title and request.person.roles):
        return frozenset()
    alliances = await request.services.store.alliances([request.guild_id])
    return managed_alliances(request.person, alliances)
