### Что игроки делают сами: запись, аккаунты, данные.

## Их аккаунты

players-title = Ваши аккаунты
players-account-title = Ваш аккаунт
players-which = Какой аккаунт?
players-named = { $name } ({ $id })
players-state = { word-state } { $state }
players-no-state =
    { $title ->
        [kingshot] королевство не указано
       *[wos] штат не указан
    }
players-level =
    { $title ->
        [kingshot] ратуша { $level }
       *[wos] печь { $level }
    }
players-not-yours = { $id } — это не ваш аккаунт на этом сервере. Посмотреть свои: { $command-me }.

players-button-data = Мои данные
players-button-another = Записать аккаунт
players-button-another-in = { players-button-another }: { $game }
players-button-enter =
    { $title ->
        [kingshot] Указать королевство
       *[wos] Указать штат
    }
players-button-state =
    { $title ->
        [kingshot] Изменить королевство
       *[wos] Изменить штат
    }

## Что стало с каждым кодом

players-waits = { $code }: ждёт своей очереди
players-got = { $code }: { $outcome }, { $when }
players-failed = { $code }: { $outcome }, { $when }. { $advice }
players-answer = Игра ответила: { $text }
players-advice-level = После повышения уровня нажмите «{ players-button-retry }».
players-advice-state = Нажмите «{ players-button-state }», и бот сам попробует ещё раз.
players-advice-player = Проверьте ID игрока. Если он неверный, нажмите «{ notify-button-mend }».
players-advice-code = Игра не знает этого кода. Делать ничего не нужно.
players-advice-later = Игра была занята. Позже нажмите «{ players-button-retry }».
players-advice-unknown = Бот ещё не знает такого ответа. Позже нажмите «{ players-button-retry }».
players-advice-no-state =
    { $title ->
        [kingshot] Игре нужно и королевство. Без него этот аккаунт не получает подарочных кодов: нажмите «{ players-button-enter }».
       *[wos] Игре нужен и штат. Без него этот аккаунт не получает подарочных кодов: нажмите «{ players-button-enter }».
    }

## Все аккаунты сразу и что человек делает с одним из них

players-glance =
    ✅ получен · ❌ не получен · ⏳ ждёт
    Последние коды, начиная с самого нового: { $codes }
players-button-account = Этот аккаунт
players-button-name = Назвать
players-button-retry = Попробовать снова
players-retry-title = Новая попытка
players-retried =
    { $count ->
        [one] { $count } код активируется для этого аккаунта ещё раз. Что получилось, покажет { $command-me }.
        [few] { $count } кода активируются для этого аккаунта ещё раз. Что получилось, покажет { $command-me }.
       *[many] { $count } кодов активируются для этого аккаунта ещё раз. Что получилось, покажет { $command-me }.
    }
players-retry-none = Для этого аккаунта сейчас нечего пробовать снова.
players-retry-later = Игра ответила совсем недавно. Попробовать снова можно { $when }.
players-form-name-title = Назвать аккаунт
players-form-name = Имя
players-name-empty = В этом имени нет видимых знаков. Выберите, пожалуйста, другое.
players-named-title = Имя сохранено

## Запись

players-enrolled-title = Аккаунт записан
players-enrolled-before-title = Аккаунт уже записан
players-as-before = Ничего не изменилось.
players-opt-out-lifted = Он был здесь в вашем чёрном списке. Теперь его там нет.
players-proof-refused-title = Записано, но проверьте данные
players-proof-known =
    { $title ->
        [kingshot] Игра знает { $id } в королевстве { $state }.
       *[wos] Игра знает { $id } в штате { $state }.
    }
players-proof-refused =
    { $title ->
        [kingshot] Игра не знает игрока { $id } в королевстве { $state }: либо ID, либо королевство указано неверно.
       *[wos] Игра не знает игрока { $id } в штате { $state }: либо ID, либо штат указан неверно.
    }
players-proof-later = Бот проверит этот аккаунт в игре, когда будет активировать следующий код.
players-proof-name = По списку игроков { $id } — это { $name }. Если это не вы, то ID указан неверно.
players-button-mend =
    { $title ->
        [kingshot] Исправить ID и королевство
       *[wos] Исправить ID и штат
    }
players-form-mend-title = Исправить аккаунт
players-switched-off = Сейчас бот не активирует коды на этом сервере. Менеджер может включить это: { $command-autoredeem }
players-redeeming =
    { $count ->
        [one] Сейчас действует { $count } подарочный код: бот им уже занялся. Новые коды активируются сами. Что получено, видно здесь: { $command-me }.
        [few] Сейчас действуют { $count } подарочных кода: бот ими уже занялся. Новые коды активируются сами. Что получено, видно здесь: { $command-me }.
       *[many] Сейчас действуют { $count } подарочных кодов: бот ими уже занялся. Новые коды активируются сами. Что получено, видно здесь: { $command-me }.
    }
players-no-codes = Сейчас подарочных кодов нет. Следующий вы получите автоматически.
players-codes-not-opened = Это сохранено, но запустить действующие коды не удалось. Пожалуйста, через минуту нажмите «{ players-button-again }».
players-button-again = Попробовать ещё раз
players-managers-only = На этом сервере аккаунты записывают только менеджеры. Попросите кого-нибудь из них и сообщите свой ID игрока.
players-none-managers-only = У вас здесь пока нет аккаунтов. { players-managers-only }
players-someone-elses = { $id } на этом сервере принадлежит другому человеку. Если это ваш аккаунт, поможет менеджер: он удалит запись, и вы запишетесь сами.
players-opt-out-stands = Кто-то внёс { $id } в чёрный список этого сервера. Убрать может этот человек: { $command-me }, затем «{ players-button-data }»; менеджер — если аккаунт добавили менеджеры.
players-too-many-claims =
    { $most ->
        [one] За последние 24 часа вы присвоили { $most } аккаунт, добавленный менеджерами; больше нельзя. Попробуйте завтра или обратитесь к менеджеру.
        [few] За последние 24 часа вы присвоили { $most } аккаунта, добавленных менеджерами; больше нельзя. Попробуйте завтра или обратитесь к менеджеру.
       *[many] За последние 24 часа вы присвоили { $most } аккаунтов, добавленных менеджерами; больше нельзя. Попробуйте завтра или обратитесь к менеджеру.
    }
players-too-many-departures = Этот аккаунт добавили менеджеры, а сегодня ушло уже слишком много таких. Ничего не изменилось. Нажмите «{ players-button-never-again }», чтобы спросить менеджеров, или попробуйте завтра.
players-state-of-managers =
    { $title ->
        [kingshot] Пока остаётся королевство, которое указали менеджеры. Если оно неверное, измените его: { $command-me }.
       *[wos] Пока остаётся штат, который указали менеджеры. Если он неверный, измените его: { $command-me }.
    }
players-too-many = Предел достигнут: на этом сервере у вас может быть не больше { $most ->
        [one] { $most } аккаунта
        [few] { $most } аккаунтов
       *[many] { $most } аккаунтов
    }. Сначала выпишите один или попросите менеджера добавить остальные.
players-state-missing-title = Не хватает одной вещи
players-state-missing =
    { $title ->
        [kingshot] В каком королевстве живёт { $id }? Это нужно игре. Королевство — это число, например 245.
       *[wos] В каком штате живёт { $id }? Это нужно игре. Штат — это число, например 245.
    }
players-state-set =
    { $title ->
        [kingshot] Королевство изменено
       *[wos] Штат изменён
    }

## Формы: когда они открываются, игра ещё не известна

players-form-title = Записать аккаунт
players-form-id = ID игрока
players-form-id-hint = Число, например 12345678
players-form-state = Штат (в Kingshot — королевство)
players-form-state-hint = Число, например 245
players-form-state-usual = Пусто: тот, что на сервере по умолчанию
players-form-state-title = Штат (в Kingshot — королевство)

## Как выписаться

players-unenroll-title = Выписать аккаунт
players-unenroll-which = Какой аккаунт больше не должен получать подарочные коды?
players-unenroll-sure =
    Этот аккаунт больше не будет получать здесь подарочные коды. Его имя, { word-state } и уровень на этом сервере удаляются.
    Остаётся только то, какие коды получил этот ID игрока, без связи с вами.
    Менеджер сможет добавить аккаунт снова. Если вы этого не хотите, нажмите «{ players-button-never-again }».
players-button-unenroll = Да, выписать
players-button-never-again = Больше никогда
players-unenrolled-title = Аккаунт выписан
players-unenrolled = Этот аккаунт больше не получает здесь подарочные коды. Какие коды получил этот ID игрока, остаётся записано без связи с вами. Вернуться можно в любой момент: { $command-enroll }

## Что о них хранится

players-data-title = Что бот знает о вас
players-data-here =
    { $count ->
        [0] нет аккаунтов на этом сервере
        [one] { $count } аккаунт на этом сервере: ID игрока, имя, { word-state }, уровень и то, что он ваш
        [few] { $count } аккаунта на этом сервере: ID игрока, имя, { word-state }, уровень и то, что они ваши
       *[many] { $count } аккаунтов на этом сервере: ID игрока, имя, { word-state }, уровень и то, что они ваши
    }
players-accounts-here =
    { $count ->
        [one] { $count } аккаунт на этом сервере
        [few] { $count } аккаунта на этом сервере
       *[many] { $count } аккаунтов на этом сервере
    }
players-accounts-elsewhere =
    { $accounts ->
        [one] { $accounts } аккаунт
        [few] { $accounts } аккаунта
       *[many] { $accounts } аккаунтов
    } на { $servers ->
        [one] { $servers } другом сервере
        [few] { $servers } других серверах
       *[many] { $servers } других серверах
    }
players-data-opt-outs =
    { $count ->
        [one] { $count } аккаунт в вашем чёрном списке: на этом сервере его никто не запишет
        [few] { $count } аккаунта в вашем чёрном списке: на этом сервере их никто не запишет
       *[many] { $count } аккаунтов в вашем чёрном списке: на этом сервере их никто не запишет
    }
players-data-audit = Ваш ID в Discord там, где записано, кто что сделал; среди последних записей здесь: { $count }
players-data-rest-name = Хранится без связи с вами
players-data-rest = Какие подарочные коды получил каждый ID игрока. Чей это аккаунт, там не указано.
players-button-forget = Удалить мои данные
players-button-never = Никогда не записывать меня
players-button-never-mind = Чёрный список

players-forget-title = Удалить ваши данные
players-forget-sure = Аккаунты, которые вы добавили сами, будут выписаны на всех серверах. Отменить это нельзя.
players-forget-opt-outs = В вашем чёрном списке здесь есть аккаунты. Потом убрать их сможет только менеджер, а вы — нет. Если вы, возможно, захотите записаться снова, сначала нажмите «{ players-button-never-mind }».
players-forget-removed = Будет удалено
players-forget-trail = Ваш ID в Discord везде, где записано, кто что сделал
players-forget-remains = Что остаётся
players-remains-ledger = Какие подарочные коды получил каждый ID игрока, без связи с вами: чтобы ничего не активировать дважды
players-remains-opt-outs = Чёрные списки, без связи с вами: дальше решают менеджеры
players-remains-pseudonym = На 30 дней случайная метка там, где записано, кто что сделал: видно лишь, что это один и тот же человек
players-remains-claimed =
    { $count ->
        [one] { $count } аккаунт, добавленный менеджерами: он остаётся записан, без связи с вами. Если вы этого не хотите, сначала нажмите «{ button-cancel }» и «{ players-button-never }».
        [few] { $count } аккаунта, добавленных менеджерами: они остаются записаны, без связи с вами. Если вы этого не хотите, сначала нажмите «{ button-cancel }» и «{ players-button-never }».
       *[many] { $count } аккаунтов, добавленных менеджерами: они остаются записаны, без связи с вами. Если вы этого не хотите, сначала нажмите «{ button-cancel }» и «{ players-button-never }».
    }
players-button-forget-yes = Да, удалить
players-forgotten-title = Удалено
players-forgotten =
    { $count ->
        [one] Выписан { $count } аккаунт. Вашего ID в Discord больше нет там, где записано, кто что сделал.
        [few] Выписаны { $count } аккаунта. Вашего ID в Discord больше нет там, где записано, кто что сделал.
       *[many] Выписано { $count } аккаунтов. Вашего ID в Discord больше нет там, где записано, кто что сделал.
    }

## Никогда не записывать

players-never-title = Никогда не записывать меня
players-never-sure = Эти аккаунты будут выписаны и внесены в чёрный список: никто не сможет записать их там снова. Убрать их оттуда можно на каждом сервере отдельно; менеджеры могут, если аккаунт добавили они.
players-never-done = Эти аккаунты выписаны и внесены в чёрный список. Никто не сможет записать их там, пока их не уберёте вы или менеджер, если их добавили менеджеры; тогда вам сообщат.
players-never-asked =
    { $count ->
        [one] { $count } аккаунт пока остаётся записан: его добавили менеджеры, а сегодня ушло уже слишком много таких. Менеджеров спросили; об их решении вам сообщат.
        [few] { $count } аккаунта пока остаются записаны: их добавили менеджеры, а сегодня ушло уже слишком много таких. Менеджеров спросили; об их решении вам сообщат.
       *[many] { $count } аккаунтов пока остаются записаны: их добавили менеджеры, а сегодня ушло уже слишком много таких. Менеджеров спросили; об их решении вам сообщат.
    }
players-waits-for-managers = ждёт решения менеджера
players-never-nothing = У вас нет аккаунтов для чёрного списка. Если ваш аккаунт записал кто-то другой, сначала запишите его сами: { $command-enroll }, или попросите менеджера удалить его.
players-button-never-yes = Да, никогда
players-opt-outs-title = Чёрный список
players-opt-outs = Эти аккаунты на этом сервере никто не может записать:
players-opt-outs-none = На этом сервере ваш чёрный список пуст.
players-opt-outs-which = Какие снова можно записывать?
players-button-never-mind-all = Убрать все
players-opt-outs-taken-back =
    { $count ->
        [one] { $count } аккаунт убран из чёрного списка. Он пока не записан: для этого есть { $command-enroll }.
        [few] { $count } аккаунта убраны из чёрного списка. Они пока не записаны: для этого есть { $command-enroll }.
       *[many] { $count } аккаунтов убраны из чёрного списка. Они пока не записаны: для этого есть { $command-enroll }.
    }

## Строки журнала, после имени того, кто это сделал

audit-claimed = присвоен аккаунт { $id }, добавленный менеджерами
audit-claim-returned = все свои данные удалены; { $id }, присвоенный ранее, остаётся
audit-claimed-unenrolled = аккаунт { $id }, добавленный менеджерами, выписан
audit-claimed-never = аккаунт { $id }, добавленный менеджерами, внесён в чёрный список
audit-never-asked = просьба внести в чёрный список аккаунт { $id }, добавленный менеджерами
audit-enrolled = запись своего аккаунта { $id }
audit-unenrolled = свой аккаунт { $id } выписан
audit-player-asked =
    { $title ->
        [kingshot] запросил проверку в игре: { $id } в королевстве { $state }
       *[wos] запросил проверку в игре: { $id } в штате { $state }
    }
audit-members-checked =
    { $count ->
        [one] запросил проверку в игре: { $count } участник
        [few] запросил проверку в игре: { $count } участника
       *[many] запросил проверку в игре: { $count } участников
    }
audit-own-state =
    { $title ->
        [kingshot] новое королевство своего аккаунта { $id }: { $state }
       *[wos] новый штат своего аккаунта { $id }: { $state }
    }
audit-own-name = новое имя своего аккаунта { $id }: { $name }
audit-own-retry =
    { $count ->
        [one] новая попытка для своего аккаунта { $id }: { $count } код
        [few] новая попытка для своего аккаунта { $id }: { $count } кода
       *[many] новая попытка для своего аккаунта { $id }: { $count } кодов
    }
audit-never = свой аккаунт { $id } внесён в чёрный список
audit-never-mind = свой аккаунт { $id } убран из чёрного списка
audit-forgotten = все свои данные удалены, аккаунт { $id } выписан
