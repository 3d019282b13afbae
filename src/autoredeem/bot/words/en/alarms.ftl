### Direct messages to the operators of the bot: what needs them.

alarm-title = The bot needs you: { title-name }
alarm-title-over = All is well again: { title-name }
alarm-halted = Paused: the game refuses the bot’s signature, so the salt is wrong. Set { $setting } to the right one, then start the program again. Nothing is lost: open runs go on then.
alarm-silent = The game stopped answering as it should { $when } ({ $reason }). The bot keeps trying by itself, at least every 15 minutes, and nothing is lost. If the game works in a browser, look at the bot’s log.
alarm-refused = The game began to turn the bot away at the door { $when }: it blocks the internet address of the bot’s computer, or wants a captcha solved, which the bot never does. The bot keeps trying by itself, at least every 15 minutes, and nothing is lost. If it goes on for hours, run “autoredeem doctor” on that computer: it says what you can do.
alarm-silent-over = The game answers again, after { $time }. Open runs go on.
alarm-not-recorded =
    { $count ->
        [one] The store stopped taking the game’s answers { $when }: { $count } answer is waiting to be saved.
       *[other] The store stopped taking the game’s answers { $when }: { $count } answers are waiting to be saved.
    } Look after the store, and keep the program running until then: what it holds in memory is saved as soon as possible.
alarm-not-recorded-over = The store takes the game’s answers again, after { $time }. All of them are saved.
alarm-feed-failing = The feed { $feed } hasn’t answered as it should for a day. The bot keeps asking by itself, less and less often. Codes from everywhere else go on as before. “autoredeem doctor” on the bot’s computer says what is wrong.
alarm-feed-failing-over = The feed { $feed } answers again.
alarm-feed-silent = The feed { $feed } hasn’t had a new code for 14 days. Look whether it is still cared for, or switch another one on.
alarm-feed-silent-over = The feed { $feed } has a new code again.
alarm-feed-flooded = The feed { $feed } lists very many new codes at once. The bot takes 50 an hour; the others wait. If they are no real codes, switch the feed off.
alarm-feed-flooded-over = The feed { $feed } lists no more codes than the bot takes.
