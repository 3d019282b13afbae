### Списки игроков, которые ведутся в других местах: как за ними следить и что в них изменилось.

button-syncs = Синхронизация
sync-title = Синхронизация
sync-how = Бот может следить за списками игроков, которые ведутся в других местах, и сообщать, кто вступил, ушёл, сменил имя или переехал. Никто не удаляется, пока вы не нажмёте кнопку. То, что список говорит о штате или королевстве игрока, — только подсказка: введённое вами остаётся, а решает игра.
sync-button-follow = Следить за списком: { $provider }
sync-form-title = Следить за списком
sync-form-list = За каким списком?
sync-form-alliance = Альянс для его игроков (необязательно)
sync-read-at =
    { $count ->
        [one] Прочитан { $when }: { $count } игрок.
        [few] Прочитан { $when }: { $count } игрока.
       *[many] Прочитан { $when }: { $count } игроков.
    }
sync-never-read = Ещё не прочитан: это займёт не больше минуты.
sync-trouble-unreachable = Список сейчас недоступен. Бот попробует ещё раз.
sync-trouble-refused = Владелец списка не пускает бота: оператору бота нужно проверить ключ.
sync-trouble-later = Владелец списка просит подождать. Бот попробует позже.
sync-trouble-not-there = Такого списка нет. Верно ли его название?
sync-trouble-unreadable = Ответ не похож на список игроков. Бот попробует ещё раз.
sync-trouble-too-large = Список слишком велик для списка игроков.
sync-trouble-empty = Список пуст, поэтому выводов из него не сделано.
sync-trouble-strange = В списке нет большинства прежних игроков, поэтому выводов из него не сделано.
sync-strange = Сейчас в нём игроков: { $count }, а было: { $before }. Если это верно, подтвердите.
sync-alliance = Его игроки попадают в альянс { $alliance }.
sync-waiting = Есть в списке, но не записаны: { $newcomers }. Записаны, но три раза подряд отсутствуют в списке: { $left }.
sync-enrols = Новые игроки из списка записываются автоматически.
sync-enrols-not = Новые игроки из списка записываются, когда вы это скажете.
sync-button-enrols-on = Записывать автоматически
sync-button-enrols-off = Не записывать автоматически
sync-button-newcomers = Записать их: { $count }
sync-button-left = Удалить их: { $count }
sync-button-accept = Список верен
sync-button-read = Прочитать сейчас
sync-button-changes = Все изменения
sync-button-stop = Больше не следить
sync-button-open = Открыть список
sync-no-provider = Оператор бота не подключил такой источник списков.
sync-none-such = За этим списком бот больше не следит.
sync-too-many = Сервер может следить за списками, не больше { $most }. Сначала откажитесь от одного.
sync-wrong-list = { $text } не может быть названием списка. Оно выглядит так: { $hint }
sync-no-such-alliance = Здесь нет альянса { $text }. Сначала создайте его.
sync-nobody-new = Все из списка уже записаны.
sync-nobody-left = Никто из записанных не ушёл из списка.
sync-enrolled-title = Записаны из списка
sync-enrolled =
    { $count ->
        [0] Никто новый не записан.
        [one] Записан { $count } игрок.
        [few] Записаны { $count } игрока.
       *[many] Записано { $count } игроков.
    }
sync-never =
    { $count ->
        [one] { $count } игрок не хочет, чтобы его здесь записывали.
        [few] { $count } игрока не хотят, чтобы их здесь записывали.
       *[many] { $count } игроков не хотят, чтобы их здесь записывали.
    }
sync-no-changes = Этот список ещё ничего не изменил.
sync-changes-title = Изменения списка
sync-changes =
    { $count ->
        [one] { $list }: { $count } изменение, в файле.
        [few] { $list }: { $count } изменения, в файле.
       *[many] { $list }: { $count } изменений, в файле.
    }
sync-news-title = Новости списка { $list }
sync-news-first =
    { $count ->
        [one] Список прочитан впервые: { $count } игрок.
        [few] Список прочитан впервые: { $count } игрока.
       *[many] Список прочитан впервые: { $count } игроков.
    }
sync-news-joined = Вступили: { $count }
sync-news-left = Ушли: { $count }
sync-news-renamed = Сменили имя: { $count }
sync-news-moved =
    { $title ->
        [kingshot] Переехали в другое королевство: { $count }
       *[wos] Переехали в другой штат: { $count }
    }
sync-news-player = - { $player }
sync-news-change = - { $player }: { $before } → { $after }
audit-sync-followed = бот следит за списком { $list }
audit-sync-stopped = бот больше не следит за списком { $list }
audit-sync-enrols-on = новые игроки списка { $list } записываются автоматически
audit-sync-enrols-off = новые игроки списка { $list } больше не записываются автоматически
audit-sync-accepted = список { $list } признан верным

member-listed-joined = { $when }: вступление в список
member-listed-left = { $when }: уход из списка
member-listed-renamed = { $when }: { $before } → { $after }
member-listed-moved =
    { $title ->
        [kingshot] { $when }: королевство { $before } → { $after }
       *[wos] { $when }: штат { $before } → { $after }
    }
member-listed-level = { $when }: уровень { $before } → { $after }
