### Страница оператора: как дела у всего бота.

button-operator = Для оператора
operator-title = Страница оператора
operator-version = Версия: { $version }
operator-latency = Задержка до Discord: { $count } мс
operator-fine = Всё в порядке.
operator-store-silent = Хранилище сейчас не отвечает.
operator-sends = Этот процесс общается с игрой; предел запросов в минуту: { $count }.
operator-watches = Этот процесс только наблюдает: с игрой общается другой или пока никто.
operator-runs = Раздач здесь в работе: { $count }
operator-not-recorded = Ответов игры ещё не сохранено: { $count }
operator-set-up = Настроено серверов: { $count }
operator-on = С автополучением: { $count }
operator-left = Серверов, удаливших бота: { $count }
operator-feeds-title = Ленты: { title-name }
operator-feeds-none = Лент нет: сами коды не приходят. Общедоступные включает настройка AUTOREDEEM_FEED_PRESETS.
operator-feed = Лента { $feed } ({ $owner }), опрос не чаще, чем раз в { $time }
operator-feed-not-here = Её опрашивает другой процесс или пока никто.
operator-feed-good = Последний хороший ответ: { $when }, записей: { $count }
operator-feed-failing = Она не отвечает как следует. Почему, скажет «autoredeem doctor» на компьютере бота.
operator-feed-silent = 14 дней нет новых кодов.
operator-feed-flooded = Слишком много новых кодов сразу: берётся 50 в час.

## Сколько тратят серверы и что можно сделать с одним из них.

operator-button-guilds = Серверы
operator-guilds-title = Серверы по числу запросов к игре
operator-guilds-hint = Выберите сервер
operator-guilds-none = За последние 7 дней запросов не было.
operator-guild-line = { $server } · сегодня: { $today } · за 7 дней: { $week }
operator-guild-blocked = заблокирован
operator-button-find = Найти по ID
operator-form-guild-title = Поиск сервера
operator-form-guild-label = ID сервера
operator-no-guild = Сервер с таким ID здесь неизвестен: { $id }
operator-guild-title = Сервер: { $server }
operator-guild-id = ID: { $id }
operator-guild-blocked-at = Заблокирован { $when }: для него ничего не активируется.
operator-guild-gone = Бота нет на этом сервере.
operator-guild-members = Участников: { $count }
operator-guild-day = { $day } · запросов: { $count }
operator-button-block = Заблокировать
operator-button-unblock = Разблокировать
operator-button-leave = Покинуть сервер
operator-leave-sure = Бот покинет этот сервер: раздачи сразу остановятся, а данные будут удалены через 30 дней. Бота там смогут пригласить снова, если сначала не заблокировать сервер.
operator-leave-done = Бот покинул этот сервер.
