### Участники: добавление, импорт, список, изменение, удаление.

## Список

members-title =
    { $count ->
        [one] { $count } участник
        [few] { $count } участника
       *[many] { $count } участников
    }
members-found =
    { $count ->
        [one] По запросу { $search } найден { $count } участник:
        [few] По запросу { $search } найдено { $count } участника:
       *[many] По запросу { $search } найдено { $count } участников:
    }

members-line = { $name } · { $id } · { $state ->
        [none] ⚠️ { outcome-no-state }
       *[known] { word-state } { $state }
    }{ $level ->
        [none] { "" }
       *[known] { " · " }уровень { $level }
    }{ $alliance ->
        [none] { "" }
       *[known] { " · " }{ $alliance }
    }
members-choice = { $name } · { $id }
members-choice-about =
    { $state ->
        [none] { outcome-no-state }
       *[known] { word-state } { $state }
    }

hint-member = Открыть участника
hint-members-sort = Порядок списка
members-sort-name = По имени
members-sort-id = По ID игрока
members-sort-state =
    { $title ->
        [kingshot] По королевству
       *[wos] По штату
    }
members-sort-level = По уровню, сначала высокий
button-show-all = Показать всех
button-missing-states =
    { $title ->
        [kingshot] Указать королевства
       *[wos] Указать штаты
    }

form-members-search-title = Поиск участников
form-members-search-label = Часть имени, ID или номер

## Один участник

member-id = ID игрока: { $id }
member-state = { word-State }: { $state ->
        [none] ⚠️ { outcome-no-state }. Игре это нужно: нажмите «{ button-edit }».
       *[known] { $state }
    }
member-level = Уровень: { $level }
member-owner = Discord: { $owner ->
        [none] пока не связан
       *[known] { $owner }
    }
member-claimed = Присвоен этим человеком { $when }
members-got = ✅ { $code } { $how } { $when }
members-failed = ❌ { $code } { $reason } { $when }
members-failed-answer = ❌ { $code } { $reason } ({ $answer }) { $when }
members-advice = **{ $reason }**: { $advice }
members-advice-state =
    { $title ->
        [kingshot] Нажмите «{ button-edit }» и исправьте королевство; потом бот сам попробует ещё раз.
       *[wos] Нажмите «{ button-edit }» и исправьте штат; потом бот сам попробует ещё раз.
    }
members-advice-player = Проверьте ID игрока. Если он неверный, нажмите «{ button-remove }» и добавьте правильный: { $command-members-add }.

members-not-one = { $id } — не участник этого сервера.
members-several =
    { $count ->
        [one] Имя { $name } есть у { $count } участника. Пожалуйста, введите вместо имени ID игрока.
        [few] Имя { $name } есть у { $count } участников. Пожалуйста, введите вместо имени ID игрока.
       *[many] Имя { $name } есть у { $count } участников. Пожалуйста, введите вместо имени ID игрока.
    }

form-member-title = Изменить участника
form-member-name-label = Имя (пусто — оставить как есть)
form-members-state-label =
    { $title ->
        [kingshot] Королевство (пусто — по умолчанию)
       *[wos] Штат (пусто — по умолчанию)
    }
form-member-state-label =
    { $title ->
        [kingshot] Королевство (пусто — оставить как есть)
       *[wos] Штат (пусто — оставить как есть)
    }
member-edited = Изменения сохранены.
member-unchanged = Ничего не изменено: так уже было.
member-nothing-given =
    { $title ->
        [kingshot] Ничего не изменено. Пожалуйста, укажите имя или королевство.
       *[wos] Ничего не изменено. Пожалуйста, укажите имя или штат.
    }

## Добавление

form-members-add-title = Добавить участников
form-members-ids-label = ID игроков
form-members-ids-hint = Один или несколько: через пробел, запятую или с новой строки

members-only-themselves = На этом сервере игроки записываются только сами. Менеджер может это изменить: { $command-autoredeem }
members-no-ids = Здесь нет ни одного ID игрока. ID — это число, например 12345678.
members-no-room = Никто не добавлен: { $count ->
        [one] здесь { $count } новый игрок
        [few] здесь { $count } новых игрока
       *[many] здесь { $count } новых игроков
    }, а { $room ->
        [one] место есть только для { $room }
        [few] места есть только для { $room }
       *[many] мест есть только для { $room }
    } (всего можно { $most }). Сначала удалите кого-нибудь или попросите у оператора бота больше места.

members-report-title = Участники
members-none-added = Никто не добавлен.
members-added =
    { $count ->
        [one] Добавлен { $count } участник.
        [few] Добавлено { $count } участника.
       *[many] Добавлено { $count } участников.
    }
members-updated =
    { $count ->
        [one] Обновлены данные { $count } участника, который уже был здесь.
        [few] Обновлены данные { $count } участников, которые уже были здесь.
       *[many] Обновлены данные { $count } участников, которые уже были здесь.
    }
members-unchanged =
    { $count ->
        [one] { $count } участник уже был здесь.
        [few] { $count } участника уже были здесь.
       *[many] { $count } участников уже были здесь.
    }
members-never =
    { $count ->
        [one] { $count } игрок в чёрном списке и не добавлен: { $ids }
        [few] { $count } игрока в чёрном списке и не добавлены: { $ids }
       *[many] { $count } игроков в чёрном списке и не добавлены: { $ids }
    }
members-added-lacking = ⚠️ { $count ->
        [one] У { $count } из них { outcome-no-state }. Игре это нужно: нажмите «{ button-missing-states }».
        [few] У { $count } из них { outcome-no-state }. Игре это нужно: нажмите «{ button-missing-states }».
       *[many] У { $count } из них { outcome-no-state }. Игре это нужно: нажмите «{ button-missing-states }».
    }
members-wrong =
    { $count ->
        [one] { $count } запись — не ID игрока: { $texts }
        [few] { $count } записи — не ID игроков: { $texts }
       *[many] { $count } записей — не ID игроков: { $texts }
    }

## Как прочитан файл или вставленный текст

members-columns = Столбцы: { $columns }
members-column-id = ID игрока — { $name }
members-column-name = имя — { $name }
members-column-state =
    { $title ->
        [kingshot] королевство — { $name }
       *[wos] штат — { $name }
    }
members-column-level = уровень — { $name }
members-columns-left = Не распознано и пропущено: { $columns }
members-taken-states =
    { $title ->
        [kingshot]
            { $count ->
                [one] { $count } число рядом с ID принято за королевство: { $state } для { $id }
                [few] { $count } числа рядом с ID приняты за королевство, например { $state } для { $id }
               *[many] { $count } чисел рядом с ID приняты за королевство, например { $state } для { $id }
            }
       *[wos]
            { $count ->
                [one] { $count } число рядом с ID принято за штат: { $state } для { $id }
                [few] { $count } числа рядом с ID приняты за штат, например { $state } для { $id }
               *[many] { $count } чисел рядом с ID приняты за штат, например { $state } для { $id }
            }
    }
members-taken-levels =
    { $count ->
        [one] { $count } число рядом с ID принято за уровень.
        [few] { $count } числа рядом с ID приняты за уровень.
       *[many] { $count } чисел рядом с ID приняты за уровень.
    }

## Что изменит импорт

members-preview-title = Импортировать этих игроков?
members-preview-nothing-yet = Пока вы не нажмёте «{ button-import }», ничего не изменится.
members-to-add =
    { $count ->
        [one] Будет добавлен { $count } игрок.
        [few] Будут добавлены { $count } игрока.
       *[many] Будут добавлены { $count } игроков.
    }
members-to-update =
    { $count ->
        [one] Изменятся данные { $count } участника.
        [few] Изменятся данные { $count } участников.
       *[many] Изменятся данные { $count } участников.
    }
members-to-leave =
    { $count ->
        [one] { $count } участник останется как есть.
        [few] { $count } участника останутся как есть.
       *[many] { $count } участников останутся как есть.
    }
members-to-add-lacking = ⚠️ { $count ->
        [one] У { $count } из них { outcome-no-state }. Игре это нужно, указать можно и потом.
        [few] У { $count } из них { outcome-no-state }. Игре это нужно, указать можно и потом.
       *[many] У { $count } из них { outcome-no-state }. Игре это нужно, указать можно и потом.
    }
members-import-forgotten = Этот список прочитан слишком давно. Ничего не изменено. Пожалуйста, отправьте его ещё раз.

## Импорт

members-import-title = Импорт участников из файла
form-members-file-label = Файл с участниками
form-members-file-about = Текст, CSV, TSV, JSON или Excel (.xlsx), не больше { $most } МБ
members-import-how =
    { $title ->
        [kingshot] Нажмите «{ button-choose-file }» или введите { $command-members-import } и приложите файл: текст, CSV, TSV, JSON или книгу Excel (.xlsx). Это может быть просто список ID игроков или таблица с первой строкой вроде fid,nickname,state,level (state — королевство). Данные тех, кто уже участник, обновятся.
       *[wos] Нажмите «{ button-choose-file }» или введите { $command-members-import } и приложите файл: текст, CSV, TSV, JSON или книгу Excel (.xlsx). Это может быть просто список ID игроков или таблица с первой строкой вроде fid,nickname,state,level (state — штат). Данные тех, кто уже участник, обновятся.
    }
members-file-kind = Файл { $name } нельзя импортировать. Пожалуйста, сохраните таблицу как CSV и отправьте её.
members-file-too-large = Файл слишком большой. Можно не больше { $most } КБ; пожалуйста, отправьте его по частям.
members-file-not-read = Не удалось скачать файл из Discord. Ничего не изменено. Пожалуйста, отправьте его ещё раз.
members-file-empty = В этом файле нет ID игроков. Ничего не изменено.
members-file-too-wrong = Строк, которые нельзя прочитать, в этом файле больше { $most }, поэтому никто не добавлен. Это тот файл? { $problem }
members-problems =
    { $count ->
        [one] В { $count } строке есть ошибка:
        [few] В { $count } строках есть ошибки:
       *[many] В { $count } строках есть ошибки:
    }
members-problem = Строка { $line }: { $reason }
members-problem-lines = Строки { $lines }: { $reason }
members-problem-also = (а также { $texts })
members-problem-more =
    { $count ->
        [one] (и ещё { $count } в этой строке)
        [few] (и ещё { $count } в этой строке)
       *[many] (и ещё { $count } в этой строке)
    }
members-problem-nothing = (пусто)
members-problem-wrong-state =
    { $title ->
        [kingshot] { $text } — это не королевство. Это число до 5 цифр.
       *[wos] { $text } — это не штат. Это число до 5 цифр.
    }
members-problem-wrong-level = { $text } — это не уровень. Уровень — это число до 3 цифр.
members-problem-formula = { $text } — это формула. Сохраните вместо неё значение.
members-problem-shortened = Таблица сократила число: { $text }. Задайте столбцу текстовый формат, чтобы остались все цифры, и сохраните или скопируйте её ещё раз.
members-problem-twice = { $text } указан дважды. Считается первая строка.
members-problem-too-many-cells = Ячеек больше, чем названо в первой строке. Имя с запятой нужно взять в кавычки.
members-problem-long-line = Строка слишком длинная.
members-problem-wrong-fid = { $text } — это не ID игрока. ID — это число из 6–10 цифр, оно есть в профиле игрока в игре.
members-problem-too-short = { $text } — слишком короткое число для ID игрока: в нём 6–10 цифр. Скопируйте его из профиля игрока в игре.
members-problem-too-long = { $text } — слишком длинное число для ID игрока: в нём 6–10 цифр. Скопируйте его из профиля игрока в игре.
members-problem-discord-id = { $text } — это ID из Discord, а не из игры. Скопируйте его из профиля игрока в игре.
members-problem-no-id = Здесь нет ID игрока: { $text }
members-problem-unclear = Оба числа похожи на ID игроков: { $text }. Напишите каждого игрока на своей строке.
members-problem-no-id-column = Ни в одном из этих столбцов нет ID игроков: { $text }
members-problem-which-column = На ID игроков похожи несколько столбцов: { $text }. Оставьте только нужный и отправьте ещё раз.
members-problem-too-large = Файл слишком большой для своего вида. Сохраните его как CSV.
members-problem-broken = Файл повреждён или обрезан. Сохраните его заново или как CSV.
members-problem-old-workbook = Это старая книга Excel или книга с паролем. Сохраните её как .xlsx или CSV без пароля.
members-problem-no-reader = Книги Excel здесь прочитать нельзя. Сохраните лист как CSV.
members-problem-not-text = Это не текст и не книга Excel. Сохраните таблицу как CSV.

## Экспорт

members-export-title = Все участники файлом
members-exported =
    { $count ->
        [one] { $count } участник. Файл можно изменить в таблице и снова импортировать.
        [few] { $count } участника. Файл можно изменить в таблице и снова импортировать.
       *[many] { $count } участников. Файл можно изменить в таблице и снова импортировать.
    }

## Штат тех, у кого его нет

form-members-missing-title =
    { $title ->
        [kingshot] Королевство для тех, кто без него
       *[wos] Штат для тех, кто без него
    }
form-members-missing-label = { word-State }
members-states-title = Участники
members-states-set =
    { $title ->
        [kingshot]
            { $count ->
                [one] { $count } участнику указано королевство { $state }.
                [few] { $count } участникам указано королевство { $state }.
               *[many] { $count } участникам указано королевство { $state }.
            }
       *[wos]
            { $count ->
                [one] { $count } участнику указан штат { $state }.
                [few] { $count } участникам указан штат { $state }.
               *[many] { $count } участникам указан штат { $state }.
            }
    }
members-states-complete =
    { $title ->
        [kingshot] Ничего не изменено: здесь нет никого без королевства.
       *[wos] Ничего не изменено: здесь нет никого без штата.
    }

## Удаление

members-remove-title = Точно удалить?
members-remove-these =
    { $count ->
        [one] { $count } участник больше не будет получать подарочные коды:
        [few] { $count } участника больше не будут получать подарочные коды:
       *[many] { $count } участников больше не будут получать подарочные коды:
    }
members-remove-kept = Бот помнит, какие коды они получили: если они вернутся, ничего не активируется дважды.
members-remove-nobody = Никого из них здесь нет среди участников.
members-absent =
    { $count ->
        [one] { $count } игрок — не участник этого сервера: { $ids }
        [few] { $count } игрока — не участники этого сервера: { $ids }
       *[many] { $count } игроков — не участники этого сервера: { $ids }
    }
members-remove-forgotten = Этот вопрос слишком старый. Никто не удалён. Пожалуйста, начните заново: { $command-members-remove }
members-removed-title = Участники
members-removed =
    { $count ->
        [one] Удалён { $count } участник.
        [few] Удалено { $count } участника.
       *[many] Удалено { $count } участников.
    }

## Аккаунты, которые присвоили игроки, и чёрный список

claims-title = Присвоенные аккаунты
claims-how = Их добавили менеджеры, а потом кто-то записал их как свои. Если аккаунт чужой, отмените это: он останется здесь без владельца.
claims-none = Никто не присвоил аккаунт, добавленный менеджерами.
claims-line = { $player } · { $owner } · { $when }
claims-which = Отменить присвоение
claims-undone =
    { $count ->
        [one] Отменено { $count } присвоение: { $ids }. Аккаунт остаётся записан, тому, кто его присвоил, об этом сообщат.
        [few] Отменены { $count } присвоения: { $ids }. Аккаунты остаются записаны, тем, кто их присвоил, об этом сообщат.
       *[many] Отменено { $count } присвоений: { $ids }. Аккаунты остаются записаны, тем, кто их присвоил, об этом сообщат.
    }
claims-nothing = Ни один из них больше не присвоен. Ничего не изменилось.

block-list-title = Чёрный список
block-list-how = Эти аккаунты здесь нельзя записать. Вы решаете о тех, которые добавили менеджеры; о тех, что игроки записали сами, решают они.
block-list-none = В чёрном списке никого нет.
block-list-line = { $id } · { $who } · { $when }
block-list-line-own = { $id } · { $who } · { $when } · решение самого игрока
block-list-line-asked = ⚠️ { $id } · { $who } · { $when } · ждёт вашего решения, пока записан
block-list-allow = Отпустить
block-list-decline = Оставить записанными
block-list-lift = Убрать из чёрного списка
block-list-lifted =
    { $count ->
        [one] Можно записывать { $count } аккаунт: { $ids }. Если его здесь нет, добавьте: { $command-members-add }. Тому, кто его заблокировал, об этом сообщат.
        [few] Можно записывать { $count } аккаунта: { $ids }. Кого здесь нет, добавьте: { $command-members-add }. Тем, кто их заблокировал, об этом сообщат.
       *[many] Можно записывать { $count } аккаунтов: { $ids }. Кого здесь нет, добавьте: { $command-members-add }. Тем, кто их заблокировал, об этом сообщат.
    }
block-list-allowed =
    { $count ->
        [one] Выписан и внесён в чёрный список { $count } аккаунт: { $ids }
        [few] Выписаны и внесены в чёрный список { $count } аккаунта: { $ids }
       *[many] Выписано и внесено в чёрный список { $count } аккаунтов: { $ids }
    }
block-list-nothing = О них решать нечего. Ничего не изменилось.

## Что об этом сообщают пользователям

notice-title = О ваших аккаунтах на сервере { $server }
notice-claim-undone = Менеджер этого сервера отменил присвоение { $id }: здесь это больше не ваш аккаунт.
notice-opt-out-lifted = Менеджер этого сервера убрал { $id } из чёрного списка: его снова можно записывать.
notice-opt-out-declined = Менеджер этого сервера оставил { $id } записанным.
notice-opt-out-allowed = Менеджер этого сервера отпустил { $id }: аккаунт в чёрном списке.

## В журнале действий, после того, кто это сделал

audit-members-added =
    { $count ->
        [one] добавление: { $count } участник
        [few] добавление: { $count } участника
       *[many] добавление: { $count } участников
    }
audit-members-updated =
    { $count ->
        [one] обновление данных: { $count } участник
        [few] обновление данных: { $count } участника
       *[many] обновление данных: { $count } участников
    }
audit-member-edited = изменение участника { $name } ({ $id })
audit-members-state =
    { $title ->
        [kingshot]
            { $count ->
                [one] королевство { $state } для { $count } участника без королевства
                [few] королевство { $state } для { $count } участников без королевства
               *[many] королевство { $state } для { $count } участников без королевства
            }
       *[wos]
            { $count ->
                [one] штат { $state } для { $count } участника без штата
                [few] штат { $state } для { $count } участников без штата
               *[many] штат { $state } для { $count } участников без штата
            }
    }
audit-members-removed =
    { $count ->
        [one] удаление, { $count } участник: { $ids }
        [few] удаление, { $count } участника: { $ids }
       *[many] удаление, { $count } участников: { $ids }
    }
audit-claim-undone = присвоение { $id } отменено
audit-opt-out-lifted = { $id } убран из чёрного списка
audit-opt-out-declined = { $id } остаётся записан, в чёрный список не внесён
audit-opt-out-allowed = { $id } выписан и внесён в чёрный список

button-check-members = Проверить их в игре
button-check-yes = Да, проверить
members-check-title = Проверка участников в игре
members-check-cost =
    { $requests ->
        [one] Для этого нужен { $requests } запрос к игре
        [few] Для этого нужны { $requests } запроса к игре
       *[many] Для этого нужно { $requests } запросов к игре
    }; на это идёт { $share } % запросов бота: { $minutes ->
        [one] около { $minutes } минуты
        [few] около { $minutes } минут
       *[many] около { $minutes } минут
    }, а пока активируются коды — дольше: они важнее. Можно и подождать: следующий код всё равно проверит всех.
members-check-started = Бот проверяет их в фоне и продолжит после перезапуска.
members-check-nothing =
    { $title ->
        [kingshot] Проверять нечего: о каждом уже известно, что говорит игра, или неизвестно королевство.
       *[wos] Проверять нечего: о каждом уже известно, что говорит игра, или неизвестен штат.
    }
