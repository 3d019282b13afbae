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
