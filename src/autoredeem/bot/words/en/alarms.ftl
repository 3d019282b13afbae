### Direct messages to the operators of the bot: what needs them.

alarm-title = The bot needs you: { title-name }
alarm-title-over = All is well again: { title-name }
alarm-halted = Nothing is sent to the game any more: it refuses the signature, so the salt is wrong. Set { $setting } to the right one, then start the program again. Nothing is lost: open runs go on then.
alarm-silent = The game has not answered as it should for { $time } ({ $reason }). The bot asks again by itself, at least every 15 minutes, and nothing is lost. If the game works in a browser, look into the log of the bot.
alarm-refused = The game has turned the bot away at the door for { $time }: it blocks the internet address of the bot’s computer, or wants a captcha solved, which the bot never does. The bot tries again by itself, at least every 15 minutes, and nothing is lost. If it goes on for hours, run “autoredeem doctor” on that computer: it says what you can do.
alarm-silent-over = The game answers again, after { $time }. Open runs go on.
alarm-not-recorded =
    { $count ->
        [one] { $count } answer of the game could not be saved for { $time }: the store does not take it.
       *[other] { $count } answers of the game could not be saved for { $time }: the store does not take them.
    } Look after the store, and let the program run until then: what it keeps in memory is saved as soon as that is possible.
alarm-not-recorded-over = The store takes the game’s answers again, after { $time }. All are saved.
