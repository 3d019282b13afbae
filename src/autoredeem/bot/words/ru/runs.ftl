### Раздачи: ход, итоги, остановка и продолжение.

runs-title = Раздачи
runs-title-of = Код { $code }
runs-hint = Открыть раздачу
runs-unknown = На этом сервере нет раздачи кода { $code }. Активируйте его командой { $command-redeem }.

runs-stage-waits = ждёт очереди
runs-stage-under-way = идёт
runs-stage-rests = код ещё не действует, ждём
runs-stage-stopped = остановлена
runs-stage-done = готово
runs-stage-dead = код не работает
runs-dead = не работает: { $reason }
runs-dead-line = Этот код не работает: { $reason }. { $advice }

runs-doubt =
    { $why ->
        [silent] пока без ясного ответа, проверка { $when }
       *[absent] ещё не действует, проверка { $when }
    }
    .again = проверяется ещё раз
runs-doubt-line =
    { $why ->
        [silent] Игра пока не говорит, работает ли этот код. Бот проверит его { $when }; делать ничего не нужно.
       *[absent] Этот код ещё не действует: коды часто объявляют заранее. Бот проверит его { $when }; делать ничего не нужно.
    }
    .again = Этот код проверяется ещё раз. Делать ничего не нужно.

runs-have = есть у { $have } из { $members }
runs-failed = не удалось: { $count }
runs-no-state =
    { $title ->
        [kingshot] без королевства: { $count }
       *[wos] без штата: { $count }
    }
runs-estimate = закончится { $when }
runs-dead-asked = проверено: { $asked }, остальных проверять не стоит: { $rest }
runs-another-game = Возможно, это ID другой игры
    .advice = Не нашёлся ни один из них. На этом сервере играют в { title-name }: эти ID точно оттуда?

runs-field-settled = У кого он есть
runs-field-others = У кого его нет
runs-redeemed = Получили сейчас: { $count }
runs-had-it = Было раньше: { $count }
runs-to-ask = ещё на очереди
    .advice = Делать ничего не нужно: бот идёт по очереди.
runs-not-asked = ещё не пробовали
    .advice = Нажмите «{ button-go-on }», чтобы продолжить с ними.
runs-field-check = Проверка не удалась
runs-check-failed = Бот не смог узнать, у кого код уже есть. На всякий случай он пробует для всех: дважды никто ничего не получит.

runs-trouble-halted = Пауза: оператор должен исправить настройку бота. Ничего не пропало.
runs-trouble-another = Этим занимается другая часть бота: сколько это займёт, здесь неизвестно.
runs-trouble-store = Пауза: бот не может получить доступ к своим данным. Он продолжит сам.
runs-trouble-waits = Пауза: { $reason }. Следующая попытка: { $when }.
runs-trouble-waits-long = Пауза: { $reason }. Бот будет пробовать сам.
runs-trouble-not-recorded =
    { $count ->
        [one] Ещё не сохранён { $count } ответ игры. Потом бот продолжит.
        [few] Ещё не сохранены { $count } ответа игры. Потом бот продолжит.
       *[many] Ещё не сохранены { $count } ответов игры. Потом бот продолжит.
    }

audit-run-stopped = раздача остановлена: { $code }
audit-run-went-on = раздача продолжена: { $code }
