### The operator's page: how the whole bot is doing.

button-operator = For the operator
operator-title = The operator’s page
operator-version = Version: { $version }
operator-latency = Latency to Discord: { $count } ms
operator-fine = All is well.
operator-store-silent = The store isn’t answering.
operator-sends = This process talks to the game: at most { $count } requests a minute.
operator-watches = This process is watching: another one talks to the game, or none yet.
operator-runs = Runs in progress here: { $count }
operator-not-recorded = Answers of the game not saved yet: { $count }
operator-set-up = Servers set up: { $count }
operator-on = With auto-redeem on: { $count }
operator-left = Servers that removed the bot: { $count }
operator-feeds-title = Feeds: { title-name }
operator-feeds-none = No feeds: codes don’t come by themselves. The setting AUTOREDEEM_FEED_PRESETS switches public ones on.
operator-feed = Feed { $feed } ({ $owner }), asked every { $time } at most
operator-feed-not-here = Another process asks it, or none yet.
operator-feed-good =
    { $count ->
        [one] Last good answer: { $when }, with { $count } entry
       *[other] Last good answer: { $when }, with { $count } entries
    }
operator-feed-failing = It doesn’t answer as it should. “autoredeem doctor” on the bot’s computer says why.
operator-feed-silent = No new code for 14 days.
operator-feed-flooded = Too many new codes at once: 50 an hour are taken.

## What servers spend, and what can be done about one.

operator-button-guilds = Servers
operator-guilds-title = Servers by requests to the game
operator-guilds-hint = Choose a server
operator-guilds-none = No requests in the last 7 days.
operator-guild-line = { $server } · today: { $today } · in 7 days: { $week }
operator-guild-blocked = blocked
operator-button-find = Find by ID
operator-form-guild-title = Find a server
operator-form-guild-label = Server ID
operator-no-guild = No server with this ID is known here: { $id }
operator-guild-title = Server: { $server }
operator-guild-id = ID: { $id }
operator-guild-blocked-at = Blocked { $when }: nothing is redeemed for it.
operator-guild-gone = The bot isn’t on this server.
operator-guild-members = Members: { $count }
operator-guild-day = { $day } · requests: { $count }
operator-button-block = Block
operator-button-unblock = Unblock
operator-button-leave = Leave the server
operator-leave-sure = The bot leaves this server: its runs stop at once, and its data is deleted after 30 days. Somebody there can invite the bot again, unless you block the server first.
operator-leave-done = The bot has left this server.
