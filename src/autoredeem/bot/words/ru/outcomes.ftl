### Как называются ответы игры и что с ними делать; чем кончается раздача; какие бывают коды.

outcome-redeemed = получено
    .advice = Делать ничего не нужно: подарок лежит в игровой почте.
outcome-already-redeemed = уже было получено
    .advice = Делать ничего не нужно: этот код активирован раньше.
outcome-same-type-redeemed = похожий подарок уже был
    .advice = Делать ничего не нужно: игра даёт только один подарок этого вида.
outcome-expired = срок кода истёк
    .advice = Время этого кода прошло.
outcome-no-such-code = такого кода нет
    .advice = Игра не знает этого кода. Проверьте написание: большие и маленькие буквы важны.
outcome-used-up = код исчерпан
    .advice = Этот код был для ограниченного числа игроков.
outcome-level-too-low = слишком низкий уровень
    .advice = После повышения уровня нажмите «{ button-retry-failed }».
outcome-spending-too-low = нужны покупки в игре
    .advice = Этот код только для тех, кто уже что-то купил в игре.
outcome-player-throttled = слишком частые запросы
    .advice = Игра просит подождать подольше. Позже нажмите «{ button-retry-failed }».
outcome-try-again = игра ответила «позже»
    .advice = Игра была занята. Позже нажмите «{ button-retry-failed }».
outcome-wrong-state =
    { $title ->
        [kingshot] неверное королевство
       *[wos] неверный штат
    }
    .advice =
        { $title ->
            [kingshot] Если все они живут в одном, нажмите «{ button-set-states }»; если нет, исправьте по одному: { $command-members-edit }. Потом бот сам попробует ещё раз.
           *[wos] Если все они живут в одном, нажмите «{ button-set-states }»; если нет, исправьте по одному: { $command-members-edit }. Потом бот сам попробует ещё раз.
        }
outcome-no-such-player = такого игрока нет
    .advice = Нажмите «{ button-copy-ids }» и проверьте их. Неверные удалите: { $command-members-remove }, правильные добавьте: { $command-members-add }.
outcome-wrong-salt = неверная настройка
    .advice = Оператор должен исправить настройку бота. Ничего не пропало.
outcome-throttled = игра просит подождать
    .advice = Делать ничего не нужно: бот продолжит сам.
outcome-unreachable = игра не отвечает
    .advice = Делать ничего не нужно: бот попробует ещё раз сам.
outcome-unknown = непонятный ответ
    .advice = Бот ещё не знает такого ответа. Позже нажмите «{ button-retry-failed }». Если не поможет, сообщите оператору.
outcome-refused-at-the-door = игра не пускает бота
    .advice = Делать ничего не нужно: бот попробует ещё раз сам. Если это длится часами, сообщите оператору.
outcome-no-state =
    { $title ->
        [kingshot] без королевства
       *[wos] без штата
    }
    .advice =
        { $title ->
            [kingshot] Игре нужно и оно. Нажмите «{ button-set-states }».
           *[wos] Игре нужен и он. Нажмите «{ button-set-states }».
        }

outcome-group =
    { $count ->
        [one] { $count } участник: { $reason }
        [few] { $count } участника: { $reason }
       *[many] { $count } участников: { $reason }
    }

## Почему раздача закончилась

end-complete = Готово
    .advice = Игра ответила по всем участникам.
end-dead-code = Код не работает
    .advice = Бот сразу остановился. Делать ничего не нужно.
end-stopped = Остановлено
    .advice = Нажмите «{ button-go-on }», чтобы продолжить с оставшимися.
end-halted = Приостановлено
    .advice = Оператор должен исправить настройку бота. Потом бот продолжит с оставшимися.
end-taken = Передано
    .advice = Этим занимается другая часть бота. Делать ничего не нужно.

## Какие бывают коды

life-untried = ещё не проверен
life-alive = работает
life-dead = не работает

## Кто кого может записывать

enrolling-self = только сами игроки
    .description = Игроки записывают свои аккаунты. Менеджеры не могут записывать других.
enrolling-managers = только менеджеры
    .description = Аккаунты записывают только менеджеры.
enrolling-both = игроки и менеджеры
    .description = Игроки записывают свои аккаунты, менеджеры — любые.
