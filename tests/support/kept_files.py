"""Member files as people keep them, and lists as they paste them, with who is in each.

A case: what it is about, the content, and the players as (id, name, state). `None` instead of a
name or a state means that it is not clear, and nothing is said of it here.
"""

from dataclasses import dataclass

Player = tuple[int, str | None, int | None]

A, B, C, D = 310_000_011, 45_720_093, 1_204_511_870, 8_812_345


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and who is in it."""

    about: str
    content: bytes
    players: tuple[Player, ...]


def case(about: str, content: str, *players: Player, encoding: str = "utf-8") -> Case:
    """Give a case whose content is text."""
    return Case(about, content.encode(encoding), players)


def bare(*fids: int) -> tuple[Player, ...]:
    """Give players of whom only the id is clear."""
    return tuple((fid, None, None) for fid in fids)


LISTS = (
    case("one a line", f"{A}\n{B}\n{C}\n", *bare(A, B, C)),
    case("one a line, from Windows", f"{A}\r\n{B}\r\n", *bare(A, B)),
    case("many a line", f"{A}, {B};{C}\t{D}", *bare(A, B, C, D)),
    case("groups with commas, in quotes", '"310,000,011"\n"45,720,093"\n', *bare(A, B)),
    case(
        "groups in quotes, the last without a comma",
        '"310,000,011",\n"505,982"\n',
        *bare(A, 505_982),
    ),
    case("groups with dots", "310.000.011\n45.720.093\n", *bare(A, B)),
    case("groups with apostrophes", "310'000'011\n45\u2019720\u2019093\n", *bare(A, B)),
    case("groups with a narrow blank", "310\u202f000\u202f011\n45\u00a0720\u00a0093", *bare(A, B)),
    case("groups of many ids on a line", "310 000 011, 45 720 093", *bare(A, B)),
    case("numbered", f"1. {A}\n2. {B}\n10) {C}", *bare(A, B, C)),
    case(
        "numbered with names", f"1) Vela: {A}\n2) Orin - {B}", (A, "Vela", None), (B, "Orin", None)
    ),
    case(
        "numbered without a mark", f"1 {A} Vela\n2 {B} Orin", (A, "Vela", None), (B, "Orin", None)
    ),
    case(
        "keycaps",
        f"1\ufe0f\u20e3 Vela {A}\n2\ufe0f\u20e3 Orin {B}",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case("id and state", f"{A} 245\n{B} 1042", (A, None, 245), (B, None, 1042)),
    case("state in brackets", f"{A} (245)\n{B} [245]", (A, None, 245), (B, None, 245)),
    case("name and id", f"Vela = {A}\nOrin = {B}", (A, "Vela", None), (B, "Orin", None)),
    case(
        "id first, then a name", f"{A} Vela\n{B} Sir Orin", (A, "Vela", None), (B, "Sir Orin", None)
    ),
    case(
        "a name with a number",
        f"Vela 77: {A}\nW0lf9 - {B}",
        (A, "Vela 77", None),
        (B, "W0lf9", None),
    ),
    case(
        "name, id, state with blanks",
        f"Vela {A} 245\nOrin {B} 245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "id, name, state with blanks",
        f"{A} Vela 245\n{B} Orin 245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case("labels", f"ID: {A}\nPlayer ID {B}\nuid={C}\nid#{D}", *bare(A, B, C, D)),
    case("label, state, level in a line", f"Vela | ID: {A} | State: 245 | FC 5", (A, "Vela", 245)),
    case("kingdoms", f"Vela {A} K245\nOrin {B} Kingdom #245", (A, "Vela", 245), (B, "Orin", 245)),
    case("a JavaScript list", f"const ids = [\n  {A}, // Vela\n  {B},\n];", *bare(A, B)),
    case("a Python list of texts", f"['{A}', '{B}']", *bare(A, B)),
    case("a Python list with its end missing", f"[{A}, {B},", *bare(A, B)),
    case("a list in a code block", f"```\n{A}\n{B}\n```", *bare(A, B)),
    case("a title and a date above", f"Alliance POL\n12/03/2026 18:05\n{A}\n{B}", *bare(A, B)),
    case(
        "ranks above", f"R5\nVela {A}\n\n**R4**\nOrin {B}\n", (A, "Vela", None), (B, "Orin", None)
    ),
    case("ranks beside", f"[R5] Vela {A}\nR4 - Orin - {B}", (A, "Vela", None), (B, "Orin", None)),
    case(
        "power beside",
        f"Vela {A} 45.3M\nOrin {B} power 12,345,678",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "people of Discord beside",
        f"<@412345678901234567> {A}\n@orin 412345678901234568 {B}",
        *bare(A, B),
    ),
    case("struck out", f"{A}\n~~{B}~~\n{C}", *bare(A, C)),
    case("a remark", f"# {B} left\n{A}", *bare(A)),
    case("invisible marks", f"\u200e{A}\u200f\n\u2066{B}\u2069\n\u200b{C}\ufe0f", *bare(A, B, C)),
    case("Arabic digits", "٣١٠٠٠٠٠١١\n٤٥٧٢٠٠٩٣", *bare(A, B)),
    case("Chinese, without blanks", f"小明：{A}\n编号{B}", (A, "小明", None), (B, None, None)),
    case(
        "a Korean list",
        f"홍길동 {A} 서버 245\n김철수 {B} 서버 245",
        (A, "홍길동", 245),
        (B, "김철수", 245),
    ),
    case(
        "a Russian list",
        f"Аврора — {A} (штат 245)\nБорей — {B} (штат 245)",
        (A, "Аврора", 245),
        (B, "Борей", 245),
    ),
    case("an Arabic list", f"المعرف: {A} الولاية: 245", (A, None, 245)),
    case(
        "a chat",
        f"[28.11.26, 18:03:22] Vela: {A}\n[28.11.26, 18:04:02] Orin: my ID is {B} thanks\n"
        "[28.11.26, 18:05:00] Orin: ok, at 19:30 then\n",
        *bare(A, B),
    ),
    case(
        "a chat of Discord, copied",
        f"Vela — Today at 18:03\n{A}\nOrin — Yesterday at 09:12\nhere you go {B} :)\n",
        *bare(A, B),
    ),
    case(
        "another chat", f"28/11/2026, 18:03 - Vela: {A}\n28/11/2026, 18:04 - Orin: {B}", *bare(A, B)
    ),
    case("two players on a line", f"Vela {A}, Orin {B}", (A, "Vela", None), (B, "Orin", None)),
    case("UTF-16 without a mark", f"{A}\r\n{B}\r\n", *bare(A, B), encoding="utf-16-be"),
    case(
        "UTF-16 without a mark, drawn",
        f"| ID | Name |\n├────┼──────┤\n| {A} | Vela |\n| {B} | Orin |",
        (A, "Vela", None),
        (B, "Orin", None),
        encoding="utf-16-le",
    ),
    case("UTF-16 with a mark", f"{A}\r\n{B}\r\n", *bare(A, B), encoding="utf-16"),
    case("UTF-8 with a mark", f"{A}\r\n{B}\r\n", *bare(A, B), encoding="utf-8-sig"),
)

TABLES = (
    case("header", f"fid,nickname,state\n{A},Vela,245\n{B},,\n", (A, "Vela", 245), (B, "", None)),
    case("no header", f"{A},Vela,245\n{B},Orin,245\n", (A, "Vela", 245), (B, "Orin", 245)),
    case(
        "no header, a tag, a level, a state",
        f"POL;{A};Vela;30;245\nPOL;{B};Orin;28;245\n",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "no header, numbered",
        f"1,Vela,{A}\n2,Orin,{B}\n3,Mira,{C}\n",
        (A, "Vela", None),
        (B, "Orin", None),
        (C, "Mira", None),
    ),
    case(
        "tabs",
        f"ID\tName\tKingdom\n{A}\tVela\t245\n{B}\tOrin\t245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "aligned by blanks",
        f"ID          Name        State\n{A}   Sir Vela    245\n{B}    Orin        245",
        (A, "Sir Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "Markdown",
        f"| Player | ID | State |\n|---|:--:|--:|\n| Vela | {A} | 245 |\n| Orin | `{B}` | 245 |",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "drawn",
        f"┌────┬────┐\n│ ID │ Name │\n├────┼────┤\n│ {A} │ Vela │\n│ {B} │ Orin │\n└────┴────┘",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case("drawn thick", f"┃ ID ┃ Name ┃\n┃ {A} ┃ Vela ┃\n", (A, "Vela", None)),
    case(
        "drawn by a database",
        f"+-----------+------+\n| fid       | name |\n"
        f"+-----------+------+\n| {A} | Vela |\n+-----------+------+\n1 row in set",
        (A, "Vela", None),
    ),
    case(
        "a wiki's",
        f'{{| class="wikitable"\n! ID !! Name !! State\n|-\n'
        f'| {A} || Vela || 245\n|-\n| {B}\n| style="color:red" | Orin\n| 245\n|}}',
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "groups without quotes",
        "fid,name\n310,000,011,Vela\n45,720,093,Orin",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "a comma in a name",
        f"fid,name,state\n{A},Vela, the Bold,245\n{B},Orin,245",
        (A, "Vela, the Bold", 245),
        (B, "Orin", 245),
    ),
    case("whole rows in quotes", f'"fid,name,state"\n"{A},Vela,245"', (A, "Vela", 245)),
    case(
        "an open quote",
        f'fid,name,state\n{A},"Vela,245\n{B},Orin,245',
        (A, None, 245),
        (B, "Orin", 245),
    ),
    case(
        "text formulas",
        f'fid,name\n="{A}",Vela\n"=""{B}""",Orin',
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case("sep=", f"sep=;\nid;name\n{A};Vela", (A, "Vela", None)),
    case("a title above", f"POL members, winter\n\nid,name\n{A},Vela\nTotal,1", (A, "Vela", None)),
    case(
        "the header again",
        f"id,name,state\n{A},Vela,245\nid,name,state\n{B},Orin,245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "other columns further down",
        f"id,name\n{A},Vela\n\nname,id\nOrin,{B}",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "ranks among the rows",
        f"ID,Name,State\nR5,,\n{A},Vela,245\nR4,,\n{B},Orin,245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "Discord's ids called id",
        f"id,discord_id,in_game_id\n1,412345678901234567,{A}\n2,412345678901234568,{B}",
        *bare(A, B),
    ),
    case(
        "user ids that are Discord's",
        f"User ID,Name,Game ID\n412345678901234567,Vela,{A}",
        (A, "Vela", None),
    ),
    case(
        "power as long as an id",
        f"ID,Power,Name\n{A},45720099,Vela\n{B},1204511871,Orin",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "an id column whose heading says player",
        f"Player,State\n{A},245\n{B},245",
        (A, None, 245),
        (B, None, 245),
    ),
    case(
        "a heading that nobody knows",
        f"Zahl;Wer\n{A};Vela\n{B};Orin",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "a sheet with empty columns",
        f",,ID,,Name\n,,{A},,Vela\n,,{B},,Orin",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "states of all kinds",
        f'fid,state\n{A},#245\n{B},s245\n{C},Kingdom 245\n{D},"1,042"',
        (A, None, 245),
        (B, None, 245),
        (C, None, 245),
        (D, None, 1042),
    ),
    case(
        "a state that is none",
        f"fid,name,state\n{A},Vela,North\n{B},Orin,245",
        (A, "Vela", None),
        (B, "Orin", 245),
    ),
    case(
        "an old code page",
        f"Игрок ID;Ник;Сервер\n{A};Аврора;245",
        (A, "Аврора", 245),
        encoding="cp1251",
    ),
    case("a western code page", f"ID;Nom;Serveur\n{A};Zoë;245", (A, "Zoë", 245), encoding="cp1252"),
    case(
        "a Chinese code page", f"玩家ID,名字,区\n{A},小明,245", (A, "小明", 245), encoding="gb18030"
    ),
    case("Russian", f"ID игрока,Имя,Штат,Печь\n{A},Аврора,245,30", (A, "Аврора", 245)),
    case("Arabic", f"معرف اللاعب,الاسم,الولاية\n{A},سلمى,245", (A, "سلمى", 245)),
    case("Japanese", f"プレイヤーID,名前,サーバー,溶鉱炉\n{A},さくら,245,30", (A, "さくら", 245)),
    case("German", f"Spieler-ID;Spielername;Staat;Ofenstufe\n{A};Jörg;245;30", (A, "Jörg", 245)),
    case("French", f"ID joueur;Pseudo;État\n{A};Zoé;245", (A, "Zoé", 245)),
    case("Spanish", f"ID de jugador;Nombre;Reino\n{A};Íñigo;245", (A, "Íñigo", 245)),
    case("Portuguese", f"ID do jogador;Nome;Servidor\n{A};João;245", (A, "João", 245)),
    case("Italian", f"ID giocatore;Nome;Regno\n{A};Niccolò;245", (A, "Niccolò", 245)),
    case("Polish", f"ID gracza;Nazwa;Królestwo\n{A};Łucja;245", (A, "Łucja", 245)),
    case("Indonesian", f"ID pemain,Nama,Kerajaan\n{A},Sari,245", (A, "Sari", 245)),
    case("Vietnamese", f"ID người chơi,Tên,Máy chủ\n{A},Hương,245", (A, "Hương", 245)),
    case("Thai", f"ไอดี,ชื่อ,เซิร์ฟเวอร์\n{A},ฟ้า,245", (A, "ฟ้า", 245)),
    case("Chinese, simplified", f"角色ID,昵称,区服\n{A},小明,245", (A, "小明", 245)),
    case("Chinese, traditional", f"領主ID,暱稱,伺服器\n{A},小明,245", (A, "小明", 245)),
    case("Korean, the other game", f"총독 ID,이름,왕국\n{A},홍길동,245", (A, "홍길동", 245)),
    case("Governor", f"Governor ID,Governor,Kingdom,TC\n{A},Vela,245,30", (A, "Vela", 245)),
    case(
        "keys of a program",
        f"playerId,nickName,serverId,stoveLv\n{A},Vela,245,30",
        (A, "Vela", 245),
    ),
)

STRUCTURED = (
    case("numbers", f"[{A}, {B}]", *bare(A, B)),
    case("objects", f'[{{"fid": {A}, "name": "Vela", "state": 245}}]', (A, "Vela", 245)),
    case(
        "objects, called Data",
        f'{{"data": [{{"playerId": "{A}", "nickname": "Vela"}}]}}',
        (A, "Vela", None),
    ),
    case("id to name", f'{{"{A}": "Vela", "{B}": "Orin"}}', (A, "Vela", None), (B, "Orin", None)),
    case("name to id", f'{{"Vela": {A}, "Orin": "{B}"}}', (A, "Vela", None), (B, "Orin", None)),
    case("id to state", f'{{"{A}": 245}}', (A, None, 245)),
    case("id to object", f'{{"{A}": {{"name": "Vela", "kid": 245}}}}', (A, "Vela", 245)),
    case(
        "name to object",
        f'{{"Vela": {{"id": {A}, "state": 245}}, "Orin": {{"id": {B}, "state": 245}}}}',
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "an object a line",
        f'{{"fid":{A},"name":"Vela"}}\n{{"fid":{B},"name":"Orin"}}\n',
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "an alliance with its members",
        f'{{"alliance": "POL", "id": 7654321, "state": 245, '
        f'"members": [{{"id": {A}, "name": "Vela"}}]}}',
        (A, "Vela", 245),
    ),
    case(
        "alliances",
        f'[{{"id": 7654321, "members": [{A}]}}, {{"id": 7654322, "members": [{B}]}}]',
        *bare(A, B),
    ),
    case("by rank", f'{{"R5": [{A}], "R4": [{B}, {C}]}}', *bare(A, B, C)),
    case(
        "a player with more inside",
        f'[{{"player": {{"id": {A}, "name": "Vela"}}, '
        f'"kingdom": 245, "codes": [1234567, 20261128]}}]',
        (A, "Vela", 245),
    ),
    case(
        "a database's export",
        f'[{{"_id": {{"$oid": "65f0"}}, "fid": {{"$numberLong": "{A}"}}, '
        f'"nickname": "Vela", "kid": {{"$numberInt": "245"}}}}]',
        (A, "Vela", 245),
    ),
    case(
        "a shell's output",
        f"{{ _id: ObjectId(\"65f0\"), fid: NumberLong({A}), nickname: 'Vela' }}",
        (A, "Vela", None),
    ),
    case(
        "rows",
        f'[["ID", "Name"], [{A}, "Vela"], [{B}, "Orin"]]',
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "rows without a header",
        f'[[{A}, "Vela", 245], [{B}, "Orin", 245]]',
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "columns",
        f'{{"fid": [{A}, {B}], "name": ["Vela", "Orin"]}}',
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "columns with an index",
        f'{{"fid": {{"0": {A}, "1": {B}}}, "name": {{"0": "Vela", "1": "Orin"}}}}',
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "Python's own way", f"[{{'fid': {A}, 'name': 'Vela', 'state': None}},]", (A, "Vela", None)
    ),
    case("a comma too many", f'[{{"fid": {A},}},]', *bare(A)),
    case(
        "cut off",
        f'[{{"fid": {A}, "name": "Vela"}}, {{"fid": {B}, "na',
        (A, "Vela", None),
        (B, None, None),
    ),
    case("in a code block", f'```json\n[{{"fid": {A}}}]\n```', *bare(A)),
    case("nulls", f'[{{"fid": {A}, "name": null, "state": null}}]', (A, "", None)),
    case("floats", f'[{{"fid": {A}.0, "state": 245.0}}]', (A, None, 245)),
    case(
        "times beside",
        f'[{{"id": {A}, "created_at": 1764300000, "discord_id": "412345678901234567"}}]',
        *bare(A),
    ),
)

RECORDS = (
    case(
        "YAML",
        f"members:\n  - id: {A}\n    name: Vela\n    state: 245\n  - id: {B}\n    name: Orin\n",
        (A, "Vela", 245),
        (B, "Orin", None),
    ),
    case(
        "YAML by id",
        f"{A}:\n  name: Vela\n  state: 245\n{B}:\n  name: Orin\n  state: 245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "YAML by name",
        f"Vela:\n  id: {A}\n  state: 245\nOrin:\n  id: {B}\n  state: 245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case("YAML list", f"ids:\n- {A}\n- '{B}'", *bare(A, B)),
    case(
        "a form",
        f"Name: Vela\nPlayer ID: {A}\nState: 245\n\nName: Orin\nPlayer ID: {B}\nState: 245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "a card",
        f"Vela\nID: {A}\nKingdom: 245\nFurnace Level: 30\n\n"
        f"Orin\nID: {B}\nKingdom: 245\nFurnace Level: FC 3",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "a card, value below label",
        f"**Player ID**\n{A}\n**Name**\nVela\n**State**\n245",
        (A, "Vela", 245),
    ),
    case(
        "a card with power",
        f"👤 Name: Vela\n🆔 ID: {A}\n🌍 State: 245\n💪 Power: 45,720,093",
        (A, "Vela", 245),
    ),
    case("Turkish", f"İsim: Şahin\nID: {A}\nEyalet: 245", (A, "Şahin", 245)),
)

NOBODY = (
    case("scientific", "id,name\n3.10E+08,Vela\n"),
    case("scientific, with commas", "id;name\n3,1E+08;Vela\n"),
    case("running numbers", "id,name\n1,Vela\n2,Orin\n"),
    case("two columns of ids", f"Name,Main,Farm\nVela,{A},{B}\n"),
    case("two columns without a header", f"Vela,{A},{B}\nOrin,{C},{D}\n"),
    case("Discord's ids alone", "412345678901234567\n412345678901234568\n"),
    case("a lone short number", "245"),
    case("short numbers", "245\n246\n1042"),
    case("names alone", "Vela\nOrin"),
    case("a phone book", "Vela,+49 170 1234567\nOrin,+49 171 7654321"),
    case("power alone", "Vela power 12,345,678\nOrin power 45,720,093"),
    case("a name beside two numbers", f"Vela {A} {B}"),
    case("groups that may be two things", "123 456 789 245"),
    case("a formula", "fid\n=A1+1"),
    case("nothing known", "fid,name\n,Vela\nnan,Orin"),
    case("a page", "<html><body>Please log in</body></html>"),
    Case("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ()),
    Case("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ()),
    Case("a broken workbook", b"PK\x03\x04" + bytes(300), ()),
    case("an object without players", '{"status": "ok", "count": 2}'),
)

ODD = (
    case(
        "a cell of two lines",
        f'fid,name,state\n{A},"Vela\nthe Bold",245',
        (A, "Vela the Bold", 245),
    ),
    case(
        "names and ids on lines of their own",
        f"Vela\n{A}\nOrin\n{B}",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "statements",
        f"INSERT INTO users VALUES\n({A},'Vela',245),\n({B},'Orin',245);",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case("commands of a bot", f"!enroll {A} 245\n/add {B}", (A, "", 245), (B, "", None)),
    case("a line of a table alone", f"{A},Vela,30,245", (A, "Vela", 245)),
    case("a page's table", f"<table><tr><td>{A}</td><td>Vela</td></tr></table>", *bare(A)),
    case("attributes", f'<player id="{A}" name="Vela" state="245"/>', (A, "Vela", 245)),
    case(
        "sections",
        f"[Vela]\nid={A}\nstate=245\n\n[Orin]\nid={B}\nstate=245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case("colons under a header", f"ID : Name : State\n{A} : Vela : 245", (A, "Vela", 245)),
    case("state first", f"245 {A}\n245 {B}", (A, None, 245), (B, None, 245)),
    case(
        "answers to a form",
        f"Timestamp,What is your in-game name?,What is your player ID?,Which state are you in?\n"
        f"11/28/2026 18:03:22,Vela,{A},245",
        (A, "Vela", 245),
    ),
    case(
        "name and id in one column",
        f"Name,State\nVela ({A}),245\nOrin ({B}),245",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "a frame with its index",
        f",fid,name,state\n0,{A},Vela,245.0\n1,{B},Orin,",
        (A, "Vela", 245),
        (B, "Orin", None),
    ),
    case(
        "a frame, printed",
        f"         fid  name  state\n0  {A}  Vela    245\n1   {B}  Orin    246",
        (A, "Vela", 245),
        (B, "Orin", 246),
    ),
    case(
        "ranks with their counts",
        f"R5 (1)\n👑 R5 Leader: Vela ({A})\n⚔️ R4s:\nOrin ({B})",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case("times before ids", f"2026-11-28 18:03:22,{A}\n2026-11-28 18:04:22,{B}", *bare(A, B)),
    case(
        "telephones beside",
        f"Name,ID,Phone\nVela,{A},491701234567\nOrin,{B},4917012345",
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "people of Discord and their ids",
        f'{{"412345678901234567": {A}, "412345678901234568": "{B}"}}',
        (A, "", None),
        (B, "", None),
    ),
    case(
        "people of Discord and their accounts", f'{{"412345678901234567": [{A}, {B}]}}', *bare(A, B)
    ),
    case(
        "numbered objects",
        f'{{"users": {{"1": {{"fid": {A}, "nick": "Vela"}}, '
        f'"2": {{"fid": {B}, "nick": "Orin"}}}}}}',
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case(
        "YAML in braces",
        f"- {{id: {A}, name: Vela, state: 245}}\n- {{id: {B}, name: Orin, state: 245}}",
        (A, "Vela", 245),
        (B, "Orin", 245),
    ),
    case(
        "TOML",
        f'[[members]]\nid = {A}\nname = "Vela"\n\n[[members]]\nid = {B}\nname = "Orin"',
        (A, "Vela", None),
        (B, "Orin", None),
    ),
    case("Swedish", f"ID\tNamn\tStat\n{A}\tVela\t245", (A, "Vela", 245)),
)

CASES = (*LISTS, *TABLES, *STRUCTURED, *RECORDS, *ODD, *NOBODY)
