### Members who need somebody: a wrong state, none at all, or an ID that the game does not know.

## On the panel and in the list of members

needs-count-wrong-state =
    { $title ->
        [kingshot] ⚠️ Wrong kingdom: { $count }. The game refuses it.
       *[wos] ⚠️ Wrong state: { $count }. The game refuses it.
    }
needs-count-no-state =
    { $title ->
        [kingshot] ⚠️ Without a kingdom: { $count }. The game needs it.
       *[wos] ⚠️ Without a state: { $count }. The game needs it.
    }
needs-count-no-such-player = ⚠️ Unknown players: { $count }. The game doesn’t know the ID.
hint-needs = Members who need something
button-needs-wrong-state =
    { $title ->
        [kingshot] Wrong kingdoms
       *[wos] Wrong states
    }
button-needs-no-state =
    { $title ->
        [kingshot] Without a kingdom
       *[wos] Without a state
    }
button-needs-no-such-player = Unknown players

## The lists

needs-title-wrong-state =
    { $title ->
        [kingshot] Wrong kingdoms: { $count }
       *[wos] Wrong states: { $count }
    }
needs-title-no-state =
    { $title ->
        [kingshot] Without a kingdom: { $count }
       *[wos] Without a state: { $count }
    }
needs-title-no-such-player = Unknown players: { $count }
needs-why-wrong-state =
    { $title ->
        [kingshot] The game doesn’t know these players in this kingdom: the kingdom is wrong, or the player ID. Until that’s mended they get no gift codes.
       *[wos] The game doesn’t know these players in this state: the state is wrong, or the player ID. Until that’s mended they get no gift codes.
    }
needs-why-no-state =
    { $title ->
        [kingshot] The game needs the kingdom too. Without it these members get no gift codes.
       *[wos] The game needs the state too. Without it these members get no gift codes.
    }
needs-why-no-such-player = The game says that these players don’t exist. Check the player IDs; remove the wrong ones, and add the right ones with { $command-members-add }.
needs-nobody = Nobody is left in this list. Nothing to do.
hint-needs-states =
    { $title ->
        [kingshot] Set the kingdom of some of these
       *[wos] Set the state of some of these
    }
button-needs-states-page = Only those on this page
button-needs-ask = Ask them
button-needs-search = Search
button-needs-remove = Remove these
needs-ids-file = Player IDs in the file: { $count }

## Setting states

form-needs-title =
    { $title ->
        [kingshot] Set kingdoms
       *[wos] Set states
    }
form-needs-ids = Only these players (empty: all of them)
form-needs-ids-chosen = Players
form-needs-ids-hint =
    { $title ->
        [kingshot] A player ID on each line; behind it the kingdom, if they differ
       *[wos] A player ID on each line; behind it the state, if they differ
    }
needs-no-state-given =
    { $title ->
        [kingshot] Nothing was changed: there is no kingdom for some of these players ({ $count }). Write it behind each ID, or type one for all.
       *[wos] Nothing was changed: there is no state for some of these players ({ $count }). Write it behind each ID, or type one for all.
    }
needs-page-changed = Nothing was changed: this page shows others by now. Please look at the list again.
needs-tried-again = The bot is trying again, with every code that’s out.
needs-nothing-set = Nothing was changed.
needs-refused-too =
    { $title ->
        [kingshot] ⚠️ The game has refused this kingdom before ({ $count }): { $ids }
       *[wos] ⚠️ The game has refused this state before ({ $count }): { $ids }
    }

## Asking the players

needs-ask-title = Ask the players?
needs-ask-how =
    { $title ->
        [kingshot] One message in a channel names all accounts whose kingdom or ID has to be mended ({ $count }), with a button to enter the kingdom.
       *[wos] One message in a channel names all accounts whose state or ID has to be mended ({ $count }), with a button to enter the state.
    }
needs-ask-mentions = Owners who are known and are mentioned: { $count }
needs-ask-where = Channel: { $channel }
needs-ask-choose = Choose a channel.
needs-ask-managers-only = On this server, only managers enroll accounts, so players can’t answer. You can change that in the settings: { $command-autoredeem }
needs-asked-lately = They were asked in the last 24 hours. Once a day is the most.
needs-asked = Asked in { $channel }: accounts named there: { $count }
needs-channel-gone = { $channel } is gone, or takes no messages. Nobody was asked; choose another channel.
needs-channel-forbidden = The bot may not write in { $channel }. Nobody was asked. Let it view the channel, send messages and embed links there, or choose another.
hint-needs-channel = The channel in which to ask
button-needs-ask-yes = Ask now

# What the channel reads.
needs-message-title = Gift codes are waiting for you ({ $count })
needs-message =
    { $title ->
        [kingshot] The game refuses these accounts, or their kingdom is missing: they get no gift codes. Is one of them yours? Press “{ button-needs-answer }”, and check the player ID as well.
       *[wos] The game refuses these accounts, or their state is missing: they get no gift codes. Is one of them yours? Press “{ button-needs-answer }”, and check the player ID as well.
    }
needs-account = { $name } · { $id }
button-needs-answer =
    { $title ->
        [kingshot] Enter my kingdom
       *[wos] Enter my state
    }

## Searching

needs-search-title =
    { $title ->
        [kingshot] Search for the right kingdoms
       *[wos] Search for the right states
    }
needs-search-how =
    { $title ->
        [kingshot] The bot asks the game for each player in the likely kingdoms. A right guess redeems a code at once. Players: { $count }
       *[wos] The bot asks the game for each player in the likely states. A right guess redeems a code at once. Players: { $count }
    }
needs-search-cost = It takes { $count } requests at most, { $share } % of what the bot may send, for about { $time }. Codes go first.
needs-search-span =
    { $title ->
        [kingshot]
            { $count ->
                [0] Only likely kingdoms are tried.
                [one] Kingdoms up to { $count } above and below the likely ones are tried, too.
               *[other] Kingdoms up to { $count } above and below the likely ones are tried, too.
            }
       *[wos]
            { $count ->
                [0] Only likely states are tried.
                [one] States up to { $count } above and below the likely ones are tried, too.
               *[other] States up to { $count } above and below the likely ones are tried, too.
            }
    }
needs-search-last = The last search found { $found } of { $count }.
needs-search-done = Done: { $done } of { $count }
needs-search-found = Found: { $count }
needs-search-asked = Requests: { $count }
needs-search-paused = It pauses while codes are being redeemed, and goes on by itself.
needs-search-stopped = The search is over. What it found stays.
button-needs-search-yes = Start the search
button-needs-wider = Search wider
form-needs-span-title = Search wider
form-needs-span =
    { $title ->
        [kingshot] Kingdoms above and below (1 to { $most })
       *[wos] States above and below (1 to { $most })
    }
needs-wrong-span = { $text } isn’t a number from 1 to { $most }. Nothing was started.

## In the audit trail, after who did it

audit-needs-states =
    { $title ->
        [kingshot]
            { $count ->
                [one] set the kingdom of { $count } member: { $states }
               *[other] set the kingdom of { $count } members: { $states }
            }
       *[wos]
            { $count ->
                [one] set the state of { $count } member: { $states }
               *[other] set the state of { $count } members: { $states }
            }
    }
audit-needs-asked =
    { $count ->
        [one] asked about { $count } account in { $channel }
       *[other] asked about { $count } accounts in { $channel }
    }
audit-needs-searched =
    { $title ->
        [kingshot]
            { $count ->
                [one] started to search for the kingdom of { $count } member (± { $span })
               *[other] started to search for the kingdoms of { $count } members (± { $span })
            }
       *[wos]
            { $count ->
                [one] started to search for the state of { $count } member (± { $span })
               *[other] started to search for the states of { $count } members (± { $span })
            }
    }
audit-needs-search-stopped =
    { $title ->
        [kingshot] stopped the search for kingdoms (found: { $count })
       *[wos] stopped the search for states (found: { $count })
    }
