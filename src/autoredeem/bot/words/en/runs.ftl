### Runs: progress, summaries, stopping and going on.

runs-title = Runs
runs-title-of = Code { $code }
runs-hint = Open a run
runs-unknown = There is no run of { $code } on this server. Redeem it with /{ command-redeem }.

runs-stage-waits = waits for its turn
runs-stage-under-way = under way
runs-stage-stopped = stopped
runs-stage-done = done
runs-stage-dead = the code does not work
runs-dead = does not work: { $reason }
runs-dead-line = This code does not work: { $reason }. { $advice }

# Parts of one line about a run.
runs-have = { $have } of { $members } have it
runs-failed = failed: { $count }
runs-no-state =
    { $title ->
        [kingshot] no kingdom: { $count }
       *[wos] no state: { $count }
    }
runs-estimate = about { $time } left

# A summary; the groups of those who don't have it are in outcomes.ftl.
runs-field-settled = Who has it
runs-field-others = Who does not have it
runs-redeemed = Redeemed now: { $count }
runs-had-it = Had it before: { $count }
runs-to-ask = still to be asked
    .advice = Nothing to do: the bot asks them one after the other.
runs-not-asked = not asked yet
    .advice = Press “{ button-go-on }” to go on with them.
runs-never-asked = not asked
runs-field-check = The check failed
runs-check-failed = The bot could not look up who has the code already. To be safe it asks everybody; whoever has it gets nothing twice.

runs-trouble-halted = Nobody is asked now: the operator has to correct a setting of the bot. Nothing is lost.
runs-trouble-another = Another part of the bot is at work on this: how long it takes is not known here.
runs-trouble-store = Nobody is asked now: the bot can’t reach its data. It goes on by itself.
runs-trouble-waits = Nobody is asked now ({ $reason }). The bot goes on in about { $time }.
runs-trouble-waits-long = Nobody is asked now ({ $reason }). The bot tries again by itself.
runs-trouble-not-recorded =
    { $count ->
        [one] { $count } answer of the game is not saved yet. The bot goes on when it is.
       *[other] { $count } answers of the game are not saved yet. The bot goes on when they are.
    }

audit-run-stopped = stopped { $code }
audit-run-went-on = went on with { $code }
