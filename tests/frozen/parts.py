"""What stands in old messages: what each button, menu and form carries, and what it leads to.

It is frozen because Discord keeps messages for ever: a button of last year carries what it carried
then, and has to do the same. What is new is added; nothing here is changed or removed. The first
of it is what commit a917b35 put into messages, each place of its code at least once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

ANYONE, MANAGER, OPERATOR = "ANYONE", "MANAGER", "OPERATOR"


@dataclass(frozen=True, slots=True)
class Act:
    """A component or a form that acts: `chosen` in the menu, or `filled` into the form.

    `shows` stands in the answer, in its text or in what its components carry; `notes` are the kinds
    that it adds to audit trails, sorted. `first` are pressed before it.
    """

    custom_id: str
    shows: str
    notes: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    filled: Mapping[str, str] = field(default_factory=dict)
    refused: bool = False
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """A button that opens a form, which carries `form` and has these fields."""

    custom_id: str
    form: str
    fields: Mapping[str, str]


RIGHTS: Mapping[str, str] = {
    "panel": ANYONE,
    "settings": MANAGER,
    "choose-title": MANAGER,
    "set-title": MANAGER,
    "set-channel": MANAGER,
    "set-role": MANAGER,
    "set-state": MANAGER,
    "set-enrolling": MANAGER,
    "set-language": MANAGER,
    "switch": MANAGER,
    "audit": MANAGER,
    "audit-by": MANAGER,
    "audit-of": MANAGER,
    "watch": MANAGER,
    "watched": MANAGER,
    "watch-add": MANAGER,
    "watch-remove": MANAGER,
    "watch-resume": MANAGER,
    "watch-senders": MANAGER,
    "members": MANAGER,
    "member": MANAGER,
    "member-edit": MANAGER,
    "members-add": MANAGER,
    "members-import": MANAGER,
    "members-import-yes": MANAGER,
    "members-export": MANAGER,
    "members-state": MANAGER,
    "members-remove": MANAGER,
    "members-remove-yes": MANAGER,
    "claims": MANAGER,
    "claim-undo": MANAGER,
    "opt-outs": MANAGER,
    "opt-out-lift": MANAGER,
    "opt-out-allow": MANAGER,
    "codes": MANAGER,
    "codes-add": MANAGER,
    "codes-share": MANAGER,
    "codes-take": MANAGER,
    "code-remove": MANAGER,
    "code": MANAGER,
    "code-retry": MANAGER,
    "code-states": MANAGER,
    "code-ids": MANAGER,
    "code-share": MANAGER,
    "redeem": MANAGER,
    "redeem-message": MANAGER,
    "redeem-chosen": MANAGER,
    "runs": MANAGER,
    "run": MANAGER,
    "run-stop": MANAGER,
    "run-go": MANAGER,
    "enroll": ANYONE,
    "unenroll": ANYONE,
    "me": ANYONE,
    "my-state": ANYONE,
    "my-data": ANYONE,
    "forget-me": ANYONE,
    "never": ANYONE,
    "never-mind": ANYONE,
    "operator": OPERATOR,
    "operator-guilds": OPERATOR,
    "operator-guild": OPERATOR,
    "operator-block": OPERATOR,
    "operator-unblock": OPERATOR,
    "operator-leave": OPERATOR,
}
"""Who may do what. A handler that opens a form has no right: an empty form is for anyone."""

NEVER_CARRIED = {"redeem-message"}
"""What only a command leads to."""

PARAMETERS: Mapping[str, frozenset[str]] = {
    name: frozenset(given.split())
    for name, given in {
        "audit": "at id by of",
        "audit-by": "of",
        "audit-of": "by",
        "claims": "page",
        "claim-undo": "id",
        "opt-outs": "page",
        "opt-out-lift": "asked",
        "code": "code show page",
        "code-retry": "code",
        "code-share": "code",
        "code-remove": "code sure",
        "code-states": "code",
        "code-states-form": "code",
        "code-ids": "code",
        "codes": "menu show page",
        "codes-add": "share",
        "codes-share": "codes asked back",
        "codes-take": "code share",
        "codes-add-form": "share",
        "operator-guild": "guild",
        "operator-block": "guild",
        "operator-unblock": "guild",
        "operator-leave": "guild sure",
        "enroll": "id again",
        "enroll-form": "id",
        "forget-me": "sure",
        "me": "id page",
        "member": "id part page sort find",
        "member-edit": "id",
        "member-form": "id state name",
        "members": "page sort find menu all",
        "members-import-yes": "asked",
        "members-remove": "ids",
        "members-remove-yes": "ids asked",
        "members-search": "sort find",
        "my-state": "id",
        "my-state-form": "id",
        "never": "id sure",
        "never-mind": "all",
        "redeem": "code sure",
        "redeem-chosen": "sure",
        "run": "code",
        "run-go": "code",
        "run-stop": "code",
        "runs": "page",
        "set-title": "game",
        "settings": "more",
        "switch": "on",
        "unenroll": "id sure",
        "watched": "id",
        "watch-remove": "id",
        "watch-resume": "id",
        "watch-senders": "id",
    }.items()
}
"""What each carries; all others carry nothing. `menu`, and `all` of `members`, say nothing: they
only make a component carry something else than its neighbour.
"""

ACTS: tuple[Act, ...] = (
    Act("panel", "/enroll"),
    Act("settings", "set-channel"),
    Act("settings?more=1", "set-language"),
    Act("set-title", "Game: Kingshot", ("set-title",), chosen=("kingshot",)),
    Act("set-title", "Game: Whiteout Survival", ("set-title",), chosen=("wos",)),
    Act("choose-title", "Change the game to Kingshot?\n", chosen=("kingshot",)),
    Act("choose-title", "Game: Whiteout Survival", chosen=("wos",)),
    Act("set-title?game=kingshot", "Game: Kingshot", ("set-title",)),
    Act("set-title?game=wos", "Game: Whiteout Survival", ("set-title",)),
    Act("set-channel", "results: <#{channel}>", ("set-channel",), chosen=("{channel}",)),
    Act("set-channel", "results: not chosen", ("set-no-channel",)),
    Act("set-role", "<@&{role}>", ("set-role",), chosen=("{role}",)),
    Act("set-role", "“Manage Server”: not chosen", ("set-no-role",)),
    Act("set-state", "`301`", ("set-state",), filled={"state": "301"}),
    Act("set-state", "Default state: not chosen", ("set-no-state",), filled={"state": ""}),
    Act("set-enrolling", "players only themselves", ("set-enrolling",), chosen=("self",)),
    Act("set-enrolling", "managers only", ("set-enrolling",), chosen=("managers",)),
    Act("set-enrolling", "players and managers", ("set-enrolling",), chosen=("both",)),
    Act("set-language", "العربية", ("set-language",), chosen=("ar",)),
    Act("set-language", "Русский", ("set-language",), chosen=("ru",)),
    Act("set-language", "Language: English", ("set-language",), chosen=("en",)),
    Act("set-language", "each person’s own", ("set-no-language",), chosen=("-",)),
    Act("switch?on=1", "Auto-redeem: on", ("set-on",)),
    Act("switch?on=0", "Auto-redeem: off", ("set-off",)),
    Act("audit", "<t:1772368260:f>"),
    Act("audit?at=1772366700.25&id=05", "Who did what\n<t:1772366700:f>"),
    Act("audit?by=900000000000000001&of=m", "nothing of the kind"),
    Act("audit?at=1772369000&id=99&of=s", "chose the game"),
    Act("audit-by?of=m", "nothing of the kind", chosen=("900000000000000001",)),
    Act("audit-of?by=900000000000000001", "nothing of the kind", chosen=("m",)),
    Act("watch", "watched?id={general}"),
    Act("watched?id={general}", "watch-remove?id={general}"),
    Act("watch-add", "2. <#{channel}>", ("watch-added",), chosen=("{channel}",)),
    Act("watch-senders?id={general}", "1 webhook or bot", ("watch-senders",), chosen=("77",)),
    Act("watch-senders?id={general}", "<#{general}>\n", ("watch-senders",)),
    Act("watch-resume?id={general}", "watch-remove?id={general}", ("watch-resumed",)),
    Act("watch-remove?id={general}", "The bot reads new messages", ("watch-removed",)),
    Act("members", "The game needs it.\nPlayer 01"),
    Act("members?page=0", "The game needs it.\nPlayer 01"),
    Act("members?page=2&sort=id&find=player", "fit player:\nPlayer 15 · `31180011`"),
    Act("members?page=2&sort=level", "The game needs it.\nPlayer 24 · `31180002`"),
    Act("members?find=%25%3D%26%3F%25%3D%26%3F%25%3D%26%3F", "found for %=&?%=&?%=&?."),
    Act("members?find=player 0&menu=1", "fit player 0:\nPlayer 01", chosen=("name",)),
    Act("members?find=&menu=1", "it.\nPlayer 25 · `31180001`", chosen=("id",)),
    Act("members?find=&menu=1", "it.\nPlayer 02 · `31180024`", chosen=("state",)),
    Act("members?find=&menu=1", "it.\nPlayer 19 · `31180007`", chosen=("level",)),
    Act("members?sort=id&all=1", "it.\nPlayer 25 · `31180001`"),
    Act("members?sort=id", "player 1:\nPlayer 19 · `31180007`", filled={"search": "player 1"}),
    Act("member", "Player 22\nPlayer ID: `31180004`", chosen=("31180004",)),
    Act(
        "member?page=2&sort=id&find=player",
        "members?page=2&sort=id&find=player",
        chosen=("31180004",),
    ),
    Act("member?id=31180004&part=2", "`SNOWDAY26` redeemed"),
    Act(
        "member?id=31180004&part=2&page=2&sort=id&find=player", "members?page=2&sort=id&find=player"
    ),
    Act(
        "member-edit?id=31180004",
        "Zoë\nThe changes are saved.",
        ("member-edited",),
        filled={"nickname": "Zoë", "state": "301"},
    ),
    Act(
        "members-add",
        "2 members added",
        ("members-added",),
        filled={"ids": "31180040, 31180041", "state": "245"},
    ),
    Act(
        "members-add",
        "1 member was there before",
        ("members-updated",),
        filled={"ids": "31180004", "state": "301"},
    ),
    Act("members-import", "members-import-form"),
    # What a file has is kept in memory, for a while.
    Act("members-import-yes?asked=1576247984587281164", "Nothing was changed", refused=True),
    Act("members-export", "All members as a file"),
    Act(
        "members-state", "1 member now has state `245`", ("members-state",), filled={"state": "245"}
    ),
    Act("members-remove?ids=31180004", "members-remove-yes?ids=31180004"),
    Act("members-remove-yes?ids=31180001,31180002", "2 members removed", ("members-removed",)),
    # Whom such a question was about is kept in memory, for a while.
    Act("members-remove-yes?asked=1576247984587281164", "Nobody was removed", refused=True),
    Act("claims", "`31180019`"),
    Act("claims?page=2", "`31180019`"),
    Act("claim-undo?id=31180019", "1 claim is undone", ("claim-undone",)),
    Act("claim-undo", "1 claim is undone", ("claim-undone",), chosen=("31180020",)),
    Act("opt-outs", "waits for your decision"),
    Act("opt-outs?page=2", "`31180032`"),
    Act("opt-out-lift", "can be enrolled", ("opt-out-lifted",), chosen=("31180032",)),
    Act("opt-out-lift?asked=1", "can be enrolled", ("opt-out-declined",), chosen=("31180020",)),
    Act("opt-out-allow", "1 account left", ("opt-out-allowed",), chosen=("31180020",)),
    Act("codes", "`AUTUMN25`"),
    Act("codes?menu=1", "`AUTUMN25`", chosen=("all",)),
    Act("codes?menu=1", "Gift codes\n`C01` · not tried yet", chosen=("untried",)),
    Act("codes?menu=1", "Gift codes\n`HIGH` · works", chosen=("alive",)),
    Act("codes?menu=1", "Gift codes\n`AUTUMN25` · does not work", chosen=("dead",)),
    Act("codes?show=all&page=0", "Page 1 of 2"),
    Act("codes?show=untried&page=2", "Gift codes\n`C11`"),
    Act("codes-add", "Added 1 code: `NEW1`", ("codes-added",), filled={"codes": "NEW1"}),
    # Sharing was done at once; now it is asked about first, and can be taken back.
    Act(
        "codes-add?share=1",
        "codes-share?codes=NEW2",
        ("codes-added",),
        filled={"codes": "NEW2"},
    ),
    Act("codes-take?code=NEW3", "Added 1 code: `NEW3`", ("codes-added",)),
    Act("codes-take", "Added 1 code: `NEW4`", ("codes-added",), chosen=("NEW4",)),
    Act("codes-take?code=NEW5&share=1", "codes-share?codes=NEW5", ("codes-added",)),
    Act("code", "18 of 25 have it", chosen=("SNOWDAY26",)),
    Act("code?code=SNOWDAY26", "18 of 25 have it"),
    Act("code?code=SNOWDAY26", "**Who has it**", chosen=("0",)),
    Act("code?code=SNOWDAY26&show=0&page=2", "Page 2 of 2"),
    Act("code?code=SNOWDAY26&show=-", "18 of 25 have it"),
    Act("code-retry", "Code HIGH", ("code-retry",), chosen=("HIGH",)),
    Act("code-retry?code=HIGH", "Code HIGH", ("code-retry",)),
    Act(
        "code-states?code=SNOWDAY26",
        "1 member now has state `245`",
        ("code-states",),
        filled={"state": "245"},
    ),
    Act("code-ids?code=HIGH", "**level too low**\n```\n31180004\n```"),
    Act("code-share?code=SNOWDAY26", "codes-share?codes=SNOWDAY26"),
    Act("codes-share?codes=SNOWDAY26", "for all servers <t:", ("code-shared",)),
    Act("codes-share?codes=SNOWDAY26&back=1", "only for this server", ("codes-kept",)),
    Act("codes-share?codes=SNOWDAY26,ZEBRA26", "for all servers <t:", ("codes-shared",)),
    # Of many codes such a question is kept in memory, for a while.
    Act("codes-share?asked=1576247984587281164", "asked too long ago", refused=True),
    Act("code-remove?code=SNOWDAY26", "code-remove?code=SNOWDAY26&sure=1"),
    Act("code-remove?code=SNOWDAY26&sure=1", "`SNOWDAY26` is removed", ("code-removed",)),
    Act("redeem", "Code WOS2026", ("redeem",), filled={"code": "WOS2026"}),
    Act("redeem?code=SNOWDAY26", "Code SNOWDAY26", ("redeem",)),
    Act("redeem?code=SNOWDAY27&sure=1", "Code SNOWDAY27", ("redeem",)),
    Act("redeem-chosen", "Code SNOWDAY26", ("redeem",), chosen=("SNOWDAY26",)),
    Act(
        "redeem-chosen?sure=1",
        "**`SNOWDAY28`**",
        ("redeem-several",),
        chosen=("SNOWDAY26", "SNOWDAY28"),
    ),
    Act(
        "redeem-chosen",
        "not work any more: `AUTUMN25`",
        ("redeem-several",),
        chosen=("SNOWDAY26", "HIGH", "AUTUMN25"),
    ),
    Act("runs", "Page 1 of 2"),
    Act("runs?page=0", "Page 1 of 2"),
    Act("runs?page=2", "Page 2 of 2"),
    Act("run", "Code WOS2026\nstopped", chosen=("WOS2026",)),
    Act("run?code=WOS2026", "Code WOS2026\nstopped"),
    Act("run-stop?code=HIGH", "Code HIGH\nstopped", ("run-stopped",)),
    Act("run-go?code=WOS2026", "Code WOS2026", ("run-went-on",)),
    Act(
        "enroll",
        "`31180040` · state `301`",
        ("enrolled",),
        filled={"id": "31180040", "state": "301"},
    ),
    Act("enroll?id=31180041", "`31180041` · state `301`", ("enrolled",), filled={"state": "301"}),
    Act("enroll?id=31180001", "(`31180001`) · state `245`", ("claimed",), filled={"state": "301"}),
    Act("enroll?id=31180017&again=1", "The bot isn’t redeeming codes on this server"),
    Act("unenroll", "Which account"),
    Act("unenroll", "unenroll?id=31180017&sure=1", chosen=("31180017",)),
    Act("unenroll?id=31180017", "unenroll?id=31180017&sure=1"),
    Act("unenroll?id=31180017&sure=1", "Unenrolled\nPlayer 09", ("unenrolled",)),
    Act(
        "unenroll?id=31180001&sure=1",
        "Unenrolled\n",
        ("claimed-unenrolled",),
        first=("enroll?id=31180001",),
    ),
    Act("me", "Your accounts"),
    Act("me", "Your account\nPlayer 09", chosen=("31180017",)),
    Act("me?id=31180017&page=0", "Page 1 of 2"),
    Act("me?id=31180017&page=2", "Page 2 of 2"),
    Act("my-state?id=31180017", "state `301`", ("own-state",), filled={"state": "301"}),
    Act("my-data", "2 accounts on this server"),
    Act("never", "2 accounts on this server"),
    Act("never?id=31180017", "never?id=31180017&sure=1"),
    Act("never?id=31180017&sure=1", "1 account on this server", ("never",)),
    Act("never?sure=1", "These accounts are unenrolled", ("never",)),
    Act(
        "never?sure=1",
        "1 account stays enrolled for now",
        ("claimed-never",) * 3 + ("never-asked",),
        first=tuple(f"enroll?id=3118000{number}" for number in range(1, 5)),
    ),
    Act("never-mind", "`31180030` · Whiteout Survival"),
    Act("never-mind", "1 account is off the block list", ("never-mind",), chosen=("wos 31180030",)),
    Act("never-mind?all=1", "1 account is off the block list", ("never-mind",)),
    Act("forget-me", "forget-me?sure=1"),
    Act("forget-me?sure=1", "2 accounts were unenrolled", ("forgotten", "forgotten")),
    Act(
        "forget-me?sure=1",
        "1 account that managers had added",
        ("claim-returned",),
        first=("enroll?id=31180001",),
    ),
    Act("operator", "The operator’s page"),
    Act("operator-guilds", "Servers by requests"),
    Act("operator-guild", "ID: `{guild}`", chosen=("{guild}",)),
    Act("operator-guild", "ID: `{guild}`", filled={"guild": "{guild}"}),
    Act("operator-guild?guild={guild}", "ID: `{guild}`"),
    Act("operator-block?guild={guild}", "Blocked", ("blocked", "blocked")),
    Act(
        "operator-unblock?guild={guild}",
        "operator-block?guild={guild}",
        ("unblocked", "unblocked"),
    ),
    Act("operator-leave?guild={guild}", "operator-leave?guild={guild}&sure=1"),
    Act("operator-leave?guild=5&sure=1", "No server with this ID", refused=True),
)

OPENS: tuple[Open, ...] = (
    Open("state-form", "set-state", {"state": ""}),
    Open("members-search", "members?sort=name", {"search": ""}),
    Open(
        "members-search?sort=level&find=player 002", "members?sort=level", {"search": "player 002"}
    ),
    Open("member-form?id=31180004", "member-edit?id=31180004", {"nickname": "", "state": ""}),
    Open(
        "member-form?id=31180004&state=245&name=Надежда",
        "member-edit?id=31180004",
        {"nickname": "Надежда", "state": "245"},
    ),
    Open("members-add-form", "members-add", {"ids": "", "state": ""}),
    Open("members-import-form", "members-import", {"file": ""}),
    Open("members-state-form", "members-state", {"state": ""}),
    Open("codes-add-form", "codes-add", {"codes": ""}),
    Open("codes-add-form?share=1", "codes-add?share=1", {"codes": ""}),
    Open("redeem-form", "redeem", {"code": ""}),
    Open("code-states-form?code=SNOWDAY26", "code-states?code=SNOWDAY26", {"state": ""}),
    Open("enroll-form", "enroll", {"id": "", "state": ""}),
    Open("enroll-form?id=31180040", "enroll?id=31180040", {"state": ""}),
    Open("operator-guild-form", "operator-guild", {"guild": ""}),
    Open("my-state-form?id=31180017", "my-state?id=31180017", {"state": ""}),
)

GROUPS: tuple[str, ...] = (
    "got",
    "to-ask",
    "no-state",
    "expired",
    "no_such_code",
    "used_up",
    "level_too_low",
    "spending_too_low",
    "player_throttled",
    "try_again",
    "wrong_state",
    "no_such_player",
    "wrong_salt",
    "throttled",
    "unreachable",
    "unknown",
    "refused_at_the_door",
)
"""The groups of members for a code, in the order by which the messages of `code` number them."""
