"""`autoredeem redeem`: one code for one guild, to its end."""

from typing import Annotated

import typer

from autoredeem.cli.common import (
    CodeArgument,
    ConfigOption,
    GuildOption,
    JsonOption,
    TitleOption,
    guild_from,
    settings_from,
)
from autoredeem.domain.codes import parse_code

AnewOption = Annotated[
    bool, typer.Option("--anew", help="Ask everyone without it again now, however lately it was.")
]


def redeem(
    code: CodeArgument,
    guild: GuildOption,
    *,
    title: TitleOption = "wos",
    anew: AnewOption = False,
    json_: JsonOption = False,
    config: ConfigOption = None,
) -> int:
    """Redeem a code for every member of a guild who does not have it yet.

    Whom the game refused it lately is asked again later: after a day where it was for the level or
    for purchases, after ten minutes where it was busy.
    """
    chosen, guild_id = parse_code(code), guild_from(guild)
    # Here and not above: --help must not wait for drivers and clients, nor may the loop.
    from autoredeem.cli.redeem_run import report_end, run_redeem, show  # noqa: PLC0415

    finished, again = run_redeem(settings_from(config), title, guild_id, chosen, anew=anew)
    show(finished, as_json=json_)
    return report_end(finished, again)
