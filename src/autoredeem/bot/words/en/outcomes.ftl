### What the game's answers are called, and what to do about each; how runs end; how codes are.
###
### One id for each member of an enumeration: key_of("outcome", Outcome.USED_UP) gives it.

outcome-redeemed = redeemed
    .advice = Nothing to do: the gift is in the game’s mail.
outcome-already-redeemed = had it already
    .advice = Nothing to do: this code was redeemed before.
outcome-same-type-redeemed = already got a similar gift
    .advice = Nothing to do: the game gives only one gift of this kind.
outcome-expired = code expired
    .advice = The time for this code is over.
outcome-no-such-code = no such code
    .advice = The game doesn’t know this code. Check the spelling: capital and small letters matter.
outcome-used-up = code used up
    .advice = This code was for a limited number of players.
outcome-level-too-low = level too low
    .advice = After a level-up, press “{ button-retry-failed }”.
outcome-spending-too-low = needs in-game purchases
    .advice = Only players who have bought something in the game can get this one.
outcome-player-throttled = tried too often
    .advice = The game wants a longer break. Press “{ button-retry-failed }” later.
outcome-try-again = the game said “later”
    .advice = The game was busy. Press “{ button-retry-failed }” later.
outcome-wrong-state =
    { $title ->
        [kingshot] wrong kingdom
       *[wos] wrong state
    }
    .advice =
        { $title ->
            [kingshot] If they all live in the same one, press “{ button-set-states }”; otherwise correct each with { $command-members-edit }. Then the bot tries again by itself.
           *[wos] If they all live in the same one, press “{ button-set-states }”; otherwise correct each with { $command-members-edit }. Then the bot tries again by itself.
        }
outcome-no-such-player = no such player
    .advice = Press “{ button-copy-ids }” and check them. Remove the wrong ones with { $command-members-remove }, and add the right ones with { $command-members-add }.
outcome-wrong-salt = wrong setting
    .advice = The operator has to correct a setting of the bot. Nothing is lost.
outcome-throttled = the game asked for a break
    .advice = Nothing to do: the bot goes on by itself.
outcome-unreachable = the game isn’t answering
    .advice = Nothing to do: the bot tries again by itself.
outcome-unknown = unknown answer
    .advice = The bot doesn’t know this answer yet. Press “{ button-retry-failed }” later. If that doesn’t help, tell the bot’s operator.
outcome-refused-at-the-door = the game turns the bot away
    .advice = Nothing to do: the bot tries again by itself. If this goes on for hours, tell the bot’s operator.
outcome-no-state =
    { $title ->
        [kingshot] no kingdom
       *[wos] no state
    }
    .advice =
        { $title ->
            [kingshot] The game needs it too. Press “{ button-set-states }”.
           *[wos] The game needs it too. Press “{ button-set-states }”.
        }

# One line of a summary; $reason is one of the names above.
outcome-group =
    { $count ->
        [one] { $count } member: { $reason }
       *[other] { $count } members: { $reason }
    }

## Why a run is over

end-complete = Done
    .advice = The game answered for everyone.
end-dead-code = The code does not work
    .advice = The bot stopped at once. Nobody has to do anything.
end-stopped = Stopped
    .advice = Press “{ button-go-on }” to go on with the rest.
end-halted = Paused
    .advice = The operator has to correct a setting of the bot. Then it goes on with the rest.
end-taken = Moved
    .advice = Another part of the bot goes on with it. Nothing to do.
end-waiting = Not active yet
    .advice = The bot asks again by itself. There is nothing to do.
end-reissued = Issued again
    .advice = The bot goes on with the new gift for everyone.

## How a code is

life-untried = not tried yet
life-alive = works
life-dead = does not work

## Who may enroll whom

enrolling-self = players only themselves
    .description = Players enroll their own accounts. Managers can’t enroll others.
enrolling-managers = managers only
    .description = Only managers enroll accounts.
enrolling-both = players and managers
    .description = Players enroll their own accounts, managers any account.
