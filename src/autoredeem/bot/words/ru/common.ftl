### То, что говорят все разделы: названия, кнопки, ошибки, время. Как добавлять: en/common.ftl

language-name = Русский

## Игры

title-wos = Whiteout Survival
title-kingshot = Kingshot
title-name =
    { $title ->
        [kingshot] { title-kingshot }
       *[wos] { title-wos }
    }

word-state =
    { $title ->
        [kingshot] королевство
       *[wos] штат
    }
word-State =
    { $title ->
        [kingshot] Королевство
       *[wos] Штат
    }
word-state-genitive =
    { $title ->
        [kingshot] королевства
       *[wos] штата
    }

## Короткие слова

on = включено
off = выключено
name-empty = (без имени)
list-comma = { ", " }
list-and-more = { $items } и ещё { $count }
list-more = … и ещё { $count }
page = Страница { $page } из { $pages }

duration-seconds = { $seconds } с
duration-minutes = { $minutes } мин
duration-hours-minutes =
    { $minutes ->
        [0] { $hours } ч
       *[other] { $hours } ч { $minutes } мин
    }
duration-days-hours =
    { $hours ->
        [0] { $days } дн.
       *[other] { $days } дн. { $hours } ч
    }
duration-long = больше 100 дней

## Кнопки

button-back = Назад
button-refresh = Обновить
button-next = Следующая
button-previous = Предыдущая
button-search = Поиск
button-cancel = Отмена
button-add = Добавить
button-edit = Изменить
button-remove = Удалить
button-remove-yes = Да, удалить
button-import = Импорт
button-choose-file = Выбрать файл
button-export = Экспорт
button-settings = Настройки
button-members = Участники
button-codes = Коды
button-runs = Раздачи
button-history = История
button-redeem-now = Активировать сейчас
button-stop = Остановить
button-go-on = Продолжить
button-retry-failed = Попробовать снова
button-set-states =
    { $title ->
        [kingshot] Указать им королевство
       *[wos] Указать им штат
    }
button-copy-ids = Скопировать ID
button-of-code = { $label }: { $code }
button-what-to-do = { $code }: что делать
button-page = Официальная страница кодов
button-yes-change = Да, сменить
button-share = Поделиться
button-unenroll = Выписать меня
button-claims = Присвоенные аккаунты
button-block-list = Чёрный список
button-undo-claim = Отменить присвоение
button-my-accounts = Мои аккаунты

## Когда что-то нельзя сделать

error-title = Не получилось
error-input = Это не удалось прочитать. Проверьте, пожалуйста, что вы ввели.
error-took-too-long = Это заняло слишком много времени и было остановлено. Попробуйте, пожалуйста, через минуту.
error-too-fast = Слишком много действий подряд. Подождите, пожалуйста, несколько секунд и продолжайте.
still-waiting = ⏳ Данные бота отвечают медленно, это может занять минуту. Ответ появится прямо здесь.
only-managers = Только для менеджеров
only-operators = Только для оператора
error-needs-manager = Для этого нужно право «Управлять сервером».
error-needs-manager-or-role = Для этого нужно право «Управлять сервером» или роль { $role }.
not-served = Бот не работает для этого сервера
error-blocked = Оператор бота заблокировал этот сервер: коды для него не активируются. Если это ошибка, менеджеры сервера могут обратиться к оператору. Свои данные по-прежнему можно посмотреть и удалить.
error-not-allowed = Этот бот закрытый: оператор должен сначала разрешить этот сервер. Его ID: { $id }
error-needs-operator = Это только для тех, кто запускает бота.
error-not-set-up = Бот на этом сервере ещё не настроен. Тот, у кого есть право «Управлять сервером», сделает это за минуту: { $command-autoredeem }
error-not-played = На этом сервере не играют в { $game }. Менеджеры могут добавить игру в настройках: { $command-autoredeem }
which-game = Какая игра?
    .text = На этом сервере их несколько, и подходит не одна. Выберите игру, и бот продолжит. У команд есть и параметр «{ option-game }».
error-not-in-server = Пожалуйста, сделайте это на сервере Discord. В личных сообщениях это не работает.
error-wrong-id = { $text } — это не ID игрока. ID — это число, например 12345678. Чтобы увидеть свой ID, нажмите в игре на свой аватар.
error-wrong-state =
    { $title ->
        [kingshot] { $text } — это не королевство. Королевство — это число, например 245.
       *[wos] { $text } — это не штат. Штат — это число, например 245.
    }
error-wrong-code = { $text } — это не подарочный код. В коде от 1 до 64 латинских букв (A–Z), цифр, знаков - и _, без пробелов.
error-store = Бот сейчас не может получить доступ к своим данным. Ничего не изменено. Пожалуйста, попробуйте ещё раз через минуту.
error-unexpected = Извините, в боте что-то пошло не так. Если это повторится, сообщите оператору этот номер: { $reference }
error-old-message = Это сообщение слишком старое или неполное. Пожалуйста, откройте новое: { $command-autoredeem }
error-quota-members = Предел участников достигнут ({ $most }). Сначала удалите кого-нибудь или попросите у оператора бота больше места.
error-quota-codes = Дневной предел достигнут ({ $most }). Пожалуйста, попробуйте завтра.

## Пока ничего нет

none-members = Участников пока нет. Добавьте их командой { $command-members-add }, или пусть игроки запишутся сами: { $command-enroll }.
none-codes = Подарочных кодов пока нет. Добавьте код командой { $command-codes-add }.
none-runs = Сейчас ничего не происходит. Бот начнёт сам, когда появится новый подарочный код.
none-redemptions = Пока не активировано ни одного подарочного кода.
none-accounts = У вас здесь пока нет аккаунтов. Добавьте аккаунт командой { $command-enroll }.
none-found = По запросу { $search } ничего не найдено.
