### Setting up a server: the panel and its settings, and who changed what.

panel-title = autoredeem
panel-title-of = autoredeem · { $game }
panel-not-set-up = Nobody has set up the bot on this server yet. Someone with the permission “Manage Server” can do it in a minute, right here.
panel-on = Auto-redeem is on: new gift codes are redeemed for all members.
panel-off = Auto-redeem is off: codes are redeemed only when a manager says so.
panel-members =
    { $count ->
        [0] No members yet.
        [one] { $count } member.
       *[other] { $count } members.
    }
panel-runs =
    { $count ->
        [0] Nothing is being redeemed just now.
        [one] { $count } code is being redeemed.
       *[other] { $count } codes are being redeemed.
    }
panel-for-players = Enroll once with /{ command-enroll }, and the bot redeems every gift code for you.

settings-title = Settings
settings-missing = What is missing
settings-game = Game: { $game }
settings-channel = Channel for results: { $channel }
settings-role = Managers, besides those with “Manage Server”: { $role }
settings-state =
    { $title ->
        [kingshot] Kingdom of whoever enrolls without one: { $state }
       *[wos] State of whoever enrolls without one: { $state }
    }
settings-enrolling = Who may enroll whom: { $who }
settings-language = Language: { $language }
settings-switch-on = Auto-redeem: on
settings-switch-off = Auto-redeem: off
nothing-chosen = not chosen
language-of-each = each person’s own

missing-title = Choose the game first. Everything else belongs to it.
missing-channel = A channel for results: there the bot shows how it is going, and what each code came to.
missing-state =
    { $title ->
        [kingshot] The usual kingdom: the game wants to know it for every player.
       *[wos] The usual state: the game wants to know it for every player.
    }
missing-switch = Auto-redeem is off: switch it on, and new codes are redeemed by themselves.

hint-title = Which game?
hint-channel = Channel for results
hint-role = Role of those who may manage
hint-enrolling = Who may enroll whom?
hint-language = Which language?

button-state =
    { $title ->
        [kingshot] Usual kingdom
       *[wos] Usual state
    }
button-switch-on = Switch auto-redeem on
button-switch-off = Switch auto-redeem off
button-more = More
button-audit = Who did what
button-newest = Newest
button-older = Older

form-state-title =
    { $title ->
        [kingshot] The usual kingdom
       *[wos] The usual state
    }
form-state-label =
    { $title ->
        [kingshot] Kingdom (empty: none)
       *[wos] State (empty: none)
    }

error-no-such-title = The bot does not serve this game.

audit-title = Who did what
audit-empty = Nothing has been changed on this server yet.
audit-nobody = Somebody
audit-set-title = chose the game: { $game }
audit-set-channel = chose a channel for results: { $channel }
audit-set-no-channel = chose no channel for results
audit-set-role = chose a role for managers: { $role }
audit-set-no-role = chose no role for managers
audit-set-state = set the usual { word-state }: { $state }
audit-set-no-state = set no usual { word-state }
audit-set-enrolling = changed who may enroll whom
audit-set-language = chose a language: { $language }
audit-set-no-language = lets the bot speak each person’s own language
audit-set-on = switched auto-redeem on
audit-set-off = switched auto-redeem off
