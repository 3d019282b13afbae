"""Words that people write in capitals, set off or behind "code" without meaning one.

English ones with any usual ending, and those of games, pages and apps; of other languages what is
written in capitals in an announcement.
"""

_NEVER = """
code codes gift gifts giftcode giftcodes redeem redeemed redemption reward rewards expired expires
expiry expire valid validity until here below above now soon today tomorrow none null unknown
pending tba tbd available unavailable active inactive working invalid success failed error true
false status link website official copy paste click enter type settings avatar confirm submit
limited unlimited free new announcement notice attention important update alert reminder aktif
gecerli kodu kodlar kodlari hediye yeni hemen kullan kullanin herkes simdi bugun codigo codigos
regalo nuevo nueva gratis ahora hoy aqui abajo disponible activo activos cadeau nouveau maintenant
ici actif codice nuovo adesso oggi attivo geschenkcode geschenk neuer neue jetzt heute hier aktiv
kod kody nowy teraz dzisiaj kode hadiah terbaru sekarang hari qua tang ngay cadou presente novo
agora hoje nieuw nieuwe vandaag
"""
"""No code even where one has to come."""

_COMMON = """
able about account across act action activate activity add additional admin advance advantage
after afternoon again age ago agree ahead all alliance alliances allow almost alone along already
also always amazing amount and android angry announce another answer any anybody anyone anything
app appear apple apply april arctic area arena arms army around arrive article ask assault attack
attempt attend august author automatic avoid awake award awesome babel back bad balance banner
base basic battle beach bear beast beasts because become been before begin behind being believe
best beta better between big birthday black blank block blood blue board boat body bonus book
boost both bottom box boy branch brave bread break bring broken brother browser bubble buff bug
build building button buy cache calendar call calm came camp can cancel captain capture card care
case cash castle celebrate center centre century centurygame centurygames certain challenge
champion chance change channel chapter character charge chat check chest chief chiefs child choice
choose christmas city civil claim clan class clean clear clock close coal coin collect color come
comment common community compensation complete computer concern condition congratulation connect
consider constructor contact contain content contest continue control cool correct cost could
count country couple course court create creator crew cross crown cry crystal crystals current
custom customer daily damage danger dark data date day days dead deadline deal dear death december
decide deck deep defeat defend defense delete deploy desk detail device diamond diamonds did
different difficult direct discord discuss dismiss does dollar domain done door double doubt down
download dragon draw dream drop due dungeon during each eagle early earn east easter easy edit
effect eight either elite else email embassy end enemy energy engage english enjoy enough entry
epic equip especially even event events ever every everybody everyone everything exact example
excellent except exchange excited exclusive exit expect experience explain exploration extra eye
facebook fact fail fair fall family fan fast father favorite feature february feel few field fight
fill final finally find fine finish fire first fishing five fix flag flash follow food force
forget form formation fortress forum forward found foundry four friday friend friends from frost
frozen full fun function furnace future gain game games gather gathering gear gem gems general get
giant giveaway give glad global glory goal god gold golden gone good google got governor governors
grab grand great green ground group grow guard guess guest guild guide guy half hall halloween
happen happy hard harvest has have head heal health hear heart heavy hello help her hero heroes
hey hidden high hint his history hit hold holiday home honor hope horse hospital host hot hour
hours house how however huge human hundred hunt hunter hurry ice icon idea ignore immediately
impact improve include increase indeed infantry info information inside instagram install instead
interest into invite ios iphone ipad iron issue item items its january job join july june just
keep key keys kick kill kind king kingdom kingdoms kings kingshot know labyrinth lack lake lancer
lancers land language large last late later launch law lead leader leaders learn least leave left
legend legendary legion less let letter level life light like line list listen little live load
local location lock log login logout long look lord lords loss lost lot love low luck lucky lunar
made magic mail mailbox main maintenance make man manage manager many map march mark marksman
master match material matter may maybe meal mean meat medal meet member members memory menu merge
message might mighty military mine minimum minister minor minute minutes miss mission mistake
mobile mode moment monday money monster month more morning most mother mount mountain move much
music must mystery mystic mythic name natural near necessary need never news next nice night nine
nobody noon normal north not note nothing november number october off offer office officer old
once one online only open opportunity option order other our out outfit over own pack package page
paid pair palace panel park part partner party pass password past patch path patient pause pay
paypal peace people per perfect perhaps period person pet pets phone photo pick picture piece
place plan platform play player players playstore please plunder plus point points polar policy
poll position possible post potential power prefer prep prepare present president press pretty
prevent previous price prime prince private prize probably problem process produce profile program
promo promote protect proud provide public publish pull purchase push put queen question queue
quick quickly quiet quit quite quote raid rain rally rallies ran random rank rare rate rather
reach read ready real really reason receive recent recharge record recruit recruiting recruitment
red reduce refer refresh refuse region register registration reinforce reinforcement
reinforcements reject relation release relocate remain remember remove repair repeat replace reply
report request require requirement requirements research reserve reset resource resources respond
rest restart result return review ride right ring river road rock role room round row royal rule
rules run rush russian safe said sale same sapphire saturday save say schedule school score scout
scouts screen screenshot sea search season second secret secure see seem select self sell send
separate september series serious serve server servers service session set setting seven several
shall shard shards share she shelter shield shields shop short shot should show shut side sign
silver similar simple since single sir sister sit site situation six size skill skills skin sleep
slot slow small smart snow social soldier sold some somebody someone something sometimes sorry
sort south space speak special speed speedup speedups spend spin split sponsor spot spread squad
stack staff stage stamina stand star start state states statement station stay steel step steps
stick still stone stop store storm story stove straight strategy stream street strength strike
strong struggle study stuff style subject subscribe subscription suggest summary sunday sunfire
super support sure surprise survey survival survivor survivors system table tag take talk tank tap
target task team tech telegram teleport tell temple ten term terms territory terror test than
thank thanks that the their them then there these they thing things think third this those though
thought thousand three throne through throw thursday ticket tiktok time times tiny tip title
together token tokens told tonight too took top total touch tour toward tower town trade train
training transfer trap travel treasure treat treatment tree trial tribe trick trigger trip troop
troops trouble trust truth try tuesday tundra turn twice twitch twitter two typical ultimate under
understand unfortunately unit united unlock upgrade upgraded upgrades upon upper upset urgent use
used useful user username usual vacation value various verify version very via vice video view
village visible visit voice vote wait wake walk wall want war warm warning was waste watch water
wave way weapon wear weather wednesday week weekend weekly weeks weird welcome well went were west
what whatever whatsapp when whenever where whether which while white whiteout who whole whose why
wife wild will win wind window windows winner wish with within without woman won wonder wonderful
wood word words work world worry worse worst worth would wow write wrong year years sensitive
yellow yes yesterday yet you young your yours yourself youtube zero zone svs kvk wos afk asap faq
utc gmt est pst dm pm lol omg imho brb fyi pls plz thx tnx hiring looking merged migration canyon
crazy joe mercenary prestige showdown brothers alliancechampionship frostfire tyrant viking
vengeance swordland eternity sanctuary tri clash claimed received limit quota lv rgb hex png jpg
pdf url http https html json api id ids uid fid vip max min avg todos todas para por con sin los
las una uno del hasta antes valido jefes jefe gobernador gobernadores canjear canjea siempre
rapido reclama semana dia fecha expirados expirado usen usar obten pour tous toutes avec sans les
des une avant valable chefs utilisez vite semaine jour profitez alle fur mit ohne bis gultig
schnell einlosen nutzen woche datum achtung wichtig hallo tutti tutte senza entro capi usate
subito settimana giorno attenzione wszyscy wszystkich dla przed wazny szybko tydzien dzien uwaga
uzyj herkese icin son gecerlilik tarih dikkat onemli duyuru acele edin arkadaslar odul oduller
sefler semua untuk dengan sebelum berlaku sampai cepat minggu tanggal perhatian pakai segera moi
nguoi cho den han dung nhanh tuan thong bao pessoal com sem ate usem atencao aviso
lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio
agosto septiembre octubre noviembre diciembre oficial canal pronto gracias recompensas evento
importante actualizacion mantenimiento alianza reino estado servidor sorteo ganadores premio
lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril juin juillet aout
septembre octobre novembre decembre officiel merci bientot recompenses evenement mise jour
royaume etat serveur gagnants tirage bonne chance
montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz juni juli oktober
dezember offiziell kanal danke bald belohnungen ereignis wartung allianz reich staat gewinner
verlosung wichtige neuigkeiten bitte nicht noch auch viel gluck
segunda terca quarta quinta sexta domingo janeiro fevereiro marco abril maio junho julho setembro
outubro novembro dezembro obrigado obrigada breve manutencao sorteio vencedores grupo
lunedi martedi mercoledi giovedi venerdi sabato domenica gennaio febbraio aprile maggio giugno
luglio settembre ottobre dicembre ufficiale canale grazie presto ricompense manutenzione regno
vincitori gruppo
configuracion ajustes mayusculas configuracoes maiusculas parametres majuscules impostazioni
maiuscole einstellungen grossbuchstaben ayarlar ayarlari ustawienia pengaturan instellingen dat cai
poniedzialek wtorek sroda czwartek piatek sobota niedziela oficjalny kanal dziekujemy wkrotce
nagrody wydarzenie przerwa krolestwo
pazartesi sali carsamba persembe cuma cumartesi pazar ocak subat nisan mayis haziran temmuz
agustos eylul ekim kasim aralik resmi tesekkurler yakinda etkinlik bakim krallik takipte kalin
cekilis kazananlar
senin selasa rabu kamis jumat sabtu minggu januari februari maret mei agustus desember resmi
saluran acara pemeliharaan terima kasih segera pemenang
thu hai ba bay chu nhat thang chinh thuc kenh cam phan thuong su kien bao tri
"""
"""No code but where one has to come."""

_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "ies")

NEVER = frozenset(_NEVER.split())
_WORDS = NEVER | frozenset(_COMMON.split())


def is_word(low: str) -> bool:
    """Whether it is a word that people write, in small letters, with a usual ending or without."""
    if low in _WORDS:
        return True
    return any(low.endswith(end) and low[: -len(end)] in _WORDS for end in _ENDINGS)
