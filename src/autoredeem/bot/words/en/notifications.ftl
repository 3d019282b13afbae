### What people are told of accounts that get no gift codes until somebody mends them.

## In the channel for results, and in direct messages

notify-title = An account of yours needs you
notify-wrong = The game doesn’t know this account by the player ID and the { word-state } that it is enrolled with: one of the two is wrong. Until it is corrected, it gets no gift codes.
notify-risen = This account’s level has risen: gift codes that it was too low for can be tried again. Open { $command-me }.
notify-direct = On { $server }, this concerns { $accounts }.
notify-direct-how = Go to the server and use /{ command-me } there. There you can also choose how the bot tells you.
notify-button-mend = Correct my account
notify-button-way = How to tell me
notify-button-open = Go to the server

## To managers, one line

notify-managers-title =
    { $count ->
        [one] { $count } member needs attention
       *[other] { $count } members need attention
    }
notify-managers = The game doesn’t know them by their player ID and { word-state }, and nobody here has claimed their accounts: only a manager can correct them.
notify-button-show = Show them

## How a person wants to be told

contact-title = How to tell you
contact-about = The bot tells you when an account of yours gets no gift codes and only you can change that: once for each reason, and at most once a day.
contact-now-channel = Now: the bot mentions you in this server’s channel for results.
contact-now-direct = Now: the bot sends you a direct message.
contact-now-nothing = Now: the bot tells you nothing.
contact-now-refused = Discord didn’t let the bot send you a direct message, so it tells you nothing. Allow direct messages from this server and choose again, or choose another way.
contact-button-channel = Mention me here
contact-button-direct = Direct message
contact-button-nothing = Tell me nothing

## Correcting an account of one’s own

mend-title = Correct an account
mend-intro = The game doesn’t know these accounts by the player ID and the { word-state } that stand here: one of the two is wrong. Correct it, and the bot goes on by itself.
mend-line = { $account }: { $why }
# $id is a player ID.
mend-button = Correct { $id }
mend-old-gone = { $id } was a mistake, so it is unenrolled.
mend-old-stays = { $id } stays enrolled, because managers added it. Unenroll it yourself with { $command-unenroll }, or ask a manager.
