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
        [0] Nothing is being redeemed right now.
        [one] { $count } code is being redeemed.
       *[other] { $count } codes are being redeemed.
    }
panel-asked =
    { $count ->
        [one] ⚠️ { $count } account waits for your decision: “{ button-block-list }”.
       *[other] ⚠️ { $count } accounts wait for your decision: “{ button-block-list }”.
    }
panel-for-players = Enroll once with { $command-enroll }, and the bot redeems every gift code for you.
panel-games = This server plays several games, each with members, codes and settings of its own. Choose one to manage it.

settings-title = Settings
settings-missing = What is missing
settings-game = Game: { $game }
settings-games = Games: { $games }
settings-channel = Channel for results: { $channel }
settings-role = Managers, besides those with “Manage Server”: { $role }
settings-state =
    { $title ->
        [kingshot] Default kingdom: { $state }
       *[wos] Default state: { $state }
    }
settings-enrolling = Who may enroll whom: { $who }
settings-language = Language: { $language }
settings-switch-on = Auto-redeem: on
settings-switch-off = Auto-redeem: off
settings-share-on = Sharing what is found here: on
settings-share-off = Sharing what is found here: off
settings-share = Share what you find?
    .why = When another server that shares has found the same code, and it works, every server gets it. Nobody learns who found it. “{ button-share-on }” is for that; you can change it at any time.
nothing-chosen = not chosen
language-of-each = each person’s own

missing-title = Choose the game first. Everything else belongs to it.
missing-channel = A channel for results: there the bot shows how it’s going, and who got each code.
channel-gone = The channel for results ({ $channel }) is gone: choose another.
channel-forbidden = The bot may not write in { $channel }: let it view the channel, send messages and embed links there, or choose another.
missing-state =
    { $title ->
        [kingshot] The default kingdom: the game needs one for every player.
       *[wos] The default state: the game needs one for every player.
    }
missing-switch = Auto-redeem is off: switch it on, and new codes are redeemed automatically.

hint-title = Which game?
hint-titles = Which game, or which games?
hint-channel = Channel for results
hint-role = Manager role
hint-enrolling = Who may enroll whom?
hint-language = Which language?

button-state =
    { $title ->
        [kingshot] Default kingdom
       *[wos] Default state
    }
button-switch-on = Switch auto-redeem on
button-switch-off = Switch auto-redeem off
button-share-on = Share what we find
button-share-off = Stop sharing finds
button-more = More
button-audit = Who did what
button-newest = Newest
button-older = Older

form-state-title =
    { $title ->
        [kingshot] Default kingdom
       *[wos] Default state
    }
form-state-label =
    { $title ->
        [kingshot] Kingdom (empty: none)
       *[wos] State (empty: none)
    }

error-no-such-title = The bot does not serve this game.
error-foreign-channel = The bot can’t find this channel on this server. Choose one of this server that the bot can see.
error-foreign-role = The bot can’t find this role on this server. Choose one of this server.
error-lookup = Discord did not answer the bot. Nothing was changed. Please try again in a minute.
change-title = Change the game to { $game }?
    .stops =
        { $count ->
            [0] { $game } stops on this server: auto-redeem is switched off for it.
            [one] { $game } stops on this server: auto-redeem is switched off for it, and { $count } run that is going on stops.
           *[other] { $game } stops on this server: auto-redeem is switched off for it, and { $count } runs that are going on stop.
        }
    .keeps = Nothing is deleted: its members, codes and settings are there again when you change back. { $other } has members and settings of its own, which you set up next.
    .stays = Nothing is deleted: its members, codes and settings are there again when you add it again.
only-title = Only { $game } from now on?

hint-trail-who = Whose actions? (empty: everybody’s)
hint-trail-what = About what?
trail-all = About everything
trail-settings = Settings
trail-members = The list of members
trail-codes = Gift codes
trail-runs = Redeeming
trail-players = Players’ own accounts
trail-none-such = There is nothing of the kind among the latest.

audit-title = Who did what
audit-empty = Nobody has changed anything on this server yet.
audit-nobody = Somebody
audit-forgotten-user = Somebody ({ $mark })
audit-operator = The bot’s operator
audit-set-title = chose the game: { $game }
audit-set-no-title = plays a game no more: { $game }
audit-set-channel = chose a channel for results: { $channel }
audit-set-no-channel = chose no channel for results
audit-set-role = chose a role for managers: { $role }
audit-set-no-role = chose no role for managers
audit-set-state = set the default { word-state }: { $state }
audit-set-no-state = set no default { word-state }
audit-set-enrolling = changed who may enroll whom
audit-set-language = chose a language: { $language }
audit-set-no-language = let the bot speak each person’s own language
audit-set-on = switched auto-redeem on
audit-set-sharing-on = let the codes that are found here be shared
audit-set-sharing-off = keeps the codes that are found here for this server
audit-blocked = blocked this server, as one of the people who run the bot
audit-unblocked = unblocked this server, as one of the people who run the bot
audit-set-off = switched auto-redeem off

button-watch = Watched channels
watch-title = Watched channels
watch-how = The bot reads new messages in these channels and takes the gift codes in them: those of managers, of channels that are followed there, and of webhooks and bots that you choose. What others post gets a ❓: tap it to take it. Reactions say what became of a code: ⏳ being tried, ✅ works, ❌ doesn’t work, 🔁 known already, 🚫 no more new codes today.
watch-line =
    { $count ->
        [0] { $channel }
        [one] { $channel } · { $count } webhook or bot counts
       *[other] { $channel } · { $count } webhooks and bots count
    }
watch-line-paused = { $channel } · paused { $when }
watch-whose = Managers and followed channels count always. Webhooks and bots count if you choose them.
watch-one-title = Codes from here are tried in { $game } alone.
watch-titles = Codes from here are tried in each of { $games }: each says whether it knows them. Where a message names one of these games, its codes are tried in that one alone.
watch-no-senders = No webhook and no bot has posted there lately.
watch-hint-add = Watch one more channel
watch-hint-senders = Which webhooks and bots count?
watch-button-remove = Watch it no more
watch-button-resume = Read it again
watch-too-many = A server can have { $most } channels watched. Remove one first.
watch-none-such = This channel is not watched any more.
watch-not-granted = The bot may not read messages yet. Whoever runs it has to switch that on, in its settings and at Discord, which grants it to large bots on request only. Everything else works without.
watch-refused = Discord doesn’t let the bot read messages at the moment. Whoever runs it has to switch that on at Discord, which grants it to large bots on request only. Everything else works without.
watch-rights = In { $channel } the bot lacks: { $rights }.
missing-watch = Watched channels: not all are read. See “{ button-watch }” in the settings.
watch-right-view = view the channel
watch-right-history = read the message history
watch-right-react = add reactions
watch-right-write = send messages
watch-paused-title = This channel isn’t read any more
watch-paused-text =
    { $count ->
        [one] { $count } gift code from here did not work, so the bot has paused. Managers can have it read again.
       *[other] The last { $count } gift codes from here did not work, so the bot has paused. Managers can have it read again.
    }

audit-watch-added = had a channel watched for codes: { $channel }
audit-watch-removed = had a channel watched no more: { $channel }
audit-watch-resumed = had a paused channel read again: { $channel }
audit-watch-senders = chose which webhooks and bots count in { $channel }

## The ID channel

button-ids = ID channel
ids-title = ID channel
ids-how = Players write their player ID in this channel, and the bot enrolls them: `12345678`, `12345678 245` with the { word-state }, or `12345678, Name, 30, 245` with name and level. ✅ says that it’s done. Where it’s ❌ or ❓, the bot writes what is wrong.
ids-line = Players write in { $channel }.
ids-line-off = It is off: no channel is chosen.
ids-hint = Where do players write their IDs?
ids-button-card = Post the card
ids-button-off = Switch it off
ids-is-for-codes = { $channel } is watched for gift codes. Choose another channel, or remove it from “{ button-watch }” first.
watch-is-for-ids = Players write their IDs in { $channel }. Choose another channel for codes.
ids-none-chosen = Choose the channel first.
ids-channel-gone = { $channel } is gone. Choose another channel.
ids-card-pinned = The card is posted and pinned.
ids-card-posted = The card is posted, but the bot may not pin it. Pin it yourself, or let the bot pin messages there and post it again.
ids-managers-only = Here only managers enroll accounts, so what others write is refused. Change that in the settings, under “{ hint-enrolling }”.
missing-ids = ID channel: what players write is not read. See “{ button-ids }” in the settings.
ids-card-title = Never miss a gift code
ids-card-text =
    { $title ->
        [kingshot] Write your player ID here, and the bot redeems every gift code for you: `12345678`, or `12345678 245` with your kingdom. You find the ID in your profile in the game. Or press the button.
       *[wos] Write your player ID here, and the bot redeems every gift code for you: `12345678`, or `12345678 245` with your state. You find the ID in your profile in the game. Or press the button.
    }
ids-card-button-only = Press the button and type your player ID, and the bot redeems every gift code for you. You find the ID in your profile in the game.
ids-button-enroll = Enroll my account
ids-too-many = Nobody was enrolled: please write at most { $most } accounts in one message.
ids-no-state =
    { $title ->
        [kingshot] Please write your kingdom behind the player ID, such as `12345678 245`: the game needs to know where { $id } lives.
       *[wos] Please write your state behind the player ID, such as `12345678 245`: the game needs to know where { $id } lives.
    }
ids-partly = Enrolled: { $done } of { $count }.

audit-ids-on = had player IDs read in { $channel }
audit-ids-off = had player IDs read no more in { $channel }
audit-ids-card = posted the card for players in { $channel }
