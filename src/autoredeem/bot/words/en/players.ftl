### What players do for themselves: enrolling, their accounts, their data.

## Their accounts

players-title = Your accounts
players-account-title = Your account
players-which = Which account?
players-named = { $name } ({ $id })
players-state = { word-state } { $state }
players-no-state = { word-state } not known
players-level =
    { $title ->
        [kingshot] Town Center { $level }
       *[wos] furnace { $level }
    }
players-not-yours = { $id } isn’t one of your accounts on this server. See yours with { $command-me }.

players-button-data = My data
players-button-another = Enroll an account
players-button-another-in = { players-button-another }: { $game }
players-button-enter =
    { $title ->
        [kingshot] Enter the kingdom
       *[wos] Enter the state
    }
players-button-state =
    { $title ->
        [kingshot] Change the kingdom
       *[wos] Change the state
    }

## What became of each code: $outcome is what the game’s answer is called, $when a time

players-waits = { $code }: waiting for its turn
players-got = { $code }: { $outcome }, { $when }
players-failed = { $code }: { $outcome }, { $when }. { $advice }
players-answer = The game said: { $text }
players-advice-level = After a level-up, press “{ players-button-retry }”.
players-advice-state = Press “{ players-button-state }”; then the bot tries again by itself.
players-advice-player = Check the player ID. If it’s wrong, press “{ notify-button-mend }”.
players-advice-code = The game doesn’t know this code. Nothing to do.
players-advice-later = The game was busy. Press “{ players-button-retry }” later.
players-advice-unknown = The bot doesn’t know this answer yet. Press “{ players-button-retry }” later.
players-advice-no-state = The game needs the { word-state } too. Without it this account gets no gift codes: press “{ players-button-enter }”.

## All accounts at a glance, and what a person does with one of them

players-glance =
    ✅ redeemed · ❌ failed · ⏳ waiting
    The latest codes, newest first: { $codes }
players-button-account = This account
players-button-name = Name it
players-button-retry = Try again
players-retry-title = Trying again
players-retried =
    { $count ->
        [one] { $count } gift code is tried again for this account. See what came of it with { $command-me }.
       *[other] { $count } gift codes are tried again for this account. See what came of them with { $command-me }.
    }
players-retry-running =
    { $count ->
        [one] This server is not done with { $count } gift code yet. Try again once it is.
       *[other] This server is not done with { $count } gift codes yet. Try again once it is.
    }
players-retry-none = There is nothing to try again for this account just now.
players-retry-later = The game has answered only a little while ago. You can try again { $when }.
players-form-name-title = Name an account
players-form-name = Name
players-name-empty = That name has no characters that can be shown. Please choose another one.
players-named-title = Named

## Enrolling

players-enrolled-title = Enrolled
players-enrolled-before-title = Already enrolled
players-as-before = Nothing has changed.
players-opt-out-lifted = It was on your block list here. It isn’t any more.
players-proof-refused-title = Enrolled, but please check
players-proof-known =
    { $title ->
        [kingshot] The game knows { $id } in kingdom { $state }.
       *[wos] The game knows { $id } in state { $state }.
    }
players-proof-refused =
    { $title ->
        [kingshot] The game knows no player { $id } in kingdom { $state }: one of the two is wrong.
       *[wos] The game knows no player { $id } in state { $state }: one of the two is wrong.
    }
players-proof-later = The bot will check this account with the game when it redeems the next code.
players-proof-name = By a list of players, { $id } is { $name }. If that isn’t you, the ID is wrong.
players-button-mend =
    { $title ->
        [kingshot] Correct ID and kingdom
       *[wos] Correct ID and state
    }
players-form-mend-title = Correct the account
players-switched-off = The bot isn’t redeeming codes on this server at the moment. A manager can switch it on: { $command-autoredeem }
players-redeeming =
    { $count ->
        [one] { $count } gift code is out: the bot is on it. New ones follow automatically. See what you got with { $command-me }.
       *[other] { $count } gift codes are out: the bot is on them. New ones follow automatically. See what you got with { $command-me }.
    }
players-no-codes = There is no gift code right now. You’ll get the next one automatically.
players-codes-not-opened = This is saved, but the bot couldn’t start on the codes that are out. Please press “{ players-button-again }” in a minute.
players-button-again = Try again
players-managers-only = On this server, only managers enroll accounts. Ask one of them, and give them your player ID.
players-none-managers-only = You have no accounts here yet. { players-managers-only }
players-someone-elses = { $id } belongs to someone else on this server. If it’s your account, a manager can help: they remove it, then you enroll it.
players-opt-out-stands = Someone put { $id } on the block list of this server. That person can take it off, with { $command-me } and “{ players-button-data }”; a manager can, if managers had added it.
players-too-many-claims =
    { $most ->
        [one] You have claimed { $most } account that managers added in the last 24 hours; more isn’t possible. Try again tomorrow, or ask a manager.
       *[other] You have claimed { $most } accounts that managers added in the last 24 hours; more aren’t possible. Try again tomorrow, or ask a manager.
    }
players-too-many-departures = Managers added this account, and today too many of theirs have left already. Nothing was changed. Press “{ players-button-never-again }” to ask the managers, or try again tomorrow.
players-state-of-managers =
    { $title ->
        [kingshot] The kingdom that managers typed stays for now. If it’s wrong, change it with { $command-me }.
       *[wos] The state that managers typed stays for now. If it’s wrong, change it with { $command-me }.
    }
players-too-many = Limit reached: you can have { $most ->
        [one] { $most } account
       *[other] { $most } accounts
    } on this server. Unenroll one first, or ask a manager to add more.
players-state-missing-title = One thing is missing
players-state-missing =
    { $title ->
        [kingshot] Which kingdom does { $id } live in? The game needs to know. It’s a number, such as 245.
       *[wos] Which state does { $id } live in? The game needs to know. It’s a number, such as 245.
    }
players-state-set =
    { $title ->
        [kingshot] Kingdom changed
       *[wos] State changed
    }

## Forms: the game is not known yet when they open

players-form-title = Enroll an account
players-form-id = Player ID
players-form-id-hint = A number, such as 12345678
players-form-state = State (in Kingshot: kingdom)
players-form-state-hint = A number, such as 245
players-form-state-usual = Leave it empty for the server’s default
players-form-state-title = State (in Kingshot: kingdom)

## Unenrolling

players-unenroll-title = Unenroll an account
players-unenroll-which = Which account should get no more gift codes?
players-unenroll-sure =
    This account will get no more gift codes here. Its name, { word-state } and level are deleted on this server.
    What stays: which codes the player ID got, without you.
    A manager could add it again. If you don’t want that, press “{ players-button-never-again }”.
players-button-unenroll = Yes, unenroll
players-button-never-again = Never again
players-unenrolled-title = Unenrolled
players-unenrolled = This account gets no more gift codes here. Which codes the player ID got stays known, without you. You can come back at any time: { $command-enroll }

## What is kept of them

players-data-title = What the bot knows about you
players-data-here =
    { $count ->
        [0] no accounts on this server
        [one] { $count } account on this server: player ID, name, { word-state }, level, and that it is yours
       *[other] { $count } accounts on this server: player IDs, names, { word-state }s, levels, and that they are yours
    }
players-accounts-here =
    { $count ->
        [one] { $count } account on this server
       *[other] { $count } accounts on this server
    }
players-accounts-elsewhere =
    { $accounts ->
        [one] { $accounts } account
       *[other] { $accounts } accounts
    } on { $servers ->
        [one] { $servers } other server
       *[other] { $servers } other servers
    }
players-data-opt-outs =
    { $count ->
        [one] { $count } account on your block list: nobody can enroll it on this server
       *[other] { $count } accounts on your block list: nobody can enroll them on this server
    }
players-data-audit = Your Discord ID in “who did what”; among the last actions here: { $count }
players-data-told = How you want to be told of accounts that get no codes, on each server, and when you were told
players-data-rest-name = Kept without you
players-data-rest = Which gift codes each player ID got. Nothing there says whose account it is.
players-button-forget = Delete my data
players-button-never = Never enroll me
players-button-never-mind = Block list

players-forget-title = Delete your data
players-forget-sure = The accounts that you added yourself will be unenrolled on all servers. This can’t be undone.
players-forget-opt-outs = You have accounts on your block list here. Afterwards only a manager can take them off, not you. If you may want to enroll again, press “{ players-button-never-mind }” first.
players-forget-removed = Will be deleted
players-forget-trail = Your Discord ID wherever it says who did what
players-forget-remains = What stays
players-remains-ledger = Which gift codes each player ID got, without you: so that nothing is redeemed twice
players-remains-opt-outs = Block lists, without you: from then on managers decide
players-remains-pseudonym = For 30 days a random mark where it says who did what: it only shows that it was the same person
players-remains-claimed =
    { $count ->
        [one] { $count } account that managers had added: it stays enrolled, without you. If you don’t want that, press “{ button-cancel }” and “{ players-button-never }” first.
       *[other] { $count } accounts that managers had added: they stay enrolled, without you. If you don’t want that, press “{ button-cancel }” and “{ players-button-never }” first.
    }
players-button-forget-yes = Yes, delete
players-forgotten-title = Deleted
players-forgotten =
    { $count ->
        [one] { $count } account was unenrolled. Your Discord ID is gone from who did what.
       *[other] { $count } accounts were unenrolled. Your Discord ID is gone from who did what.
    }

## Never to be enrolled

players-never-title = Never enroll me
players-never-sure = These accounts will be unenrolled and put on the block list: nobody can enroll them there again. You can take them off again, on each server; managers can, where they had added the account.
players-never-done = These accounts are unenrolled and on the block list. Nobody can enroll them there until you take them off. Managers can too, if they had added them; then you are told.
players-never-asked =
    { $count ->
        [one] { $count } account stays enrolled for now: managers had added it, and too many of theirs have left today. They are asked, and you are told what they decide.
       *[other] { $count } accounts stay enrolled for now: managers had added them, and too many of theirs have left today. They are asked, and you are told what they decide.
    }
players-waits-for-managers = waits for a manager’s decision
players-never-nothing = You have no accounts to block. If someone else enrolled yours, enroll it yourself first with { $command-enroll }, or ask a manager to remove it.
players-button-never-yes = Yes, never
players-opt-outs-title = Block list
players-opt-outs = Nobody can enroll these accounts on this server:
players-opt-outs-none = Your block list is empty on this server.
players-opt-outs-which = Which may be enrolled again?
players-button-never-mind-all = Take all off
players-opt-outs-taken-back =
    { $count ->
        [one] { $count } account is off the block list. It isn’t enrolled yet: do that with { $command-enroll }.
       *[other] { $count } accounts are off the block list. They aren’t enrolled yet: do that with { $command-enroll }.
    }

## Lines of the audit trail, after who did it

audit-claimed = claimed the account { $id }, which managers had added
audit-claim-returned = deleted all their data; { $id }, which they had claimed, stays
audit-claimed-unenrolled = unenrolled the account { $id }, which managers had added
audit-claimed-never = put the account { $id }, which managers had added, on the block list
audit-never-asked = asks to put the account { $id }, which managers had added, on the block list
audit-enrolled = enrolled their own account { $id }
audit-unenrolled = unenrolled their own account { $id }
audit-player-asked =
    { $title ->
        [kingshot] had the game asked whether it knows { $id } in kingdom { $state }
       *[wos] had the game asked whether it knows { $id } in state { $state }
    }
audit-members-checked =
    { $count ->
        [one] had the game asked about { $count } member
       *[other] had the game asked about { $count } members
    }
audit-own-state =
    { $title ->
        [kingshot] set the kingdom of their own account { $id } to { $state }
       *[wos] set the state of their own account { $id } to { $state }
    }
audit-own-name = named their own account { $id } { $name }
audit-own-retry =
    { $count ->
        [one] had { $count } code tried again for their own account { $id }
       *[other] had { $count } codes tried again for their own account { $id }
    }
audit-never = put their account { $id } on the block list
audit-never-mind = took their account { $id } off the block list
audit-forgotten = deleted all their data, with account { $id }
