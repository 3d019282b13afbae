### Подарочные коды: добавить, показать, поделиться, история.

codes-title = Подарочные коды
codes-filter-hint = Какие коды?
codes-filter-all = Все коды
codes-open-hint = Открыть код: кто его получил?
codes-none-such = Таких кодов нет.
codes-for-all = для всех серверов
codes-for-all-soon = для всех серверов { $when }
codes-own = только для этого сервера
codes-unposted = активируется только здесь
codes-unknown = На этом сервере код { $code } ещё неизвестен. Активируйте его командой { $command-redeem } или добавьте: { $command-codes-add }.
codes-is-dead = { $code }: { $why }

## Добавить

codes-form-title = Добавить подарочные коды
codes-form-share-title = Добавить коды для всех серверов
codes-form-label = Коды, один или несколько
codes-form-hint = Точно как в источнике: большие и маленькие буквы важны
codes-add-title = Подарочные коды
codes-button-more = Добавить ещё
codes-button-shared = Добавить для всех серверов
codes-button-type = Ввести код
codes-none-typed = Кода не было. Введите хотя бы один.
codes-added =
    { $count ->
        [one] Добавлен { $count } код: { $codes }
        [few] Добавлено { $count } кода: { $codes }
       *[many] Добавлено { $count } кодов: { $codes }
    }
codes-here =
    { $count ->
        [one] Уже был здесь { $count } код: { $codes }
        [few] Уже были здесь { $count } кода: { $codes }
       *[many] Уже были здесь { $count } кодов: { $codes }
    }
codes-dead =
    { $count ->
        [one] Больше не работает { $count } код: { $codes }
        [few] Больше не работают { $count } кода: { $codes }
       *[many] Больше не работают { $count } кодов: { $codes }
    }
codes-over-quota =
    { $count ->
        [one] Дневной предел достигнут: не добавлен { $count } код: { $codes }. Попробуйте завтра.
        [few] Дневной предел достигнут: не добавлены { $count } кода: { $codes }. Попробуйте завтра.
       *[many] Дневной предел достигнут: не добавлены { $count } кодов: { $codes }. Попробуйте завтра.
    }
codes-wrong = Это не подарочный код: { $texts }. В коде от 1 до 64 латинских букв (A–Z), цифр, знаков - и _, без пробелов.
codes-next-on = Бот уже активирует их для всех участников. Ход виден в «{ button-runs }».
codes-next-off = Автополучение на этом сервере выключено, поэтому само ничего не произойдёт. Нажмите у кода «{ button-redeem-now }» или включите автополучение в «{ button-settings }».

## Сомнения

codes-doubtful = Подарочный код или просто слово? { $codes }
codes-did-you-mean = Вы ввели { $code }. Может быть, { $meant }?
codes-button-take = Добавить { $code }
codes-button-redeem = Активировать { $code }

## Поделиться

codes-share-title = Поделиться со всеми серверами?
codes-share-these =
    { $count ->
        [one] Поделиться { $count } кодом? Его получат все серверы с этим ботом: { $codes }
        [few] Поделиться { $count } кодами? Их получат все серверы с этим ботом: { $codes }
       *[many] Поделиться { $count } кодами? Их получат все серверы с этим ботом: { $codes }
    }
codes-share-soon =
    { $count ->
        [one] { $count } код получат все серверы { $when }: { $codes }. До этого его можно вернуть.
        [few] { $count } кода получат все серверы { $when }: { $codes }. До этого их можно вернуть.
       *[many] { $count } кодов получат все серверы { $when }: { $codes }. До этого их можно вернуть.
    }
codes-kept =
    { $count ->
        [one] { $count } код остаётся только на этом сервере: { $codes }
        [few] { $count } кода остаются только на этом сервере: { $codes }
       *[many] { $count } кодов остаются только на этом сервере: { $codes }
    }
codes-share-nothing = Делиться нечем: эти коды уже для всех серверов, больше не работают или удалены здесь.
codes-share-too-late = Вернуть уже нельзя: эти коды теперь для всех серверов.
codes-share-forgotten = Этот вопрос задан слишком давно. Откройте код в /{ command-codes } { command-codes-list }, чтобы поделиться им.
codes-button-share = Поделиться со всеми
codes-button-take-back = Вернуть

## Удалить

codes-remove-here = Код { $code } исчезнет с этого сервера и больше не будет здесь активироваться. Кто его получил, останется известно.
codes-remove-everywhere = Код { $code } — для всех серверов. Он исчезнет с каждого из них и больше не будет активироваться. Кто его получил, останется известно.
codes-removed = Код { $code } удалён.
codes-not-removable = Отсюда код { $code } удалить нельзя. Менеджеры могут удалять коды, которые добавили на этом сервере и только для него; коды для всех серверов — только оператор бота.

## История

codes-history-title = Код { $code }
codes-life-untried = Этот код ещё не проверен.
codes-life-alive = Этот код работает.
codes-life-dead = Этот код не работает.
codes-added-at = добавлен { $when }
codes-run = Здесь: { $run }
codes-not-own = Поделиться можно только кодом, который добавили на этом сервере. { $code } добавили не здесь.
codes-not-asked = ещё не пробовали
    .advice = Нажмите «{ button-redeem-now }».
codes-view = { $group } ({ $count })
codes-view-hint = Показать, кто
codes-resting =
    { $count ->
        [one] О { $count } участнике игру спрашивали недавно, снова можно будет { $when }.
        [few] О { $count } участниках игру спрашивали недавно. О первом из них снова можно будет { $when }.
       *[many] О { $count } участниках игру спрашивали недавно. О первом из них снова можно будет { $when }.
    }
codes-nobody = Никого.
codes-ids-file =
    { $count ->
        [one] В файле { $count } ID игрока.
        [few] В файле { $count } ID игроков, по причинам.
       *[many] В файле { $count } ID игроков, по причинам.
    }
codes-by-hand = Ещё не записались?
    .how = Скопируйте код: { $codes }. Нажмите «{ button-page }» и введите его там; подарок придёт во внутриигровую почту. Или получайте все коды автоматически: { $command-enroll }
form-code-states-title =
    { $title ->
        [kingshot] Одно королевство для всех них
       *[wos] Один штат для всех них
    }
codes-states-set =
    { $title ->
        [kingshot]
            { $count ->
                [0] Королевство больше никому не нужно. Бот смотрит ещё раз.
                [one] Теперь у { $count } участника королевство { $state }. Бот пробует ещё раз.
                [few] Теперь у { $count } участников королевство { $state }. Бот пробует ещё раз.
               *[many] Теперь у { $count } участников королевство { $state }. Бот пробует ещё раз.
            }
       *[wos]
            { $count ->
                [0] Штат больше никому не нужен. Бот смотрит ещё раз.
                [one] Теперь у { $count } участника штат { $state }. Бот пробует ещё раз.
                [few] Теперь у { $count } участников штат { $state }. Бот пробует ещё раз.
               *[many] Теперь у { $count } участников штат { $state }. Бот пробует ещё раз.
            }
    }

## Активация

codes-redeem-title = Активировать код
codes-redeem-label = Подарочный код
codes-message-title = Коды в этом сообщении
codes-message-none = Кажется, в этом сообщении нет подарочного кода. Если он есть, введите его.
codes-message-several =
    { $count ->
        [one] В этом сообщении { $count } код. Какой активировать?
        [few] В этом сообщении { $count } кода. Какие активировать?
       *[many] В этом сообщении { $count } кодов. Какие активировать?
    }
codes-message-hint = Выберите один или несколько

## Кто что сделал

audit-codes-found =
    { $count ->
        [one] сообщение в { $channel } принесло { $count } подарочный код
        [few] сообщение в { $channel } принесло { $count } подарочных кода
       *[many] сообщение в { $channel } принесло { $count } подарочных кодов
    }
audit-codes-added =
    { $count ->
        [one] добавлен { $count } подарочный код
        [few] добавлено { $count } подарочных кода
       *[many] добавлено { $count } подарочных кодов
    }
audit-codes-shared =
    { $count ->
        [one] { $count } подарочный код открыт всем серверам
        [few] { $count } подарочных кода открыты всем серверам
       *[many] { $count } подарочных кодов открыты всем серверам
    }
audit-code-shared = код открыт всем серверам: { $code }
audit-code-retry = повтор неудачных: { $code }
audit-code-states =
    { $title ->
        [kingshot]
            { $count ->
                [one] королевство { $state } для { $count } участника без кода { $code }
                [few] королевство { $state } для { $count } участников без кода { $code }
               *[many] королевство { $state } для { $count } участников без кода { $code }
            }
       *[wos]
            { $count ->
                [one] штат { $state } для { $count } участника без кода { $code }
                [few] штат { $state } для { $count } участников без кода { $code }
               *[many] штат { $state } для { $count } участников без кода { $code }
            }
    }
audit-codes-kept =
    { $count ->
        [one] возвращён, пока его не получили все серверы, { $count } код: { $codes }
        [few] возвращены, пока их не получили все серверы, { $count } кода: { $codes }
       *[many] возвращены, пока их не получили все серверы, { $count } кодов: { $codes }
    }
audit-code-removed = удалён код { $code }
audit-redeem = активация кода: { $code }
audit-redeem-several =
    { $count ->
        [one] активация { $count } кода
        [few] активация { $count } кодов
       *[many] активация { $count } кодов
    }
