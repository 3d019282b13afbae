### Настройка сервера: панель и её пункты, и кто что менял.

panel-title = autoredeem
panel-title-of = autoredeem · { $game }
panel-not-set-up = На этом сервере бота ещё никто не настроил. Тот, у кого есть право «Управлять сервером», может сделать это за минуту прямо здесь.
panel-on = Автополучение включено: новые подарочные коды активируются для всех участников.
panel-off = Автополучение выключено: коды активируются, только когда этого хочет менеджер.
panel-members =
    { $count ->
        [0] Участников пока нет.
        [one] { $count } участник.
        [few] { $count } участника.
       *[many] { $count } участников.
    }
panel-runs =
    { $count ->
        [0] Сейчас ничего не активируется.
        [one] Сейчас активируется { $count } код.
        [few] Сейчас активируются { $count } кода.
       *[many] Сейчас активируются { $count } кодов.
    }
panel-asked =
    { $count ->
        [one] ⚠️ { $count } аккаунт ждёт вашего решения: «{ button-block-list }».
        [few] ⚠️ { $count } аккаунта ждут вашего решения: «{ button-block-list }».
       *[many] ⚠️ { $count } аккаунтов ждут вашего решения: «{ button-block-list }».
    }
panel-for-players = Запишитесь один раз командой { $command-enroll }, и бот будет активировать для вас каждый подарочный код.

settings-title = Настройки
settings-missing = Чего не хватает
settings-game = Игра: { $game }
settings-channel = Канал для итогов: { $channel }
settings-role = Менеджеры, кроме тех, у кого есть право «Управлять сервером»: { $role }
settings-state =
    { $title ->
        [kingshot] Королевство по умолчанию: { $state }
       *[wos] Штат по умолчанию: { $state }
    }
settings-enrolling = Кто кого может записывать: { $who }
settings-language = Язык: { $language }
settings-switch-on = Автополучение: включено
settings-switch-off = Автополучение: выключено
nothing-chosen = не выбрано
language-of-each = у каждого свой

missing-title = Сначала выберите игру. Всё остальное относится к ней.
missing-channel = Канал для итогов: там бот показывает, как идут дела и чем закончился каждый код.
channel-gone = Канала для итогов ({ $channel }) больше нет: выберите другой.
channel-forbidden = Боту нельзя писать в { $channel }: разрешите ему видеть канал, отправлять сообщения и вставлять ссылки или выберите другой.
missing-state =
    { $title ->
        [kingshot] Королевство по умолчанию: оно нужно игре для каждого игрока.
       *[wos] Штат по умолчанию: он нужен игре для каждого игрока.
    }
missing-switch = Автополучение выключено: включите его, и новые коды будут активироваться сами.

hint-title = Какая игра?
hint-channel = Канал для итогов
hint-role = Роль менеджеров
hint-enrolling = Кто кого может записывать?
hint-language = Какой язык?

button-state =
    { $title ->
        [kingshot] Королевство по умолчанию
       *[wos] Штат по умолчанию
    }
button-switch-on = Включить автополучение
button-switch-off = Выключить автополучение
button-more = Ещё
button-audit = Кто что сделал
button-newest = Новые
button-older = Старые

form-state-title =
    { $title ->
        [kingshot] Королевство по умолчанию
       *[wos] Штат по умолчанию
    }
form-state-label =
    { $title ->
        [kingshot] Королевство (пусто: нет)
       *[wos] Штат (пусто: нет)
    }

error-no-such-title = Эту игру бот не обслуживает.
error-foreign-channel = Бот не находит этого канала на этом сервере. Выберите канал этого сервера, который боту виден.
error-foreign-role = Бот не находит этой роли на этом сервере. Выберите роль этого сервера.
error-lookup = Discord не ответил боту. Ничего не изменено. Пожалуйста, попробуйте ещё раз через минуту.
change-title = Сменить игру на { $game }?
    .stops =
        { $count ->
            [0] { $game } на этом сервере останавливается: автополучение для неё выключается.
            [one] { $game } на этом сервере останавливается: автополучение для неё выключается, и прерывается { $count } раздача.
            [few] { $game } на этом сервере останавливается: автополучение для неё выключается, и прерываются { $count } раздачи.
           *[many] { $game } на этом сервере останавливается: автополучение для неё выключается, и прерываются { $count } раздач.
        }
    .keeps = Ничего не удаляется: участники, коды и настройки будут на месте, если вы вернётесь. У { $other } свои участники и настройки, их вы укажете дальше.

hint-trail-who = Чьи действия? (пусто: всех)
hint-trail-what = О чём?
trail-all = Обо всём
trail-settings = Настройки
trail-members = Список участников
trail-codes = Подарочные коды
trail-runs = Раздачи кодов
trail-players = Свои аккаунты игроков
trail-none-such = Среди последних записей ничего такого нет.

audit-title = Кто что сделал
audit-empty = На этом сервере ещё ничего не меняли.
audit-nobody = Кто-то
audit-forgotten-user = Кто-то ({ $mark })
audit-operator = Оператор бота
audit-set-title = выбор игры: { $game }
audit-set-channel = выбран канал для итогов: { $channel }
audit-set-no-channel = канал для итогов убран
audit-set-role = выбрана роль менеджеров: { $role }
audit-set-no-role = роль менеджеров убрана
audit-set-state =
    { $title ->
        [kingshot] королевство по умолчанию: { $state }
       *[wos] штат по умолчанию: { $state }
    }
audit-set-no-state =
    { $title ->
        [kingshot] королевство по умолчанию убрано
       *[wos] штат по умолчанию убран
    }
audit-set-enrolling = изменено, кто кого может записывать
audit-set-language = выбор языка: { $language }
audit-set-no-language = бот говорит с каждым на его языке
audit-set-on = автополучение включено
audit-blocked = сервер заблокирован оператором бота
audit-unblocked = сервер разблокирован оператором бота
audit-set-off = автополучение выключено
