### What the game's answers are called, and what to do about each; how runs end; how codes are.
###
### One id for each member of an enumeration: key_of("outcome", Outcome.USED_UP) gives it.

outcome-redeemed = redeemed
    .advice = Nothing to do: the gift is in the game’s mail.
outcome-already-redeemed = had it already
    .advice = Nothing to do: this code was redeemed before.
outcome-same-type-redeemed = had one of the same kind
    .advice = Nothing to do: the game gives only one gift of this kind.
outcome-expired = code expired
    .advice = The time for this code is over.
outcome-no-such-code = no such code
    .advice = The game does not know this code. Check the spelling: capital and small letters count.
outcome-used-up = code used up
    .advice = This code was for a limited number of players.
outcome-level-too-low = level too low
    .advice = After a level-up, press “{ button-retry-failed }”.
outcome-spending-too-low = not enough bought
    .advice = This code is only for players who have bought something in the game.
outcome-player-throttled = asked too often
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
            [kingshot] Correct the kingdom with /{ command-members } { command-members-edit }, then press “{ button-retry-failed }”.
           *[wos] Correct the state with /{ command-members } { command-members-edit }, then press “{ button-retry-failed }”.
        }
outcome-no-such-player = no such player
    .advice = Check the player ID. If it is wrong, remove it and add the right one.
outcome-wrong-salt = wrong setting
    .advice = The operator has to correct a setting of the bot. Nothing is lost.
outcome-throttled = the bot has to wait
    .advice = Nothing to do: the bot goes on by itself.
outcome-unreachable = the game did not answer
    .advice = Nothing to do: the bot tries again by itself.
outcome-unknown = unknown answer
    .advice = The bot does not know this answer yet. Press “{ button-retry-failed }” later. If it does not help, tell the operator.
outcome-refused-at-the-door = the game turns the bot away
    .advice = Nothing to do: the bot tries again by itself. If this goes on for hours, tell the operator.
outcome-no-state =
    { $title ->
        [kingshot] no kingdom
       *[wos] no state
    }
    .advice =
        { $title ->
            [kingshot] The game wants the kingdom too. Set it for all with /{ command-members } { command-members-state }.
           *[wos] The game wants the state too. Set it for all with /{ command-members } { command-members-state }.
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
    .advice = Press “{ button-go-on }” to go on with those who are left.
end-halted = Paused
    .advice = The operator has to correct a setting of the bot. It goes on with those who are left after that.
end-taken = Moved
    .advice = Another part of the bot goes on with it. Nothing to do.

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
