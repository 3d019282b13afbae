### Как команды называются в Discord. Правила: en/commands.ftl

option-game = игра
    .description = Какая игра, если на сервере их несколько

command-autoredeem = автокоды
    .description = Открыть панель: настройки, участники, коды и раздачи в одном месте

command-enroll = записаться
    .description = Получать все подарочные коды для своего аккаунта автоматически
    .option-id = id
    .option-id-description = Ваш ID игрока: нажмите в игре на свой аватар
    .option-state = штат
    .option-state-description = Ваш штат (в Kingshot — королевство): число, например 245

command-unenroll = выписаться
    .description = Больше не получать подарочные коды для своего аккаунта
    .option-id = id
    .option-id-description = Какой ID игрока убрать; оставьте пустым, чтобы выбрать из своих

command-me = я
    .description = Ваши аккаунты и полученные ими коды

command-members = участники
    .description = Участники, которые получают все подарочные коды

command-members-add = добавить
    .description = Добавить участников по ID игрока
    .option-ids = id-игроков
    .option-ids-description = Один или несколько ID через пробел или запятую
    .option-state = штат
    .option-state-description = Их штат (в Kingshot — королевство), если он не тот, что на сервере по умолчанию

command-members-import = импорт
    .description = Добавить много участников из файла
    .option-file = файл
    .option-file-description = Список ID игроков, таблица (CSV, TSV, Excel) или JSON; сначала будет видно, что изменится

command-members-export = экспорт
    .description = Получить всех участников файлом для таблицы

command-members-list = список
    .description = Показать всех участников, с поиском и сортировкой
    .option-search = поиск
    .option-search-description = Часть имени, ID или штат

command-members-edit = изменить
    .description = Изменить имя или штат участника
    .option-id = id
    .option-id-description = Какой участник: введите имя или ID
    .option-nickname = имя
    .option-nickname-description = Имя, которое показывать
    .option-state = штат
    .option-state-description = Штат (в Kingshot — королевство): число, например 245

command-members-state = штат
    .description = Указать штат (в Kingshot — королевство) всем, у кого его нет, или некоторым по ID
    .option-state = штат
    .option-state-description = Штат (в Kingshot — королевство): число, например 245
    .option-ids = id-игроков
    .option-ids-description = Только этим ID игроков; за ID может стоять его собственный штат

command-members-remove = удалить
    .description = Удалить участников; сначала бот переспросит
    .option-ids = id-игроков
    .option-ids-description = Один или несколько ID через пробел или запятую

command-members-show = показать
    .description = Показать участника и полученные им коды
    .option-id = id
    .option-id-description = Какой участник: введите имя или ID

command-codes = коды
    .description = Подарочные коды

command-codes-add = добавить
    .description = Добавить подарочные коды; бот активирует их для всех участников
    .option-codes = коды
    .option-codes-description = Один или несколько кодов точно как в источнике: большие и маленькие буквы важны
    .option-share = поделиться
    .option-share-description = Поделиться со всеми серверами этого бота? Если нет, коды останутся вашими

command-codes-list = список
    .description = Показать все коды и какие из них работают

command-codes-history = история
    .description = Кто получил код, кто нет и почему
    .option-code = код
    .option-code-description = Какой код

command-codes-remove = удалить
    .description = Удалить код, добавленный здесь; сначала бот переспросит
    .option-code = код
    .option-code-description = Какой код

command-redeem = активировать
    .description = Активировать код для всех участников сейчас
    .option-code = код
    .option-code-description = Какой код

command-runs = раздачи
    .description = Что происходит, что ждёт очереди и сколько это займёт

command-redeem-message = Активировать этот код
