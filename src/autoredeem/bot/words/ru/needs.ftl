### Участники, которым нужна помощь: неверный штат, его нет совсем или игра не знает такого ID.

## На панели и в списке участников

needs-count-wrong-state =
    { $title ->
        [kingshot] ⚠️ Неверное королевство: { $count }. Игра его не принимает.
       *[wos] ⚠️ Неверный штат: { $count }. Игра его не принимает.
    }
needs-count-no-state =
    { $title ->
        [kingshot] ⚠️ Без королевства: { $count }. Игре оно нужно.
       *[wos] ⚠️ Без штата: { $count }. Игре он нужен.
    }
needs-count-no-such-player = ⚠️ Неизвестные игроки: { $count }. Игра не знает этого ID.
hint-needs = Участники, которым что-то нужно
button-needs-wrong-state =
    { $title ->
        [kingshot] Неверные королевства
       *[wos] Неверные штаты
    }
button-needs-no-state =
    { $title ->
        [kingshot] Без королевства
       *[wos] Без штата
    }
button-needs-no-such-player = Неизвестные игроки

## Списки

needs-title-wrong-state =
    { $title ->
        [kingshot] Неверные королевства: { $count }
       *[wos] Неверные штаты: { $count }
    }
needs-title-no-state =
    { $title ->
        [kingshot] Без королевства: { $count }
       *[wos] Без штата: { $count }
    }
needs-title-no-such-player = Неизвестные игроки: { $count }
needs-why-wrong-state =
    { $title ->
        [kingshot] Игра не знает этих игроков в этом королевстве: неверно королевство или ID игрока. Пока это не исправлено, подарочных кодов они не получают.
       *[wos] Игра не знает этих игроков в этом штате: неверен штат или ID игрока. Пока это не исправлено, подарочных кодов они не получают.
    }
needs-why-no-state =
    { $title ->
        [kingshot] Игре нужно и королевство. Без него эти участники не получают подарочных кодов.
       *[wos] Игре нужен и штат. Без него эти участники не получают подарочных кодов.
    }
needs-why-no-such-player = Игра говорит, что таких игроков нет. Проверьте ID; неверные удалите, а правильные добавьте: { $command-members-add }.
needs-nobody = В этом списке больше никого. Делать ничего не нужно.
hint-needs-states =
    { $title ->
        [kingshot] Указать королевство некоторым из них
       *[wos] Указать штат некоторым из них
    }
button-needs-states-page = Только тем, кто на странице
button-needs-ask = Спросить их
button-needs-search = Искать
button-needs-remove = Удалить этих
needs-ids-file = ID игроков в файле: { $count }

## Указать штаты

form-needs-title =
    { $title ->
        [kingshot] Указать королевства
       *[wos] Указать штаты
    }
form-needs-ids = Только эти игроки (пусто: все)
form-needs-ids-chosen = Игроки
form-needs-ids-hint =
    { $title ->
        [kingshot] ID игрока на каждой строке; за ним королевство, если они разные
       *[wos] ID игрока на каждой строке; за ним штат, если они разные
    }
needs-no-state-given =
    { $title ->
        [kingshot] Ничего не изменено: для некоторых игроков ({ $count }) нет королевства. Напишите его за каждым ID или одно на всех.
       *[wos] Ничего не изменено: для некоторых игроков ({ $count }) нет штата. Напишите его за каждым ID или один на всех.
    }
needs-page-changed = Ничего не изменено: на этой странице теперь другие. Пожалуйста, посмотрите список ещё раз.
needs-tried-again = Бот пробует ещё раз, со всеми действующими кодами.
needs-nothing-set = Ничего не изменено.
needs-refused-too =
    { $title ->
        [kingshot] ⚠️ Это королевство игра уже не приняла ({ $count }): { $ids }
       *[wos] ⚠️ Этот штат игра уже не приняла ({ $count }): { $ids }
    }

## Спросить игроков

needs-ask-title = Спросить игроков?
needs-ask-how =
    { $title ->
        [kingshot] Одно сообщение в канале назовёт все аккаунты, у которых нужно исправить королевство или ID ({ $count }), с кнопкой, чтобы указать королевство.
       *[wos] Одно сообщение в канале назовёт все аккаунты, у которых нужно исправить штат или ID ({ $count }), с кнопкой, чтобы указать штат.
    }
needs-ask-mentions = Известные владельцы, которые будут упомянуты: { $count }
needs-ask-where = Канал: { $channel }
needs-ask-choose = Выберите канал.
needs-ask-managers-only = На этом сервере аккаунты записывают только менеджеры, поэтому игроки ответить не могут. Это меняется в настройках: { $command-autoredeem }
needs-asked-lately = Их уже спрашивали за последние 24 часа. Чаще раза в день нельзя.
needs-asked = Вопрос задан в { $channel }; названо аккаунтов: { $count }
needs-channel-gone = Канала { $channel } больше нет, или он не принимает сообщений. Никого не спросили; выберите другой.
needs-channel-forbidden = Боту нельзя писать в { $channel }. Никого не спросили. Разрешите ему видеть канал, отправлять сообщения и вставлять ссылки или выберите другой.
hint-needs-channel = Канал, в котором спросить
button-needs-ask-yes = Спросить сейчас

# Что прочтут в канале.
needs-message-title = Вас ждут подарочные коды ({ $count })
needs-message =
    { $title ->
        [kingshot] Игра не принимает эти аккаунты, или у них нет королевства: подарочных кодов они не получают. Один из них ваш? Нажмите «{ button-needs-answer }» и проверьте также ID игрока.
       *[wos] Игра не принимает эти аккаунты, или у них нет штата: подарочных кодов они не получают. Один из них ваш? Нажмите «{ button-needs-answer }» и проверьте также ID игрока.
    }
needs-account = { $name } · { $id }
button-needs-answer =
    { $title ->
        [kingshot] Указать моё королевство
       *[wos] Указать мой штат
    }

## Поиск

needs-search-title =
    { $title ->
        [kingshot] Поиск верных королевств
       *[wos] Поиск верных штатов
    }
needs-search-how =
    { $title ->
        [kingshot] Бот спросит игру о каждом игроке в вероятных королевствах. Верная догадка сразу приносит код. Игроков: { $count }
       *[wos] Бот спросит игру о каждом игроке в вероятных штатах. Верная догадка сразу приносит код. Игроков: { $count }
    }
needs-search-cost = Запросов не больше { $count }, это { $share } % того, что может отправить бот, примерно на { $time }. Коды идут первыми.
needs-search-span =
    { $title ->
        [kingshot]
            { $count ->
                [0] Только вероятные королевства.
                [one] Также королевства до { $count } выше и ниже вероятных.
                [few] Также королевства до { $count } выше и ниже вероятных.
               *[many] Также королевства до { $count } выше и ниже вероятных.
            }
       *[wos]
            { $count ->
                [0] Только вероятные штаты.
                [one] Также штаты до { $count } выше и ниже вероятных.
                [few] Также штаты до { $count } выше и ниже вероятных.
               *[many] Также штаты до { $count } выше и ниже вероятных.
            }
    }
needs-search-last = Последний поиск нашёл { $found } из { $count }.
needs-search-done = Готово: { $done } из { $count }
needs-search-found = Найдено: { $count }
needs-search-asked = Запросов: { $count }
needs-search-paused = Пока активируются коды, поиск ждёт, потом продолжит сам.
needs-search-stopped = Поиск окончен. Найденное остаётся.
button-needs-search-yes = Начать поиск
button-needs-wider = Искать шире
form-needs-span-title = Искать шире
form-needs-span =
    { $title ->
        [kingshot] Королевств выше и ниже (от 1 до { $most })
       *[wos] Штатов выше и ниже (от 1 до { $most })
    }
needs-wrong-span = { $text } – не число от 1 до { $most }. Ничего не начато.

## В журнале, после того, кто это сделал

audit-needs-states =
    { $title ->
        [kingshot]
            { $count ->
                [one] королевство { $count } участника: { $states }
                [few] королевство { $count } участников: { $states }
               *[many] королевство { $count } участников: { $states }
            }
       *[wos]
            { $count ->
                [one] штат { $count } участника: { $states }
                [few] штат { $count } участников: { $states }
               *[many] штат { $count } участников: { $states }
            }
    }
audit-needs-asked =
    { $count ->
        [one] вопрос о { $count } аккаунте в { $channel }
        [few] вопрос о { $count } аккаунтах в { $channel }
       *[many] вопрос о { $count } аккаунтах в { $channel }
    }
audit-needs-searched =
    { $title ->
        [kingshot]
            { $count ->
                [one] начат поиск королевства { $count } участника (± { $span })
                [few] начат поиск королевств { $count } участников (± { $span })
               *[many] начат поиск королевств { $count } участников (± { $span })
            }
       *[wos]
            { $count ->
                [one] начат поиск штата { $count } участника (± { $span })
                [few] начат поиск штатов { $count } участников (± { $span })
               *[many] начат поиск штатов { $count } участников (± { $span })
            }
    }
audit-needs-search-stopped =
    { $title ->
        [kingshot] остановлен поиск королевств (найдено: { $count })
       *[wos] остановлен поиск штатов (найдено: { $count })
    }
