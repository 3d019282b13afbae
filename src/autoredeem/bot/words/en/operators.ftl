### The operator's page: how the whole bot is doing.

button-operator = For the operator
operator-title = The operator’s page
operator-version = Version: { $version }
operator-latency = Latency to Discord: { $count } ms
operator-fine = All is well.
operator-store-silent = The store does not answer just now.
operator-sends = This process sends, { $count } requests a minute at the most.
operator-watches = This process does not send: another does, or none yet.
operator-runs = Runs worked on here: { $count }
operator-not-recorded = Answers of the game not saved yet: { $count }
operator-set-up = Servers set up: { $count }
operator-on = With auto-redeem on: { $count }
operator-left = Servers that removed the bot: { $count }
