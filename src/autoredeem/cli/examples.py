"""An example of each command, shown at the end of its `--help`."""

from collections.abc import Iterator, Mapping, Sequence

import typer
from typer.models import CommandInfo

EXAMPLES: Mapping[str, Sequence[str]] = {
    "backup": ["backup autoredeem-2026-11-29.backup"],
    "restore": ["restore autoredeem-2026-11-29.backup"],
    "adopt": ["adopt --dry-run", "adopt"],
    "import-from": ["import-from backup.zip --dry-run", "import-from player.json --guild 1001"],
    "demo": ["demo"],
    "setup": ["setup"],
    "run": ["run", "run --config autoredeem.toml"],
    "doctor": ["doctor", "doctor --title kingshot --json"],
    "redeem": ["redeem SNOWDAY2026 --guild 1001", "redeem KS2026 --guild 1001 --title kingshot"],
    "simulate": ["simulate", "simulate --players 500 --code WELCOME --code RARE=limited:50"],
    "members import": ["members import players.csv --guild 1001 --dry-run"],
    "members export": ["members export --guild 1001 players.csv"],
    "members list": ["members list --guild 1001 --sort state", "members list --guild 1001 --json"],
    "members remove": ["members remove 123456789 987654321 --guild 1001"],
    "members set-state": [
        "members set-state 1042 123456789 --guild 1001",
        "members set-state 1042 --missing --guild 1001",
    ],
    "members claims": ["members claims --guild 1001"],
    "members undo-claims": ["members undo-claims 123456789 --guild 1001"],
    "members opt-outs": ["members opt-outs --guild 1001"],
    "members lift": ["members lift 123456789 --guild 1001"],
    "members allow": ["members allow 123456789 --guild 1001"],
    "alliances list": ["alliances list --guild 1001"],
    "alliances add": ["alliances add North --guild 1001 --state 1042"],
    "alliances rename": ["alliances rename North South --guild 1001"],
    "alliances remove": ["alliances remove North --guild 1001"],
    "alliances move": ["alliances move 123456789 987654321 --guild 1001 --to North"],
    "codes add": ["codes add SNOWDAY2026 WELCOME"],
    "codes list": ["codes list", "codes list --json"],
    "codes show": ["codes show SNOWDAY2026"],
    "codes retry": ["codes retry SNOWDAY2026"],
    "codes remove": ["codes remove SNOWDAY2026"],
    "guilds list": ["guilds list --days 30"],
    "guilds show": ["guilds show 1001"],
    "guilds set": ["guilds set 1001 --auto-redeem on --state 1042"],
    "guilds block": ["guilds block 1001"],
    "guilds unblock": ["guilds unblock 1001"],
    "roster follow": ["roster follow --guild 1001 --provider mightpulse --list 1042/NTH"],
    "roster sync": ["roster sync --guild 1001"],
    "roster show": ["roster show --guild 1001"],
    "roster unfollow": ["roster unfollow --guild 1001 --provider mightpulse --list 1042/NTH"],
}
"""By command, each without the program's name."""


def add_examples(app: typer.Typer) -> None:
    """Put its examples under the help of each command that has any."""
    for name, command in _commands(app):
        lines = EXAMPLES.get(name, ())
        command.epilog = "\n\n".join(f"Example: autoredeem {line}" for line in lines)


def _commands(app: typer.Typer, above: str = "") -> Iterator[tuple[str, CommandInfo]]:
    for command in app.registered_commands:
        called = command.name or getattr(command.callback, "__name__", "")
        yield f"{above}{called}", command
    for group in app.registered_groups:
        if group.typer_instance:
            yield from _commands(group.typer_instance, f"{above}{group.name} ")
