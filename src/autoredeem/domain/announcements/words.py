"""The words that announcements of codes are made of, in the languages that players write in.

A table, an entry a word: "_" joins the words of a phrase, "*" stands for any ending; what begins
with "=" is meant with its accents. Otherwise accents don't count, nor does case.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum, auto
from functools import lru_cache


class Kind(IntEnum):
    """What a piece of a line is, or says."""

    TOKEN = auto()
    """Of the letters of codes: it may be one."""
    WORD = auto()
    CODE = auto()
    """It says that a code comes, or is near."""
    OVER = auto()
    OLD = auto()
    """It says of what follows that it is over."""
    DONE = auto()
    """Over, if it is said of a code in its own line."""
    ENDS = auto()
    """Over, or the day on which it will be: what follows tells."""
    ALIVE = auto()
    UNTIL = auto()
    IS = auto()
    USE = auto()
    NOT = auto()
    NOT_AFTER = auto()
    """As NOT, of what stands before it."""
    SORRY = auto()
    """A mistake is corrected."""
    FIELD = auto()
    """What is told beside a code: a reward, a level, a link; what is so called is no code."""
    FOREIGN = auto()
    """A code of another kind, or none but an example: what is so called is no gift code."""
    FILLER = auto()
    """What may stand anywhere in a phrase and says nothing of it."""
    AND = auto()
    GIFT = auto()
    LABEL = auto()
    DASH = auto()
    COMMA = auto()
    STOP = auto()
    OPEN = auto()
    CLOSE = auto()
    QUOTE = auto()
    FENCE = auto()
    """Stronger than a quote: what is meant to be copied, or is hidden."""
    CELL = auto()
    STRUCK = auto()
    OTHER = auto()


_SPELT: dict[Kind, str] = {
    Kind.CODE: """
        code codes gift_code gift_codes giftcode* promo_code promo_codes promocode*
        redeem_code* redemption_code* bonus_code* cdk cdks cdkey* cd_key* coupon coupons
        couponcode* voucher* geschenkcode* gutscheincode* aktionscode* codigo codigos
        codigo_de_regalo codigos_de_regalo codigo_de_canje codigo_promocional cupon cupones
        codigo_de_presente codigos_de_presente cupom cupons code_cadeau codes_cadeau codice
        codici codice_regalo codici_regalo kod kody kodu kodow kodem kodzie kod_podarunkowy
        kody_podarunkowe kod_prezentowy kody_prezentowe hediye_kod* kodumuz* kodlar* kodunu
        kodun kodunuz kodunuzu kodunun koda kode kode_hadiah kode_redeem =mã ma_qua_tang
        ma_code ma_qua cadeaucode* kortingscode* cod cod_cadou codul coduri codurile
        coduri_cadou код кода коды кодов коду кодом коде кодик* код_подарка подарочн*_код*
        промокод* промо_код* купон купоны ваучер* код_подарунк* подарунков*_код* коди кодів
        كود اكواد رمز رموز رمز_الهدية رموز_الهدايا كود_الهدية قسيمة کد کدهای کد_هدیه कोड
        ajandekkod* kuponkod* presentkod* rabattkod* gavekode* lahjakoodi* koodi κωδικος κωδικο
        κωδικοι κωδικους κουπονι kupon kupony kuponi gc gcs kodovi kodove hediyye_kodu కోడ్ কোড
        गिफ्ट_कोड कूपन קוד""",
    Kind.OVER: """
        expired inactive invalid dead defunct outdated no_longer_valid no_longer_work*
        no_longer* not_work* doesnt_work* dont_work* didnt_work* wont_work* does_not_work*
        do_not_work* isnt_work* arent_work* stopped_work* cant_be_used cant_be_redeemed
        cannot_be_used cannot_be_redeemed can_not_be_used can_no_longer* out_of_date nonworking
        non_working unavailable fully_claimed wrong incorrect deprecated rip hit_its_limit
        hit_the_limit reached_its_limit reached_the_limit reached_the_max* reached_its_max*
        reached_max* limit_reached maxed_out ran_out run_out out_of_uses no_more_uses
        no_more_uses_on no_uses_left fake* scam* bogus not_found not_exist* not_a_real* not_real*
        removed does_not_exist doesnt_exist been_claimed been_redeemed all_claimed abgelaufen*
        ungultig* funktioniert_nicht* funktionieren_nicht* geht_nicht* gehen_nicht* nicht_mehr*
        inaktiv* falsch* =expiré =expirés =expirée =expirées perime* invalide* ne_fonctionne*
        ne_marche* plus_valable* plus_valide* n_est_plus* ne_sont_plus* inactif* expirado*
        expirada* caducado* caducada* vencido* vencida* ya_no* no_funciona* no_sirve* no_vale
        expirar* expirou expiro caducaron caduco vencieron vencio venceu venceram inactivo*
        invalido* invalida* nao_funciona* nao_vale* nao_e_mais* nao_esta_mais* nao_estao_mais*
        inativo* esgotado* scadut* non_funziona* non_piu* non_e_piu* inattiv* wygasl* niewazn*
        nieaktywn* nie_dziala* juz_nie* przeterminowan* nieaktualn* suresi_dol* suresi_bit*
        suresi_gec* gecersiz* calismiyor* artik_calismi* pasif tarihi_gec* истек истекл* истекш*
        просроч* не_работа* недействит* нерабоч* фейк* больше_не* неактивн* неактуальн* устарел*
        неверн* протух* уже_не* не_працю* недійсн* прострочен* більше_не* вже_не* منته* انتهت انتهى
        انتهي لا_يعمل لا_تعمل لم_يعد لم_تعد غير_صالح* غير_فعال* معطل* منقضی* منقضي* منسوخ* باطل_شد*
        دیگر_کار* sudah_kadaluarsa sudah_kedaluwarsa telah_kadaluarsa telah_kedaluwarsa
        sudah_tidak* sudah_habis sudah_expired tidak_berlaku* tidak_bisa* hangus da_het_han
        het_hieu_luc khong_con* khong_dung_duoc khong_hoat_dong verlopen ongeldig* werkt_niet*
        werken_niet* niet_meer* expirat expirate expirati nu_mai* nu_functioneaza* समाप्त अमान्य""",
    Kind.OLD: """
        old older past previous former earlier alte alten fruhere* ancien anciens ancienne*
        antiguo* anterior* antigo* vecchi vecchio precedent* stare stary poprzedni* eski
        onceki gecmis старый старые старых прошл* прежн* старі قديم* سابق* lama sebelumnya =cũ
        oude vorige* vechi पुराने""",
    Kind.DONE: """
        ended is_over are_over too_late closed finished gone bitti bitmis doldu закончил* закінчив*
        кончил* termine terminado acabou acabo finito skonczyl* beendet habis disabled deaktivier*
        sona_er* desativad* desactivad* disattivat* used_up""",
    Kind.ENDS: "kadaluarsa kedaluwarsa kadaluwarsa het_han",
    Kind.ALIVE: """
        active working works worked work still_good ok okay valid new newest latest current
        currently live fresh available alive aktiv* gultig* neu neue neuer neues neuen aktuelle*
        actif* valide* valable* nouveau* nouvelle* nouveaux activo* vigente* nuevo* nueva* valido*
        disponible* funciona ativo* novo* nova* attivo attivi nuovo nuovi nuova validi aktywn*
        nowy nowe nowa dziala dzialaj* wazny wazne aktualn* aktif* guncel* gecerli* yeni
        calisiyor calisan* активн* действ* рабоч* работает новый новые нового актуальн* свеж*
        активні дійсн* новий нові فعال* صالح* جديد* شغال* يعمل جدید berlaku terbaru baru
        masih_aktif con_han moi moi_nhat con_hieu_luc nieuw nieuwe actief actieve geldig*
        werkt werkende nou noi noua valabil* नया नए चालू""",
    Kind.UNTIL: """
        expires expire expiring expiry expiration expires_on expiry_date expires_at
        valid_until valid_till valid_to valid_through valid_thru valid_for valid_date until
        till til before by ends ending end_date ends_on deadline good_until use_by redeem_by
        available_until validity valid_period redemption_period period event_period duration
        last_day never_expire* not_expire* hasnt_expired havent_expired isnt_expired gultig_bis bis
        ablauf* lauft_ab gultigkeit* zeitraum* endet expire_le jusqu valable_jusqu valide_jusqu
        date_d_expiration periode hasta valido_hasta valida_hasta vigencia periodo vence caduca
        expira fecha_de_caducidad fecha_de_vencimiento valido_ate =até validade data_de_validade
        fino_al fino_a valido_fino scade scadenza validita wazny_do wazne_do data_waznosci wygasa
        son_kullanma* son_tarih son_gun gecerlilik* bitis* tarihine_kadar kadar до срок_действия
        действует_до действителен_до истекает* годен_до діє_до термін_дії дійсний_до صالح_حتى
        صالحة_حتى حتى تاريخ_الانتهاء ينتهي تنتهي تنتهي_صلاحيته صلاحية اعتبار تا berlaku_sampai
        berlaku_hingga sampai hingga masa_berlaku han_su_dung hieu_luc_den co_hieu_luc den_ngay
        thoi_han den_het geldig_tot geldig_t_m tot verloopt valabil_pana pana मान्य तक वैध""",
    Kind.IS: """
        is are ist lautet sind es est son e eh sao sono jest este sunt это є هو هي adalah
        yaitu ialah la है हैं""",
    Kind.USE: """
        use using redeem redeeming enter claim try type copy paste input apply nutzt nutze
        benutze benutzt einlosen loest eingeben utilisez utilise utiliser entrez saisissez usa
        usad usen canjea canjead canjear canjeen resgate resgatem resgatar riscatta riscattate
        wpisz wpiszcie uzyj uzyjcie odbierz kullan* gir girin yazin введи введите используй*
        активируй* вводи* введіть використайте استخدم* ادخل* اكتب* gunakan pakai masukkan dung
        klaim nhap gebruik voer verzilver folositi introduceti""",
    Kind.NOT: """
        not dont doesnt wont cant nicht kein pas non nie не instead_of rather_than dont_use
        do_not_use never_use anstatt statt au_lieu_de en_lugar_de em_vez_de invece_di zamiast
        вместо замість ليس ليست بدلا_من bukan khong_phai niet in_plaats_van""",
    Kind.NOT_AFTER: """
        degil replaced_by replaced_with superseded_by ersetzt_durch remplace_par reemplazado_por
        substituido_por sostituito_da zastapiony_przez заменен_на замінено_на""",
    Kind.SORRY: """
        sorry right typo typos oops ops correction corrected correct correcting edit edited
        fix fixed meant mistake mistyped misspelled i_mean my_bad apologies ups korrektur korrigiert
        vertippt richtig entschuldigung tippfehler correccion correcto corregido perdon errata
        correcao correto corrigido desculpa desculpem correzione corretto scusate refuso
        correctif erratum pardon coquille desole poprawka poprawny przepraszam literowka
        duzeltme* dogrusu ozur* yanlis опечат* исправ* извин* поправ* ошиб* виправ* помилк*
        تصحيح عذرا اسف خطا maaf koreksi ralat xin_loi dinh_chinh correctie foutje corectie
        scuze*""",
    Kind.FIELD: """
        reward rewards prize prizes contains includes content contents requirement
        requirements requires needs need require level levels state states server kingdom
        kingdoms alliance clan guild player player_id id uid fid tag username nickname nick
        name user author source link website site status notes time date version platform
        event belohnung* inhalt* voraussetzung* recompens* contenu* recompensa* premio*
        ricompens* nagrod* wymagan* odul* gereksinim* icerik* seviye* награ* требован*
        содержи* уровень штат королевств* нагород* مكافا* جوائز المستوى hadiahnya syarat
        phan_thuong phan_qua yeu_cau beloning* vereist* पुरस्कार estado reino alianca alianza
        """,
    Kind.FOREIGN: """
        code_word* codeword* code_of_conduct source_code* qr_code* error_code* country_code*
        zip_code* area_code* dress_code* verification_code* security_code* referral_code*
        friend_code* invite_code* invitation_code* bar_code* login_code* game_code creator_code*
        reset_code* tracking_code* status_code* exit_code* color_code* colour_code* emoji_code*
        recovery_code* backup_code* confirmation_code* authentication_code* auth_code* pin_code*
        support_a_creator_code* supportacreator_code* code_of_honor code_of_honour code_name*
        codename* morse_code* house_code* no_code_called no_code_named no_such_code example examples
        password* passwort* mot_de_passe contrasena* senha parola sifre* haslo kata_sandi mat_khau
        wachtwoord парол* einladungscode* freundschaftscode* freundescode* bestatigungscode*
        verifizierungscode* fehlercode* beispiel* code_d_invitation code_de_parrainage code_ami
        code_de_verification exemple* codigo_de_invitacion codigo_de_amigo codigo_de_verificacion
        codigo_de_error ejemplo* codigo_de_convite codigo_de_verificacao exemplo* codice_invito
        codice_amico codice_di_verifica esempio kod_zaproszen* kod_weryfikac* przyklad* davet_kod*
        dogrulama_kod* arkadas_kod* ornek* код_приглашен* код_подтвержден* код_ошибк*
        реферальн*_код* пригласительн*_код* пример* например приклад* رمز_الدعوة رمز_التحقق مثال
        مثلا kode_undangan kode_verifikasi kode_teman contoh* ma_moi ma_xac ma_gioi vi_du
        uitnodigingscode* verificatiecode* voorbeeld*""",
    Kind.FILLER: """
        the a an to this our your all everyone today todays now here week weeks day for of in
        only nur seul seulement solo tylko sadece только apenas soltanto still noch toujours
        todavia aun ainda ancora wciaz nadal hala hâlâ masih heute hier der die das den diese
        dieser aujourd hui les des du de hoy del el los hoje da do il per oggi when_i_enter
        when_i_use when_i_try when_i_redeem if_i_enter if_i_use when_entering when_redeeming
        when_using na dzis dzisiaj bugun bu icin на сегодня для для_всех اليوم هذا hari ini hom nay
        voor vandaag pentru azi आज""",
    Kind.AND: "and or und oder y o et ou ed и или або та و dan atau va hoac en si sau और plus",
    Kind.GIFT: """
        gift gifts freebie freebies geschenk* regalo* cadeau* presente* prezent* hediye*
        подар* هدية الهدية hadiah kado cadou""",
}

_UNBLANKED: dict[Kind, str] = {
    Kind.CODE: """
        코드 쿠폰 쿠폰번호 쿠폰코드 기프트코드 선물코드 コード クーポン ギフトコード シリアル
        兑换码 兌換碼 礼包码 禮包碼 礼品码 禮品碼 激活码 序号 序號 优惠码 代码 口令 福利码
        虛寶碼 虚宝码 รหัส โค้ด โค๊ด คูปอง""",
    Kind.OVER: """
        만료되 만료됨 만료된 만료됐 종료된 종료되 불가 안됨 안돼 期限切れ 使えません
        使えない 使えなく 無効 失効 使用不可 利用不可 已过期 已過期 已失效 已结束 已結束 失效
        无效 無效 不能用 不可用 用不了 过期了 過期了 过期的 過期的 作废 作廢 無法使用 无法使用
        หมดอายุแล้ว ใช้ไม่ได้ สิ้นสุดแล้ว""",
    Kind.DONE: "없습니다 없어요 끝났 끝남 종료 期限が切れ 切れました",
    Kind.OLD: "이전 지난 古い 旧 舊 過去の 过往 以前的 เก่า",
    Kind.ENDS: "过期 過期 หมดอายุ หมดเขต 만료 終了",
    Kind.ALIVE: """
        사용가능 가능 유효한 신규 새로운 최신 有效 有効 有効な 使える 使用可能 新しい 最新
        可用 有效的 新的 ใช้ได้ ใหม่ ล่าสุด 利用可能 当前 目前""",
    Kind.UNTIL: """
        유효기간 기간 까지 기한 만료일 有効期限 期限 まで 有效期 有效至 截止 有效时间 截至
        过期时间 過期時間 到期 使用期限 ใช้ได้ถึง วันหมดอายุ ถึง""",
    Kind.IS: "는 은 是 为 為 คือ",
    Kind.USE: "입력 使用 请用 請用 使う 输入 輸入 入力 ใส่ กรอก",
    Kind.NOT: "不是 ไม่ใช่",
    Kind.NOT_AFTER: "아니라 아니고 아닌 ではなく じゃなく",
    Kind.SORRY: "정정 죄송 오타 수정 訂正 すみません 誤字 更正 抱歉 打错 打錯 แก้ไข ขอโทษ",
    Kind.FOREIGN: """
        초대코드 초대 인증코드 인증번호 비밀번호 친구코드 예시 招待コード 認証コード パスワード
        フレンドコード 例えば 邀请码 邀請碼 验证码 驗證碼 密码 密碼 例如 好友码 好友碼
        รหัสผ่าน รหัสเชิญ รหัสยืนยัน ตัวอย่าง""",
    Kind.FIELD: "보상 요구 레벨 조건 서버 이름 報酬 必要 奖励 獎勵 内容 內容 รางวัล",
    Kind.FILLER: "の 的 这个 這個 这 這",
    Kind.AND: "및 와 과 と 和 与 與 และ",
    Kind.GIFT: "선물 プレゼント 礼包 禮包 ของขวัญ 기프트",
}

_LOST_LETTERS = str.maketrans("ıłøđ", "ilod")
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]+")
_ARTICLE = re.compile("[وبلف]?ال")
_LETTERS = 3
"""By so many of its first letters a word with any ending is looked up."""

_LONGEST_LATIN_ENDING, _LONGEST_ENDING = 4, 7
"""Letters of an ending: a code may begin as a word does."""

Phrase = tuple[tuple[str, ...], Kind]
"""The words of a phrase, and what it says."""


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Return a word without case and accents."""
    low = word.lower()
    if low.isascii():
        return low
    return _MARKS.sub("", unicodedata.normalize("NFD", low)).translate(_LOST_LETTERS)


_ENTERING = tuple(
    fold(word)
    for word in """
        redeem enter paste copy einlos eingeb entrez saisi canje introdu ingres resgat digit inser
        riscat wpis odbier girin kopyala введи ввод активир 입력 输入 輸入 入力 ใส่ กรอก nhap masukk
        tukar ادخل
    """.split()
)
_WORKING = tuple(
    map(fold, "work funktion geht fonction marche funciona dziala calis работа يعمل werkt".split())
)


def tells_of_entering(word: str) -> bool:
    """Whether a word tells of what one does with codes, and hardly with anything else."""
    return fold(word).startswith(_ENTERING)


def tells_of_working(word: str) -> bool:
    """Whether a word says that something works."""
    return fold(word).startswith(_WORKING)


def _tables() -> tuple[dict[str, list[Phrase]], dict[str, list[Phrase]]]:
    """Return the phrases by their first word, and those whose first word may end in any way."""
    exact: dict[str, list[Phrase]] = {}
    stems: dict[str, list[Phrase]] = {}
    for kind, spelt in _SPELT.items():
        for entry in spelt.split():
            words = tuple(entry[1:].split("_") if entry[0] == "=" else fold(entry).split("_"))
            if words[0].endswith("*"):
                stems.setdefault(words[0][:_LETTERS], []).append((words, kind))
            else:
                exact.setdefault(words[0], []).append((words, kind))
    return exact, stems


_EXACT, _STEMS = _tables()
_UNBLANKED_KIND = {word: kind for kind, words in _UNBLANKED.items() for word in words.split()}
UNBLANKED = re.compile("|".join(sorted(_UNBLANKED_KIND, key=len, reverse=True)))
"""The words of scripts that put no blanks between words."""


def kind_of_unblanked(word: str) -> Kind:
    """Return what a word that UNBLANKED matches says."""
    return _UNBLANKED_KIND[word]


LONGEST_PHRASE = max(len(phrase[0]) for phrases in _EXACT.values() for phrase in phrases)
"""Words of the longest phrase."""


@lru_cache(maxsize=4096)
def phrases_of(word: str) -> tuple[Phrase, ...]:
    """Return the phrases that begin with a word, the longest first.

    What has a digit may be a code, and says nothing; but for a code's number: "Code1".
    """
    if any(map(str.isdigit, word)):
        counted = phrases_of(word[:-1]) if word[:-1].isalpha() else ()
        return tuple(one for one in counted if one[1] is Kind.CODE and len(one[0]) == 1)
    low = word.lower().replace("_", "").replace("-", "")
    plain = fold(low)
    found = list(_EXACT.get(low, ()))
    if low != plain:
        found += _EXACT.get(plain, ())
    stems = (one for one in _STEMS.get(plain[:_LETTERS], ()) if _fits(one[0][0], plain))
    short = len(plain) - _LONGEST_LATIN_ENDING if plain.isascii() else 0
    found += [one for one in stems if len(one[0][0]) > short or len(one[0]) > 1]
    if not found and (article := _ARTICLE.match(plain)):
        return phrases_of(plain[article.end() :])
    return tuple(sorted(found, key=lambda phrase: -len(phrase[0])))


def meaning(words: Sequence[str]) -> tuple[Kind, int]:
    """Return what the phrase at the beginning of these words says, and of how many it is, or 0."""
    for spelt, kind in phrases_of(words[0]):
        if len(spelt) == 1:
            return kind, 1
        if len(spelt) <= len(words) and all(map(_fits, spelt[1:], map(fold, words[1:]))):
            return kind, len(spelt)
    return Kind.WORD, 0


def _fits(spelt: str, word: str) -> bool:
    if not spelt.endswith("*"):
        return word == spelt
    return word.startswith(spelt[:-1]) and len(word) < len(spelt) + _LONGEST_ENDING
