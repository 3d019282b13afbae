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
