### Единственное сообщение сервера о том, как идут дела с кодами.

board-title = Подарочные коды активируются
board-title-over = Подарочные коды: всё готово
board-title-stopped = Подарочные коды: остановлено
board-run-over = Код { $code }
board-more =
    { $count ->
        [one] … и ещё { $count } код
        [few] … и ещё { $count } кода
       *[many] … и ещё { $count } кодов
    }
board-more-over =
    { $count ->
        [one] Ещё { $count } код
        [few] Ещё { $count } кода
       *[many] Ещё { $count } кодов
    }
board-see-runs = Смотрите /{ command-runs }.
board-gone = Бот не может показать итоги на сервере { $server }: канала { $channel } больше нет. Коды всё равно активируются. Выберите другой канал: /{ command-autoredeem }.
board-forbidden = Бот не может показать итоги на сервере { $server }: ему нельзя писать в { $channel }. Коды всё равно активируются. Разрешите ему видеть канал, отправлять сообщения и вставлять ссылки или выберите другой канал: /{ command-autoredeem }.
