### Lists of players that are kept elsewhere: following them, and what they changed.

button-syncs = Synchronize
sync-title = Synchronize
sync-how = The bot can follow lists of players that are kept elsewhere, and say who joined, left, changed name or moved. Nobody is removed unless you press a button for it. What a list says of a player’s state is a hint: what you typed stays, and the game decides.
sync-button-follow = Follow a list of { $provider }
sync-form-title = Follow a list
sync-form-list = Which list?
sync-form-alliance = Alliance here for its players (optional)
sync-read-at =
    { $count ->
        [one] Read { $when }: { $count } player.
       *[other] Read { $when }: { $count } players.
    }
sync-never-read = Not read yet: that happens within a minute.
sync-trouble-unreachable = The list can’t be reached at the moment. It’s tried again.
sync-trouble-refused = The list’s owner turns the bot away: whoever runs the bot has to look at the key.
sync-trouble-later = The list’s owner asks the bot to wait. It’s tried again later.
sync-trouble-not-there = There is no such list. Is its name right?
sync-trouble-unreadable = What came is no list of players. It’s tried again.
sync-trouble-too-large = The list is too large to be one of players.
sync-trouble-empty = The list is empty, so nothing was concluded from it.
sync-trouble-strange = The list lacks most of the players it had, so nothing was concluded from it.
sync-strange =
    { $count ->
        [one] It has { $count } player now and had { $before }. If that’s right, say so.
       *[other] It has { $count } players now and had { $before }. If that’s right, say so.
    }
sync-alliance = Its players go into the alliance { $alliance }.
sync-waiting = In the list and not enrolled: { $newcomers }. Enrolled, and missing in the list three times in a row: { $left }.
sync-enrols = Whoever is new in the list is enrolled automatically.
sync-enrols-not = Whoever is new in the list is enrolled when you say so.
sync-button-enrols-on = Enroll automatically
sync-button-enrols-off = Don’t enroll automatically
sync-button-newcomers = Enroll these { $count }
sync-button-left = Remove these { $count }
sync-button-accept = This list is right
sync-button-read = Read it now
sync-button-changes = All changes
sync-button-stop = Stop following
sync-button-open = Open the list
sync-no-provider = Whoever runs the bot has switched no such source of lists on.
sync-none-such = This list is not followed any more.
sync-too-many = A server can follow { $most } lists. Stop following one first.
sync-wrong-list = { $text } can’t be the name of a list. It looks like this: { $hint }
sync-no-such-alliance = There is no alliance called { $text } here. Create it first.
sync-nobody-new = Everybody in the list is enrolled.
sync-nobody-left = Nobody who is enrolled has left the list.
sync-enrolled-title = Enrolled from the list
sync-enrolled =
    { $count ->
        [0] Nobody new was enrolled.
        [one] { $count } player was enrolled.
       *[other] { $count } players were enrolled.
    }
sync-never =
    { $count ->
        [one] { $count } player doesn’t want to be enrolled here.
       *[other] { $count } players don’t want to be enrolled here.
    }
sync-no-changes = This list has changed nothing yet.
sync-changes-title = Changes of the list
sync-changes =
    { $count ->
        [one] { $list }: { $count } change, in the file.
       *[other] { $list }: { $count } changes, in the file.
    }
sync-news-title = News of the list { $list }
sync-news-first =
    { $count ->
        [one] The list was read for the first time: { $count } player.
       *[other] The list was read for the first time: { $count } players.
    }
sync-news-joined = Joined: { $count }
sync-news-left = Left: { $count }
sync-news-renamed = Changed name: { $count }
sync-news-moved =
    { $title ->
        [kingshot] Moved to another kingdom: { $count }
       *[wos] Moved to another state: { $count }
    }
sync-news-player = - { $player }
sync-news-change = - { $player }: { $before } → { $after }
audit-sync-followed = follows the list { $list }
audit-sync-stopped = follows the list { $list } no more
audit-sync-enrols-on = has newcomers of the list { $list } enrolled automatically
audit-sync-enrols-off = has newcomers of the list { $list } not enrolled automatically any more
audit-sync-accepted = said that the list { $list } is right

member-listed-joined = { $when }: joined the list
member-listed-left = { $when }: left the list
member-listed-renamed = { $when }: { $before } → { $after }
member-listed-moved =
    { $title ->
        [kingshot] { $when }: kingdom { $before } → { $after }
       *[wos] { $when }: state { $before } → { $after }
    }
member-listed-level = { $when }: level { $before } → { $after }
