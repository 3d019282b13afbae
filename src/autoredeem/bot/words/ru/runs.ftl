### Раздачи: ход, итоги, остановка и продолжение.

runs-title = Раздачи
runs-title-of = Код { $code }
runs-hint = Открыть раздачу
runs-unknown = На этом сервере нет раздачи кода { $code }. Активируйте его командой /{ command-redeem }.

runs-stage-waits = ждёт очереди
runs-stage-under-way = идёт
runs-stage-stopped = остановлена
runs-stage-done = готово
runs-stage-dead = код не работает
runs-dead = не работает: { $reason }
runs-dead-line = Этот код не работает: { $reason }. { $advice }

runs-have = есть у { $have } из { $members }
runs-failed = не удалось: { $count }
runs-no-state =
    { $title ->
        [kingshot] без королевства: { $count }
       *[wos] без штата: { $count }
    }
runs-estimate = осталось около { $time }

runs-field-settled = У кого он есть
runs-field-others = У кого его нет
runs-redeemed = Получили сейчас: { $count }
runs-had-it = Было раньше: { $count }
runs-to-ask = ещё на очереди
    .advice = Делать ничего не нужно: бот идёт по очереди.
runs-not-asked = ещё не было очереди
    .advice = Нажмите «{ button-go-on }», чтобы продолжить с ними.
runs-never-asked = очередь не дошла
runs-field-check = Проверка не удалась
runs-check-failed = Бот не смог узнать, у кого код уже есть. На всякий случай он пробует для всех: дважды никто ничего не получит.

runs-trouble-halted = Сейчас всё стоит: оператор должен исправить настройку бота. Ничего не пропало.
runs-trouble-another = Этим занимается другая часть бота: сколько это займёт, здесь неизвестно.
runs-trouble-store = Сейчас всё стоит: бот не может получить доступ к своим данным. Он продолжит сам.
runs-trouble-waits = Сейчас всё стоит ({ $reason }). Бот продолжит примерно через { $time }.
runs-trouble-waits-long = Сейчас всё стоит ({ $reason }). Бот попробует ещё раз сам.
runs-trouble-not-recorded =
    { $count ->
        [one] Ещё не сохранён { $count } ответ игры. Потом бот продолжит.
        [few] Ещё не сохранены { $count } ответа игры. Потом бот продолжит.
       *[many] Ещё не сохранены { $count } ответов игры. Потом бот продолжит.
    }

audit-run-stopped = раздача остановлена: { $code }
audit-run-went-on = раздача продолжена: { $code }
