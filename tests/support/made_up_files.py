"""Member files of rosters that are known, made up from a seed, in every kind that people keep.

`python -m support.made_up_files COUNT [FIRST]` reads so many, from the seed FIRST on, and says how
many were read wholly right.
"""

import csv
import io
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autoredeem.domain.players import Member
from autoredeem.roster.importing import read_members

Chance = random.Random

NAMES = (
    *("Vela", "Orin", "Mira", "Şahin", "İlker", "Zoë", "João", "Niccolò", "Łucja", "Hương"),
    *("Аврора", "Борей", "홍길동", "김철수", "さくら", "小明", "阿强", "سلمى", "ฟ้า", "Wolf77"),
    *("xX_Kai_Xx", "Dr.Evil", "O'Neil", "Nightfall", "🐻Bear", "❤️Ann", "Kol~the~Bear", "null"),
    *("Zed9", "A1pha", "Sir Orin", "Kol the Bear", "Lady  M", "Big 5", 'The "Rock"'),
    *("Ice, Queen", "a|b", "[POL]Kim"),
)

ID = (
    *("ID", "fid", "Player ID", "Game ID", "Chief ID", "Governor ID", "playerId", "Oyuncu ID"),
    *("ID игрока", "معرف اللاعب", "유저 ID", "プレイヤーID", "Spieler-ID", "ID joueur"),
    *("ID de jugador", "ID do jogador", "ID giocatore", "ID gracza", "ID pemain"),
    *("ID người chơi", "ไอดี", "玩家ID", "領主ID", "user_id", "uid", "Player_ID"),
)
NAME = (
    *(
        "Name",
        "nickname",
        "Player Name",
        "Chief Name",
        "Governor",
        "İsim",
        "Имя",
        "الاسم",
        "닉네임",
    ),
    *(
        "名前",
        "Spielername",
        "Pseudo",
        "Nombre",
        "Nome",
        "Nazwa",
        "Nama",
        "Tên",
        "ชื่อ",
        "昵称",
        "暱稱",
    ),
)
STATE = (
    *(
        "State",
        "Kingdom",
        "kid",
        "Server",
        "Eyalet",
        "Штат",
        "Сервер",
        "الولاية",
        "서버",
        "サーバー",
    ),
    *(
        "Staat",
        "Royaume",
        "Estado",
        "Regno",
        "Królestwo",
        "Kerajaan",
        "Máy chủ",
        "เซิร์ฟเวอร์",
        "区",
        "伺服器",
    ),
)
LEVEL = ("Furnace", "FC", "Level", "Furnace Lv", "Fırın", "Печь", "용광로", "Town Center", "等级")
LEVELS = ("30", "FC5", "FC 10-2", "30-3", "Lv.29", "12", "", "nan", "TC 30")
EXTRAS = ("Power", "Discord ID", "Alliance", "#", "Joined", "Rank", "Notes", "Kills", "Colour")
MARKS = ("", "", "", "\u200b", "\u200e", "\u2066", "\ufeff", "\u00a0")


@dataclass(frozen=True, slots=True)
class Player:
    """Who is in a roster."""

    fid: int
    name: str
    state: int


Column = tuple[str, Callable[[Player, int], str]]


@dataclass(frozen=True, slots=True)
class Made:
    """A file, and whom it names."""

    kind: str
    content: bytes
    roster: Sequence[Player]


def make_roster(chance: Chance) -> list[Player]:
    """Make players up: 1 to 30, of one state or of several."""
    state = chance.randint(100, 4000)
    states = [state] if chance.random() < 0.7 else [state, chance.randint(100, 4000), 45]
    fids = {
        chance.randint(
            10 ** (length := chance.choice((5, 6, 7, 7, 8, 8, 8, 9))), 10 ** (length + 1) - 1
        )
        for _ in range(chance.randint(1, 30))
    }
    return [Player(fid, chance.choice(NAMES), chance.choice(states)) for fid in fids]


def discord_id(chance: Chance) -> int:
    """Make a Discord user's id up."""
    return chance.randint(10**17, 10**19)


def grouped(fid: int, mark: str) -> str:
    """Write an id in groups of three."""
    return f"{fid:,}".replace(",", mark)


def extra(chance: Chance, name: str, number: int) -> str:
    """Make up what stands in a column that is no business of ours."""
    made = {
        "Power": str(chance.randint(10**6, 10**9)),
        "Kills": f"{chance.randint(10**6, 10**8):,}",
        "Discord ID": str(discord_id(chance)),
        "#": str(number),
        "Joined": f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "Rank": f"R{chance.randint(1, 5)}",
        "Alliance": "POL",
    }
    return made.get(name, chance.choice(("", "active", "see 12/03", "x")))


def state_text(chance: Chance, state: int) -> str:
    """Write a state in one of the ways that the games have."""
    return chance.choice(
        (
            str(state),
            str(state),
            f"#{state}",
            f"S{state}",
            f"State {state}",
            f"{state}.0",
            f"K{state}",
        )
    )


def other_column(chance: Chance, name: str) -> Column:
    """Make a column of something else."""
    return name, lambda _, number: extra(chance, name, number)


def columns(chance: Chance) -> list[Column]:
    """Choose columns, their headings and what is in each."""
    chosen: list[Column] = [
        (chance.choice(ID), lambda one, _: str(one.fid)),
        (chance.choice(NAME), lambda one, _: one.name),
    ]
    if chance.random() < 0.7:
        chosen.append((chance.choice(STATE), lambda one, _: state_text(chance, one.state)))
    if chance.random() < 0.5:
        chosen.append((chance.choice(LEVEL), lambda _, __: chance.choice(LEVELS)))
    chosen += [other_column(chance, name) for name in chance.sample(EXTRAS, chance.randint(0, 3))]
    chance.shuffle(chosen)
    return chosen


def table(chance: Chance, roster: Sequence[Player]) -> str:
    """Write a table with a header, as a spreadsheet does."""
    chosen = columns(chance)
    lines = io.StringIO()
    rows = csv.writer(
        lines, delimiter=chance.choice(",;\t"), lineterminator=chance.choice(("\n", "\r\n"))
    )
    if chance.random() < 0.1:
        lines.write("Members of POL\n\n")
    rows.writerow([name for name, _ in chosen])
    for number, one in enumerate(roster, 1):
        rows.writerow([cell(one, number) for _, cell in chosen])
        if chance.random() < 0.02:
            rows.writerow(["" for _ in chosen])
    return lines.getvalue()


def bars(chance: Chance, roster: Sequence[Player]) -> str:
    """Write a table that is drawn, for Markdown or a terminal."""
    chosen = columns(chance)
    bar = chance.choice("|│┃")
    rows = [
        [cell(one, at).replace("|", " ") for _, cell in chosen] for at, one in enumerate(roster, 1)
    ]
    lines = [f"{bar} {f' {bar} '.join(row)} {bar}" for row in [[name for name, _ in chosen], *rows]]
    lines.insert(
        1,
        chance.choice(
            ("|---" * len(chosen) + "|", "├" + "───┼" * len(chosen), "+----" * len(chosen) + "+")
        ),
    )
    return "\n".join(lines)


def wiki(chance: Chance, roster: Sequence[Player]) -> str:
    """Write a wiki's table."""
    chosen = columns(chance)
    rows = [
        "\n| " + " || ".join(cell(one, at).replace("|", " ") for _, cell in chosen)
        for at, one in enumerate(roster, 1)
    ]
    return (
        '{| class="wikitable"\n! '
        + " !! ".join(name for name, _ in chosen)
        + "\n|-"
        + "\n|-".join(rows)
        + "\n|}"
    )


def headless(chance: Chance, roster: Sequence[Player]) -> str:
    """Write a table without a header: an id, a name, perhaps a state, perhaps a number before."""
    numbered, stated, name_first = (chance.random() < 0.4 for _ in range(3))
    lines = io.StringIO()
    rows = csv.writer(lines, delimiter=chance.choice(",;\t"), lineterminator="\n")
    for number, one in enumerate(roster, 1):
        row = [one.name, str(one.fid)] if name_first else [str(one.fid), one.name]
        rows.writerow(
            [*([str(number)] if numbered else []), *row, *([str(one.state)] if stated else [])]
        )
    return lines.getvalue()


def plain_list(chance: Chance, roster: Sequence[Player]) -> str:
    """Write ids, one or many a line."""
    between = chance.choice(("\n", "\n", "\r\n", "\n\n", ", ", ";", " ", "\t", ",\n"))
    mark = chance.choice(("", "", ",", " ", ".", "'", "\u00a0", "\u2009", "\u202f"))
    if mark in (",", " ") and "\n" not in between:
        between = "; "
    quote = chance.choice(("", "", "'", '"'))
    texts = [
        f"{quote}{around(chance, grouped(one.fid, mark) if mark else str(one.fid))}{quote}"
        for one in roster
    ]
    return between.join(texts)


def around(chance: Chance, text: str) -> str:
    """Leave marks around a text, as copying does."""
    return f"{chance.choice(MARKS)}{text}{chance.choice(MARKS)}"


def lines_of_people(chance: Chance, roster: Sequence[Player]) -> str:
    """Write a list as people do in a chat: one way of writing all of its lines."""
    forms: tuple[Callable[[int, Player], str], ...] = (
        lambda _, one: f"{one.name}: {one.fid}",
        lambda _, one: f"{one.name} - {one.fid}",
        lambda _, one: f"{one.fid} {one.name}",
        lambda _, one: f"{one.fid} {one.state}",
        lambda at, one: f"{at}. {one.name} - {one.fid}",
        lambda at, one: f"{at}) {one.fid}",
        lambda at, one: f"{at} {one.name} {one.fid}",
        lambda _, one: f"ID: {one.fid}",
        lambda _, one: f"{one.name} | ID {one.fid} | State {one.state} | FC 5",
        lambda _, one: f"• {one.name} ({one.fid}) #{one.state}",
        lambda _, one: f"[28.11.26, 18:03:{chance.randint(10, 59)}] {one.name}: {one.fid}",
        lambda _, one: f"<@{discord_id(chance)}> {one.fid}",
        lambda _, one: f"**{one.name}** — `{one.fid}` — Kingdom {one.state}",
        lambda _, one: f"{one.name} {one.fid} {chance.randint(10, 99)}.{chance.randint(1, 9)}M",
        lambda _, one: f"- {one.fid}  # {one.name}",
        lambda _, one: f"{one.name}\t{grouped(one.fid, '.')}",
        lambda _, one: f"hello, my id is {one.fid}, thanks!",
    )
    form = chance.choice(forms)
    lines = [form(at, one) for at, one in enumerate(roster, 1)]
    if chance.random() < 0.3:
        lines.insert(
            0,
            chance.choice(("**Members**", "28.11.2026", "Our alliance, state 245:", "R4", "====")),
        )
    if chance.random() < 0.2:
        lines.insert(
            chance.randint(0, len(lines)),
            chance.choice(("R5", "", "gg at 19:30!", f"<@{discord_id(chance)}>")),
        )
    return "\n".join(lines)


def objects(chance: Chance, roster: Sequence[Player]) -> str:
    """Write JSON of one of many shapes."""
    id_, name, state = (
        chance.choice(("fid", "id", "player_id", "playerId", "uid")),
        chance.choice(("name", "nickname")),
        chance.choice(("state", "kid", "kingdom")),
    )
    text = chance.random() < 0.4
    made = [
        {
            id_: str(one.fid) if text else one.fid,
            name: one.name,
            state: one.state,
            "discord_id": str(discord_id(chance)),
            "created_at": 1764300000,
        }
        for one in roster
    ]
    exported = [
        {"_id": {"$oid": f"{at:024x}"}, "fid": {"$numberLong": str(one.fid)}, "nickname": one.name}
        for at, one in enumerate(roster)
    ]
    shapes: tuple[Callable[[], str], ...] = (
        lambda: json.dumps(made),
        lambda: json.dumps(made, indent=2, ensure_ascii=False),
        lambda: "\n".join(map(json.dumps, made)),
        lambda: json.dumps([one.fid for one in roster]),
        lambda: json.dumps({str(one.fid): one.name for one in roster}),
        lambda: json.dumps(
            {str(one.fid): {"name": one.name, "state": one.state} for one in roster}
        ),
        lambda: json.dumps({"alliance": "POL", "id": 7654321, "members": made}),
        lambda: json.dumps({"alliances": [{"tag": "POL", "power": 987654321, "members": made}]}),
        lambda: json.dumps(exported),
        lambda: "\n".join(map(json.dumps, exported)),
        lambda: repr(made),
        lambda: json.dumps([[one.fid, one.name, one.state] for one in roster]),
        lambda: "const ids = [" + ",\n".join(f"{one.fid}" for one in roster) + ",\n];",
        lambda: json.dumps(
            {"R5": [one.fid for one in roster[:1]], "R4": [one.fid for one in roster[1:]]}
        ),
    )
    return chance.choice(shapes)()


def records(chance: Chance, roster: Sequence[Player]) -> str:
    """Write a label a line: YAML, forms, cards."""
    shapes: tuple[Callable[[Player], str], ...] = (
        lambda one: f"- id: {one.fid}\n  name: {one.name}\n  state: {one.state}\n",
        lambda one: f"Name: {one.name}\nPlayer ID: {one.fid}\nState: {one.state}\n\n",
        lambda one: (
            f"👤 Name: {one.name}\n🆔 ID: {one.fid}\n🌍 State: #{one.state}\n"
            f"💪 Power: {chance.randint(10**6, 10**9):,}\n\n"
        ),
        lambda one: f"ID: {one.fid}\nKingdom: {one.state}\nFurnace Level: FC 3\n\n",
        lambda one: f"{one.fid}:\n  name: {one.name}\n  state: {one.state}\n",
        lambda one: f"**Player ID**\n{one.fid}\n**State**\n{one.state}\n\n",
    )
    shape = chance.choice(shapes)
    return "".join(map(shape, roster))


def workbook(chance: Chance, roster: Sequence[Player]) -> bytes:
    """Write a workbook, with ids as numbers or as text."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import, and an extra

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    chosen = columns(chance)
    sheet.append([name for name, _ in chosen])
    for at, one in enumerate(roster, 1):
        cells = [cell(one, at) for _, cell in chosen]
        sheet.append([int(cell) if cell.isdecimal() and len(cell) < 16 else cell for cell in cells])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


TEXTS: tuple[Callable[[Chance, Sequence[Player]], str], ...] = (
    table,
    table,
    table,
    bars,
    wiki,
    headless,
    plain_list,
    lines_of_people,
    lines_of_people,
    objects,
    objects,
    records,
)


def make(chance: Chance) -> Made:
    """Make a file up."""
    roster = make_roster(chance)
    if chance.random() < 0.01:
        return Made("workbook", workbook(chance, roster), roster)
    kind = chance.choice(TEXTS)
    text = kind(chance, roster)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"))
    if encoding == "utf-16-le" and not text[:50].isascii():
        encoding = "utf-8"
    return Made(kind.__name__, text.encode(encoding), roster)


def broken(chance: Chance, made: Made) -> bytes:
    """Break a file: cut it, or change some of its bytes."""
    content = bytearray(made.content)
    if chance.random() < 0.5:
        return bytes(content[: chance.randint(0, len(content))])
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.choice(
            (0, 9, 10, 34, 39, 44, 91, 123, 124, 125, 128, 255, 48)
        )
    return bytes(content)


def verdict(made: Made) -> str:
    """Say how a file was read: `right`, `strangers` enrolled, or somebody `missed`."""
    read = {row.fid for row in read_members([made.content]) if isinstance(row, Member)}
    wanted = {one.fid for one in made.roster}
    if read - wanted:
        return "strangers"
    return "missed" if wanted - read else "right"


def main() -> None:
    """Read so many files, and as many broken ones, and say how it went, with each wrong seed."""
    count, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    begun = time.perf_counter()
    said: Counter[tuple[str, str]] = Counter()
    for seed in range(first, first + count):
        chance = Chance(seed)
        made = make(chance)
        came = verdict(made)
        said[made.kind, came] += 1
        list(read_members([broken(chance, made)]))
        if came != "right":
            sys.stdout.write(f"seed {seed}: {made.kind}, {came}\n")
    for (kind, came), number in sorted(said.items()):
        sys.stdout.write(f"{kind:16} {came:10} {number:7,}\n")
    took = time.perf_counter() - begun
    sys.stdout.write(f"{count:,} files, as many broken ones, {took:.0f} s\n")


if __name__ == "__main__":
    main()
