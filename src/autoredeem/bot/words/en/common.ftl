### What every feature says: names, buttons, errors, times.
###
### How to add a message
###  1. Write it in en/FEATURE.ftl, then the same id in ru/FEATURE.ftl and ar/FEATURE.ftl. The id
###     begins with the feature's name (members-added). Tests name what is missing or differs.
###  2. Placeholders, { $count }, are the same in every language. { $title } (wos or kingshot) is
###     always given: choose with { $title -> [kingshot] … *[wos] … }.
###  3. Counts are numbers and choose their plural: en has one and other; ru one (1, 21, 31 …), few
###     (2 to 4, 22 …) and many; ar zero, one, two, few (3 to 10), many (11 to 99) and other. Where
###     a form is for more than one number, it names the number.
###  4. Whatever people typed is given through say.name(), ids, states and codes through say.code(),
###     durations through say.duration(), times through moment(): never as a bare number or text.
###  5. Commands and buttons are named by reference, { $command-members-add } or “{ button-stop }”, so
###     that they are called here as they are there. Such a command can be tapped. Where Discord draws
###     no markdown (a title, a button), or none of our commands (a direct message), it is written
###     /{ command-members } { command-members-add }.
###  6. Messages whose id begins with word- are helps for grammar: each language has those it needs.
###  7. A link with a placeable in it breaks in languages that run from right to left: use a button.
###
### How to add a language: a folder like this one, its tag in LANGUAGES (language.py) and Discord's
### locales for it in LOCALES (commands.py). The tests name what is missing.
###
### Write short, plain, friendly sentences: say what happened, to how many, and what to do about it.

language-name = English

## The games

title-wos = Whiteout Survival
title-kingshot = Kingshot
title-name =
    { $title ->
        [kingshot] { title-kingshot }
       *[wos] { title-wos }
    }

word-state =
    { $title ->
        [kingshot] kingdom
       *[wos] state
    }
word-State =
    { $title ->
        [kingshot] Kingdom
       *[wos] State
    }

## Small words

on = on
off = off
name-empty = (no name)
list-comma = { ", " }
list-and-more = { $items } and { $count } more
list-more = … and { $count } more
page = Page { $page } of { $pages }

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-hours-minutes =
    { $minutes ->
        [0] { $hours } h
       *[other] { $hours } h { $minutes } min
    }
duration-days-hours =
    { $hours ->
        [0] { $days } d
       *[other] { $days } d { $hours } h
    }
duration-long = more than 100 days

## Buttons

button-back = Back
button-refresh = Refresh
button-next = Next
button-previous = Previous
button-search = Search
button-cancel = Cancel
button-add = Add
button-edit = Edit
button-remove = Remove
button-remove-yes = Yes, remove
button-import = Import
button-choose-file = Choose a file
button-export = Export
button-settings = Settings
button-members = Members
button-codes = Codes
button-runs = Runs
button-history = History
button-redeem-now = Redeem now
button-stop = Stop
button-go-on = Go on
button-retry-failed = Try again
button-set-states =
    { $title ->
        [kingshot] Set the kingdom of these
       *[wos] Set the state of these
    }
button-copy-ids = Copy the IDs
button-of-code = { $label }: { $code }
button-what-to-do = { $code }: what to do
button-page = Official redemption page
button-yes-change = Yes, change
button-share = Share
button-unenroll = Unenroll me
button-my-accounts = My accounts
button-claims = Claimed accounts
button-block-list = Block list
button-undo-claim = Undo the claim

## When something can't be done

error-title = That did not work
error-input = This could not be read. Please check what you typed.
error-took-too-long = This took too long and was stopped. Please try again in a minute.
error-too-fast = That was a lot in a short time. Please wait a few seconds, then go on.
still-waiting = ⏳ The bot’s data is slow to answer, so this may take a minute. The answer will appear right here.
only-managers = Only for managers
only-operators = Only for the operator
error-needs-manager = You need the permission “Manage Server” for this.
error-needs-manager-or-role = You need the permission “Manage Server” or the role { $role } for this.
not-served = The bot does not work for this server
error-blocked = The people who run this bot have blocked this server: no codes are redeemed for it. If that is a mistake, its managers can ask them. Your own data can still be seen and deleted.
error-not-allowed = This bot is private: the people who run it have to allow this server first. Its ID: { $id }
error-needs-operator = This is only for the people who run the bot.
error-not-set-up = The bot is not set up on this server yet. Someone with the permission “Manage Server” can do it in a minute: { $command-autoredeem }
error-not-played = This server does not play { $game }. Its managers can add the game in the settings: { $command-autoredeem }
which-game = Which game?
    .text = This server plays several, and it could be either. Choose one, and it goes on. Commands have the option “{ option-game }”, too.
error-not-in-server = Please use this on a Discord server. It doesn’t work in direct messages.
error-wrong-id = { $text } is not a player ID. A player ID is a number, such as 12345678. In the game, tap your picture to see yours.
error-wrong-state =
    { $title ->
        [kingshot] { $text } is not a kingdom. A kingdom is a number, such as 245.
       *[wos] { $text } is not a state. A state is a number, such as 245.
    }
error-wrong-code = { $text } is not a gift code. A code has 1 to 64 letters (A–Z), digits, - and _, without spaces.
error-store = The bot can’t reach its data right now. Nothing was changed. Please try again in a minute.
error-unexpected = Sorry, something went wrong in the bot. If it happens again, tell the operator this number: { $reference }
error-old-message = This message is too old or incomplete. Please open a new one: { $command-autoredeem }
error-quota-members = Member limit reached ({ $most }). Remove some members first, or ask the bot’s operator for more room.
error-quota-codes = Daily limit reached ({ $most }). Please try again tomorrow.

## Nothing here yet

none-members = There are no members yet. Add some with { $command-members-add }, or let players enroll themselves with { $command-enroll }.
none-codes = There are no gift codes yet. Add one with { $command-codes-add }.
none-runs = Nothing is going on. The bot starts by itself when there is a new gift code.
none-redemptions = No gift codes have been redeemed yet.
none-accounts = You have no accounts here yet. Add one with { $command-enroll }.
none-found = Nothing found for { $search }.
