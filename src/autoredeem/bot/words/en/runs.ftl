### Runs: progress, summaries, stopping and going on.

runs-title = Runs
runs-title-of = Code { $code }
runs-hint = Open a run
runs-unknown = There is no run of { $code } on this server. Redeem it with { $command-redeem }.

runs-stage-waits = waiting for its turn
runs-stage-under-way = under way
runs-stage-rests = waiting for the code to become active
runs-stage-stopped = stopped
runs-stage-done = done
runs-stage-dead = the code does not work
runs-dead = does not work: { $reason }
runs-dead-line = This code does not work: { $reason }. { $advice }

# Codes that are asked about later. $when is when, as Discord says it.
runs-doubt =
    { $why ->
        [silent] no clear answer yet, asked again { $when }
       *[absent] not active yet, asked again { $when }
    }
    .again = being tried again
runs-doubt-line =
    { $why ->
        [silent] The game doesn’t say yet whether this code works. The bot asks again { $when }; there is nothing to do.
       *[absent] This code isn’t active yet: codes are often announced before they work. The bot asks again { $when }; there is nothing to do.
    }
    .again = This code is being tried again. There is nothing to do.

# Parts of one line about a run.
runs-have = { $have } of { $members } have it
runs-failed = failed: { $count }
runs-no-state =
    { $title ->
        [kingshot] no kingdom: { $count }
       *[wos] no state: { $count }
    }
runs-estimate = expected to finish { $when }
runs-dead-asked = asked { $asked }, not worth asking { $rest }
runs-another-game = Perhaps IDs of another game
    .advice = Not one of them was found. This server plays { title-name }: are these IDs from there?

# A summary; the groups of those who don't have it are in outcomes.ftl.
runs-field-settled = Who has it
runs-field-others = Who doesn’t have it
runs-redeemed = Redeemed now: { $count }
runs-had-it = Had it before: { $count }
runs-to-ask = still waiting
    .advice = Nothing to do: the bot takes them one after the other.
runs-not-asked = not tried yet
    .advice = Press “{ button-go-on }” to go on with them.
runs-field-check = The check failed
runs-check-failed = The bot couldn’t look up who has the code already. To be safe it tries everyone; nobody gets anything twice.

runs-trouble-halted = Paused: the operator has to correct a setting of the bot. Nothing is lost.
runs-trouble-another = Another part of the bot is working on this, so it’s not known here how long it takes.
runs-trouble-store = Paused: the bot can’t reach its data. It goes on by itself.
runs-trouble-waits = Paused: { $reason }. Next try: { $when }.
runs-trouble-waits-long = Paused: { $reason }. The bot keeps trying by itself.
runs-trouble-not-recorded =
    { $count ->
        [one] { $count } answer of the game is not saved yet. The bot goes on when it is.
       *[other] { $count } answers of the game are not saved yet. The bot goes on when they are.
    }

audit-run-stopped = stopped { $code }
audit-run-went-on = went on with { $code }
