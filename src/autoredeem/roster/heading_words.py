"""The words above the columns of member files, in the languages of those who keep them.

Pure data, a phrase each, separated by `/`. Case, accents, blanks and punctuation don't matter
(`Player_ID` is `player id`); for each language its line.
"""

from collections.abc import Mapping
from enum import StrEnum


class Field(StrEnum):
    """What a column holds. OTHER is known, and is nothing that a member has here."""

    FID = "id"
    NICKNAME = "name"
    STATE = "state"
    LEVEL = "level"
    OTHER = "other"


FID = """
fid / player id / playerid / game id / gameid / in game id / ingame id / chief id / governor id
lord id / role id / character id / player number / player no / wos id / kingshot id / ks id
id игрока / игровой id / ид игрока / айди игрока / игрок id / номер игрока / id персонажа / ид
айди
id вождя / id губернатора / id в игре / игровой ид / id гравця / ігровий id / айді / айді гравця
oyuncu id / oyuncu no / oyuncu numarası / oyuncu kimliği / oyun id / şef id / vali id
karakter id
معرف اللاعب / رقم اللاعب / ايدي اللاعب / آيدي اللاعب / هوية اللاعب / معرّف / المعرف / ايدي
الايدي / آيدي
معرف الزعيم / معرف الحاكم / رقم الهوية / شناسه / شناسه بازیکن / آیدی
유저 id / 유저 아이디 / 플레이어 id / 게임 id / 게임 아이디 / 아이디 / 영주 id / 총독 id
집정관 id / 캐릭터 id / 회원 id
プレイヤーid / プレーヤーid / ゲームid / 領主id / 総督id / キャラid / キャラクターid / id番号
ゲーム内id
spieler id / spielerid / spielernummer / spielerkennung / kennung / spiel id / häuptling id
gouverneur id
id joueur / id du joueur / identifiant joueur / identifiant du joueur / identifiant / id de jeu
id chef
id du chef / id gouverneur / numéro de joueur / numéro du joueur
id jugador / id de jugador / id del jugador / id de juego / id del juego / identificador / id jefe
id gobernador / id del gobernador / numero de jugador / número de jugador
id do jogador / id jogador / id de jogador / id do jogo / id de jogo / id chefe / id governador
número do jogador / id giocatore / id del giocatore / id gioco / id di gioco / identificativo
id capo / id governatore / numero giocatore
id gracza / identyfikator / identyfikator gracza / numer gracza / id gry / id wodza
id gubernatora
id pemain / id game / id akun / nomor pemain / id kepala / id gubernur / id karakter
id người chơi / mã người chơi / mã số / id trò chơi / id nhân vật / id thủ lĩnh / id thống đốc
ไอดี / ไอดีผู้เล่น / รหัสผู้เล่น / รหัส / ไอดีเกม / ไอดีตัวละคร / id ผู้เล่น / หมายเลขผู้เล่น
玩家id / 玩家编号 / 玩家編號 / 游戏id / 遊戲id / 角色id / 领主id / 領主id / 执政官id / 執政官id
总督id / 總督id
酋长id / 酋長id / 用户id / 用戶id / 编号id / 玩家账号 / 玩家帳號 / 成员id / 成員id
speler id / spelersid / id jucător / id hráče / játékos id
"""

FID_LESS = """
uid / user id / userid / account id / account / id number / ids / player ids / user
kimlik / hesap id / аккаунт / id аккаунта / حساب / 계정 / ユーザーid / アカウント / konto
compte / cuenta
conta / akun / tài khoản / บัญชี / 账号 / 帳號 / 编号 / 編號
"""

FID_LEAST = "id"

NICKNAME = """
nickname / nick / nick name / player name / playername / ign / in game name / ingame name
chief name
governor name / lord name / game name / original name / display name / name / char name
ник / никнейм / имя / имя игрока / ник игрока / имя вождя / имя губернатора / псевдоним / нік
ім'я
isim / adı / ad / oyuncu adı / oyuncu ismi / takma ad / kullanıcı adı / şef adı / vali adı
rumuz / lakap
الاسم / اسم / اسم اللاعب / اللقب / لقب / اسم الزعيم / اسم الحاكم / نام / نام بازیکن
닉네임 / 이름 / 유저 이름 / 유저명 / 플레이어 이름 / 플레이어명 / 캐릭터명 / 영주 이름 / 영주명
닉 / 별명
名前 / プレイヤー名 / プレーヤー名 / ニックネーム / 領主名 / 総督名 / キャラ名 / キャラクター名
ユーザー名 / 氏名
spielername / spitzname / häuptlingsname / gouverneursname
nom / nom du joueur / nom joueur / pseudo / pseudonyme / surnom / nom du chef / nom du gouverneur
nombre / nombre del jugador / nombre de jugador / nombre jugador / apodo / alias / nombre del jefe
nome / nome do jogador / nome jogador / apelido / nome do chefe / nome giocatore
nome del giocatore
soprannome / nomignolo / nome del capo
nazwa / nazwa gracza / imię / pseudonim / ksywa / nazwa wodza
nama / nama pemain / nama panggilan / julukan / nama karakter / nama akun / nama kepala
tên / tên người chơi / biệt danh / tên nhân vật / tên trong game / tên thủ lĩnh
ชื่อ / ชื่อผู้เล่น / ชื่อเล่น / ชื่อในเกม / ชื่อตัวละคร
名字 / 名称 / 名稱 / 昵称 / 暱稱 / 玩家名 / 玩家名字 / 玩家名称 / 玩家名稱 / 玩家昵称 / 玩家暱稱
姓名 / 角色名 / 角色名称
角色名稱 / 领主名 / 領主名 / 领主名称 / 領主名稱 / 游戏名 / 遊戲名 / 游戏昵称 / 遊戲暱稱
成员名 / 成員名 / 昵稱
namn / navn / nimi / spelarnamn / naam / spelersnaam / nume / jméno / přezdívka / név
"""

NICKNAME_LESS = """
username / user name / player / players / chief / governor / member / members / lord / character
игрок / игроки / вождь / губернатор / участник / член / гравець
oyuncu / oyuncular / şef / vali / üye / اللاعب / لاعب / الزعيم / العضو / 유저 / 플레이어 / 영주
멤버 / 회원 / 총독
プレイヤー / プレーヤー / 領主 / メンバー / 総督 / spieler / mitglied / häuptling / gouverneur
joueur / membre / chef / jugador / miembro / jefe / gobernador / jogador / membro / chefe
governador
giocatore / capo / governatore / gracz / członek / wódz / pemain / anggota / người chơi
thành viên
ผู้เล่น / สมาชิก / 玩家 / 成员 / 成員 / 领主 / 領主 / 角色 / 盟友 / 酋长 / 执政官
"""

STATE = """
state / state id / state no / state number / kingdom / kingdom id / kingdom number / kid / k
server
server id / server number / serverid / world / realm / region / zone / home state / home kingdom
штат / сервер / королевство / государство / номер сервера / номер штата / стейт / регион / мир
царство
королівство / номер королевства
eyalet / sunucu / krallık / devlet / sunucu no / eyalet no / krallık no / bölge / dünya
الولاية / ولاية / السيرفر / سيرفر / الخادم / خادم / المملكة / مملكة / رقم الولاية / رقم المملكة
الدولة / ایالت / سرور / پادشاهی
서버 / 왕국 / 주 / 스테이트 / 서버 번호 / 왕국 번호 / 국가 / 월드
サーバー / サーバ / 王国 / 州 / ステート / 鯖 / サーバー番号 / 王国番号 / ワールド
staat / königreich / bundesstaat / reich / welt / servernummer / serveur / état / etat / royaume
monde
numéro de serveur / numéro d'état / estado / servidor / reino / mundo / número de servidor
número de estado
regno / stato / mondo / stan / serwer / królestwo / świat / numer serwera / numer stanu
negara / negara bagian / kerajaan / peladen / dunia / nomor server / nomor negara
bang / máy chủ / vương quốc / tiểu bang / số máy chủ / số bang / thế giới / khu vực
รัฐ / เซิร์ฟเวอร์ / เซิฟเวอร์ / เซิฟ / อาณาจักร / หมายเลขรัฐ / โลก
区 / 區 / 州区 / 服务器 / 伺服器 / 王国 / 王國 / 州 / 区服 / 區服 / 区号 / 區號 / 服 / 国家
國家 / 州号 / 州號 / 国度 / 國度
stat / delstat / rike / koninkrijk / regat / království / királyság
"""

LEVEL = """
level / lv / lvl / furnace / furnace level / furnace lv / fl / fc / fc level / fc lv / stove lv
stove level
town center / town centre / tc / town center level / tc level / tg / tg level / castle
castle level
hq / city level / fire crystal / fire crystal level / main building / th
печь / уровень печи / уровень / ур / плавильня / уровень плавильни / топка / ратуша
уровень ратуши / рівень / піч
fırın / ocak / fırın seviyesi / seviye / sv / şehir merkezi / belediye / kale seviyesi
ocak seviyesi
الفرن / فرن / مستوى الفرن / المستوى / مستوى / مركز المدينة / سطح / کوره
용광로 / 레벨 / 용광로 레벨 / 화로 / 도시 센터 / 시청 / 본부 / 노 레벨
溶鉱炉 / 溶鉱炉レベル / レベル / 大溶炉 / 大熔炉 / 炉 / 炉レベル / 街の中心 / 市庁舎
ofen / hochofen / ofenstufe / stufe / stadtzentrum / rathaus / ofenlevel / schmelzofen
fourneau / niveau / niveau du fourneau / niv / fournaise / centre ville / hôtel de ville
horno / nivel / nivel del horno / nv / centro urbano / ayuntamiento / caldera
fornalha / nível / nível da fornalha / centro da cidade / prefeitura
fornace / livello / livello fornace / liv / centro città / municipio
piec / poziom / poziom pieca / poz / ratusz / palenisko / huta
tungku / tingkat / level tungku / pusat kota / balai kota
lò / lò sưởi / cấp / cấp lò / cấp độ / lò luyện / trung tâm thị trấn / tòa thị chính
เตา / เตาหลอม / เลเวล / ระดับ / ระดับเตา / เตาหลัก / ศูนย์กลางเมือง / ศาลากลาง
熔炉 / 熔爐 / 大熔炉 / 大熔爐 / 等级 / 等級 / 级别 / 級別 / 熔炉等级 / 熔爐等級 / 炉子 / 爐子
火晶 / 城镇中心 / 城鎮中心 / 主城
主城等级 / 主城等級 / 火炉 / 火爐 / 大本营 / 大本營
oven / niveau oven / cuptor / pec
"""

ELSEWHERE = """
alliance id / alliance / guild / guild id / clan / power / might / troops / troop power / kills
kill points
points / score / donation / donations / contribution / merits / gems / furnace power / hero power
battle power / cp / age / amount / discord / discord id / discord name / discord user
discord tag
discord username / channel / channel id / message id / owner / added by / email / e mail / phone
telephone
whatsapp / telegram / line id / date / time / joined / join date / created / created at / updated
updated at / last seen / last active / last login / timestamp / added / added at / birthday
expires
registered at / last update / count / total / version / mail / mobile
macht / punkte / datum / telefon / kampfkraft / союз / альянс / сила / мощь / очки / дата
телефон / убийства
потужність / дискорд / ittifak / güç / puan / tarih / savaş gücü / öldürme
التحالف / تحالف / القوة / قوة / النقاط / التاريخ / الهاتف / 연맹 / 전투력 / 점수 / 날짜
디스코드 / 전화
同盟 / 戦力 / 総力 / ポイント / 日付 / 戦闘力 / 電話 / puissance / téléphone / alianza / poder
puntos / fecha / teléfono
aliança / pontos / data / telefone / alleanza / potenza / punti / telefono / sojusz / moc / punkty
aliansi / kekuatan / poin / tanggal / telepon / liên minh / sức mạnh / lực chiến / điểm / ngày
số điện thoại
พันธมิตร / พลัง / พลังรบ / คะแนน / วันที่ / เบอร์โทร / 联盟 / 聯盟 / 战力 / 戰力 / 战斗力 / 戰鬥力
积分 / 積分 / 分数 / 分數
日期 / 电话 / 電話 / 击杀 / 擊殺
"""

OTHER = """
# / no / nr / num / number / n / № / rank / position / pos / order / index / row / line / s no
sno / sl / place
ranking / alliance name / alliance tag / tag / guild name / team / group / vip / vip level / by
timezone
time zone / status / active / note / notes / comment / comments / remark / remarks / role
title / language
lang / country / gender / alt / farm / main / avatar / avatar image / kingdom age / code / codes
gift code
redeemed / redeemed codes / result / success / error / leader / leaders / officer / officers
nummer / rang / reihenfolge / allianz / notiz / kommentar / место / номер / ранг / заметка
комментарий / статус
роль / п п / sıra / sıra no / numara / rütbe / birlik / not / yorum / durum / rol
الرتبة / الترتيب / ملاحظة / ملاحظات / الحالة / الرقم / رقم / م / 순위 / 번호 / 등급 / 비고
메모 / 상태 / 직책
順位 / 番号 / ランク / 備考 / メモ / 状態 / 役職 / remarque / numéro / statut / rôle / rango
puesto / nota / número
posição / observação / cargo / posto / posizione / grado / ruolo / commento / ranga / miejsce
uwagi / notatka
lp / l p / peringkat / catatan / nomor / urutan / hạng / thứ hạng / ghi chú / số thứ tự / stt
อันดับ / ลำดับ / หมายเหตุ / ยศ / 序号 / 序號 / 排名 / 职位 / 職位 / 备注 / 備註 / 状态 / 狀態 / 阶级
階級 / 等阶 / 号码 / 號碼
"""

ALLIANCE = """
alliance / alliance name / allianz / alianza / aliança / alleanza / sojusz / ittifak / birlik
альянс / союз / التحالف / تحالف / 연맹 / 同盟 / 联盟 / 聯盟 / aliansi / liên minh / พันธมิตร
"""
"""Of what is nothing of a player's, what names the group of a guild that a member is in."""

QUALIFIERS = """
player / players / game / in / ingame / chief / governor / lord / character / account / member
s / the / of
your / current / wos / kingshot / ks / whiteout / survival / please / enter / new / own / my
here / list
oyuncu / oyun / игрока / игрок / игровой / в / игре / اللاعب / 유저 / 플레이어 / 게임
プレイヤー / ゲーム / spieler / joueur
jugador / jogador / giocatore / gracza / pemain / người chơi / ผู้เล่น / 玩家 / 游戏 / 遊戲 / 角色
领主 / 領主 / du / de / del
do / da / no / number / numero / numarası / номер / رقم / # / nr / №
"""

NEVER_IDS = """
discord / guild / alliance / channel / message / server / state / kingdom / clan / team
transaction / order
role / app / device / telegram / line / db / database / mongo / object / session / request / row
дискорд / 디스코드
"""

NO_NAME = "nan none null n/a #n/a nil undefined <na> (none) - --"
"""What stands where no name is known. Anything else may be a name."""

NOTHING = """
nan none null n/a na #n/a nil undefined unknown tbd nat <na> (none) (null) empty #ref! #value!
? ?? - -- --- – — . / x boş нет yok ninguno aucun 无 無 없음 なし
"""
"""What stands where no number is known."""

SMALL_TALK = """
my is the here hi hello hey add please me mine pls thanks thank you can this and or for with are im
his her it its also one мой моя вот это привет benim bu merhaba mein ist hier meine aqui mon est
voici meu il mio mój moje
"""
"""Words of sentences: what stands around them is no name."""

PHRASES: Mapping[Field, tuple[str, ...]] = {
    Field.FID: (FID, FID_LESS, FID_LEAST),
    Field.NICKNAME: (NICKNAME, NICKNAME_LESS),
    Field.STATE: (STATE,),
    Field.LEVEL: (LEVEL,),
    Field.OTHER: (ELSEWHERE, OTHER),
}
"""For each field its words, the surest first."""
