### Альянсы: группы участников на сервере.

button-alliances = Альянсы
button-new-alliance = Новый альянс
button-alone = Вне альянсов
button-move-here = Перевести сюда
button-alliance-out = Убрать из альянса
hint-alliance = Выберите альянс
hint-alliance-of-member = Перевести в альянс
hint-alliance-role = Роль, которая управляет участниками альянса

alliances-title = Альянсы
alliances-none = Альянсов здесь нет. В альянсах участников можно показывать и вести по группам: у каждой свой { word-state } по умолчанию, свои управляющие и своя очередь при активации.
alliances-line =
    { $count ->
        [one] **{ $name }** · { $count } участник
        [few] **{ $name }** · { $count } участника
       *[many] **{ $name }** · { $count } участников
    }
alliances-alone =
    { $count ->
        [one] Вне альянсов: { $count } участник.
        [few] Вне альянсов: { $count } участника.
       *[many] Вне альянсов: { $count } участников.
    }
alliances-gone = Такого альянса здесь нет, или вы им не управляете. Выберите его снова.
alliances-not-yours = { $id } не состоит в альянсе, которым вы управляете.
alliances-too-many = Альянсов уже { $most }: больше на сервере быть не может. Сначала удалите один.
alliances-name-taken = Альянс с названием { $name } уже есть, или его только что удалили. Выберите другое название.
alliances-wrong-name = Альянсу нужно название длиной от 1 до { $most } символов.
alliances-wrong-priority = Приоритет — число от 0 до { $most }. Участники с большим приоритетом идут первыми.

alliance-members =
    { $count ->
        [one] { $count } участник
        [few] { $count } участника
       *[many] { $count } участников
    }
alliance-state =
    { $title ->
        [kingshot] Королевство по умолчанию: { $state }
       *[wos] Штат по умолчанию: { $state }
    }
alliance-role = Роль управляющих: { $role }
alliance-priority = Приоритет: { $priority } (у кого он больше, тем коды активируются раньше)
alliance-made = Альянс создан. Теперь в него можно перевести участников.
alliance-changed = Изменения сохранены.
alliance-removed = Альянс { $name } удалён. Его участники остались участниками, вне альянсов.
alliance-delete-title = Удалить этот альянс?
alliance-delete-text =
    { $count ->
        [one] Альянс { $name } будет удалён. Его { $count } участник останется, вне альянсов.
        [few] Альянс { $name } будет удалён. Его { $count } участника останутся, вне альянсов.
       *[many] Альянс { $name } будет удалён. Его { $count } участников останутся, вне альянсов.
    }

form-alliance-title = Альянс
form-alliance-name = Название
form-alliance-state =
    { $title ->
        [kingshot] Королевство (пусто: как на сервере)
       *[wos] Штат (пусто: как на сервере)
    }
form-alliance-priority = Приоритет от 0 до { $most } (больший — раньше)
form-alliance-move-title = Перевести участников

member-alliance = Альянс: { $name }
members-moved-title = Участники переведены
members-moved =
    { $count ->
        [0] Никто не переведён: они уже в альянсе { $name }.
        [one] В альянсе { $name } теперь ещё { $count } участник.
        [few] В альянсе { $name } теперь ещё { $count } участника.
       *[many] В альянсе { $name } теперь ещё { $count } участников.
    }
members-moved-out =
    { $count ->
        [0] Никто не переведён: они и так вне альянсов.
        [one] Вне альянсов теперь ещё { $count } участник.
        [few] Вне альянсов теперь ещё { $count } участника.
       *[many] Вне альянсов теперь ещё { $count } участников.
    }
members-foreign =
    { $count ->
        [one] { $count } игрок уже участник, но не вашего альянса, и пропущен: { $ids }
        [few] { $count } игрока уже участники, но не вашего альянса, и пропущены: { $ids }
       *[many] { $count } игроков уже участники, но не вашего альянса, и пропущены: { $ids }
    }
members-unknown-alliance =
    { $count ->
        [one] Альянса { $name } здесь нет: { $count } игрок останется вне его.
        [few] Альянса { $name } здесь нет: { $count } игрока останутся вне его.
       *[many] Альянса { $name } здесь нет: { $count } игроков останутся вне его.
    }

audit-alliance-made = создал(а) альянс { $name }
audit-alliance-changed = изменил(а) альянс { $name }
audit-alliance-removed = удалил(а) альянс { $name }
audit-members-moved =
    { $count ->
        [one] перевёл(а) { $count } участника в альянс { $name }
        [few] перевёл(а) { $count } участников в альянс { $name }
       *[many] перевёл(а) { $count } участников в альянс { $name }
    }
audit-members-moved-out =
    { $count ->
        [one] вывел(а) { $count } участника из альянса
        [few] вывел(а) { $count } участников из альянса
       *[many] вывел(а) { $count } участников из альянса
    }

## Фильтры и страницы списка участников

members-filter-title = Показать не всех участников
members-filter-text = Выберите, кого показать. Поиск останется прежним.
button-unowned = Без владельца в Discord
button-filter = Фильтр
button-first = Первая
button-last = Последняя
button-page-number = К странице
filter-alone = вне альянсов
filter-unowned = без владельца в Discord
form-page-title = Перейти к странице
form-page-label = Номер страницы
members-sort-alliance = По альянсу
members-sort-outcome = По последнему коду: сначала неудачи
