### Gift codes: adding, listing, sharing, history.

codes-title = Gift codes
codes-filter-hint = Which codes?
codes-filter-all = All codes
codes-open-hint = Open a code: who got it?
codes-none-such = There are no codes like that.
codes-for-all = for all servers
# $when is when: in how long, as Discord says it.
codes-for-all-soon = for all servers { $when }
codes-own = only for this server
codes-unposted = only redeemed here
codes-unknown = This server doesn’t know { $code } yet. Redeem it with { $command-redeem }, or add it with { $command-codes-add }.
codes-is-dead = { $code }: { $why }

## Adding

codes-form-title = Add gift codes
codes-form-share-title = Add codes for all servers
codes-form-label = Codes, one or many
codes-form-hint = Exactly as published: capital and small letters matter
codes-add-title = Gift codes
codes-button-more = Add more
codes-button-shared = Add for all servers
codes-button-type = Type the code
codes-none-typed = There was no code in that. Please type at least one.
codes-added =
    { $count ->
        [one] Added { $count } code: { $codes }
       *[other] Added { $count } codes: { $codes }
    }
codes-here =
    { $count ->
        [one] { $count } code was here already: { $codes }
       *[other] { $count } codes were here already: { $codes }
    }
codes-dead =
    { $count ->
        [one] { $count } code does not work any more: { $codes }
       *[other] { $count } codes do not work any more: { $codes }
    }
codes-revived =
    { $count ->
        [one] { $count } code was dead and is being tried again: { $codes }
       *[other] { $count } codes were dead and are being tried again: { $codes }
    }
codes-over-quota =
    { $count ->
        [one] Daily limit reached: { $count } code was left out: { $codes }. Try it again tomorrow.
       *[other] Daily limit reached: { $count } codes were left out: { $codes }. Try them again tomorrow.
    }
codes-wrong = Not a gift code: { $texts }. A code has 1 to 64 letters (A–Z), digits, - and _, without spaces.
codes-next-on = The bot is redeeming them for all members now. “{ button-runs }” shows how far it is.
codes-next-off = Auto-redeem is off on this server, so nothing happens by itself. Press “{ button-redeem-now }” for a code, or switch auto-redeem on in “{ button-settings }”.

## Doubt

codes-doubtful = Gift code, or just a word? { $codes }
codes-did-you-mean = You typed { $code }. Did you mean { $meant }?
codes-button-take = Add { $code }
codes-button-redeem = Redeem { $code }

## Sharing

codes-share-title = Share with all servers?
codes-share-these =
    { $count ->
        [one] Share { $count } code with all servers? Every server that uses this bot gets it: { $codes }
       *[other] Share { $count } codes with all servers? Every server that uses this bot gets them: { $codes }
    }
codes-share-soon =
    { $count ->
        [one] { $count } code is for all servers { $when }: { $codes }. Until then you can take it back.
       *[other] { $count } codes are for all servers { $when }: { $codes }. Until then you can take them back.
    }
codes-kept =
    { $count ->
        [one] { $count } code stays only for this server: { $codes }
       *[other] { $count } codes stay only for this server: { $codes }
    }
codes-share-nothing = There is nothing to share: these codes are for all servers already, do not work any more, or were removed here.
codes-share-too-late = It is too late to take this back: these codes are for all servers now.
codes-share-forgotten = This question was asked too long ago. Open a code in /{ command-codes } { command-codes-list } to share it.
codes-button-share = Share with all servers
codes-button-take-back = Take it back

## Removing

codes-remove-here = { $code } will be gone from this server, and is not redeemed here any more. Who got it stays known.
codes-remove-everywhere = { $code } is for all servers. It will be gone from all of them, and is not redeemed any more. Who got it stays known.
codes-removed = { $code } is removed.
codes-not-removable = { $code } can’t be removed from here. Managers can remove codes that were added on this server and are only for it; codes for all servers, only the operator of the bot.

## History

codes-history-title = Code { $code }
codes-life-untried = This code hasn’t been tried yet.
codes-life-alive = This code works.
codes-life-dead = This code doesn’t work.
codes-issue = { $code } (issued again, no. { $count })
codes-issued-again = Issued again: gift no. { $count } of this code.
# $when is how long ago.
codes-added-at = added { $when }
codes-run = Here: { $run }
codes-not-own = Only codes that were added on this server can be shared from here, and { $code } wasn’t.
codes-not-asked = not tried yet
    .advice = Press “{ button-redeem-now }”.
codes-view = { $group } ({ $count })
codes-view-hint = Show who
codes-resting =
    { $count ->
        [one] { $count } member was asked not long ago, and can be asked again { $when }.
       *[other] { $count } members were asked not long ago. The first of them can be asked again { $when }.
    }
codes-nobody = Nobody.
codes-ids-file =
    { $count ->
        [one] { $count } player ID, in the file.
       *[other] { $count } player IDs, by reason, in the file.
    }
codes-by-hand = Not enrolled?
    .how = Copy a code: { $codes }. Press “{ button-page }” and enter it there; the gift arrives in your in-game mail. Or get every code automatically: { $command-enroll }
form-code-states-title =
    { $title ->
        [kingshot] One kingdom for all of these
       *[wos] One state for all of these
    }
codes-states-set =
    { $title ->
        [kingshot]
            { $count ->
                [0] Nobody is waiting for a kingdom any more. The bot is looking again.
                [one] { $count } member now has kingdom { $state }. The bot is trying again.
               *[other] { $count } members now have kingdom { $state }. The bot is trying again.
            }
       *[wos]
            { $count ->
                [0] Nobody is waiting for a state any more. The bot is looking again.
                [one] { $count } member now has state { $state }. The bot is trying again.
               *[other] { $count } members now have state { $state }. The bot is trying again.
            }
    }

## Trying a dead code again, and catching up

codes-button-again = Try it again
codes-again-sure = Should the bot try { $code } again? One or two players are asked. If the code works, it is redeemed for everyone; if it does not, nothing changes. It can be done once an hour for each code, and { $most } times a day on this server.
codes-again-too-often = That was done { $most } times on this server in the last day. Please try it tomorrow.
codes-again-too-soon = { $code } was tried again less than an hour ago. Please wait a little.
button-catch-up = Catch up
catch-up-title = Catch up
catch-up-nothing = There is nothing to do: everyone who can be asked has every code that works.
catch-up-codes =
    { $count ->
        [one] { $count } code that works, or may work, is not there for everyone: { $codes }
       *[other] { $count } codes that work, or may work, are not there for everyone: { $codes }
    }
catch-up-cost =
    { $count ->
        [one] That takes at most { $count } request to the game, about { $time } if nothing else is being redeemed.
       *[other] That takes at most { $count } requests to the game, about { $time } if nothing else is being redeemed.
    }
catch-up-begun =
    { $count ->
        [one] The bot is redeeming { $count } code for whoever lacks it. “{ button-runs }” shows how far it is.
       *[other] The bot is redeeming { $count } codes for whoever lacks them. “{ button-runs }” shows how far it is.
    }

## Redeeming

codes-redeem-title = Redeem a code
codes-redeem-label = Gift code
codes-message-title = Codes in this message
codes-message-none = There seems to be no gift code in this message. If there is one, type it in.
codes-message-several =
    { $count ->
        [one] There is { $count } code in this message. Should it be redeemed?
       *[other] There are { $count } codes in this message. Which ones should be redeemed?
    }
codes-message-hint = Choose one or more

## Who did what

audit-codes-found =
    { $count ->
        [one] brought { $count } gift code by a message in { $channel }
       *[other] brought { $count } gift codes by a message in { $channel }
    }
audit-codes-added =
    { $count ->
        [one] added { $count } gift code
       *[other] added { $count } gift codes
    }
audit-codes-shared =
    { $count ->
        [one] shared { $count } gift code with all servers
       *[other] shared { $count } gift codes with all servers
    }
audit-codes-kept =
    { $count ->
        [one] took { $count } code back before all servers got it: { $codes }
       *[other] took { $count } codes back before all servers got them: { $codes }
    }
audit-code-removed = removed { $code }
audit-code-shared = shared { $code } with all servers
audit-code-retry = retried the failed: { $code }
audit-code-states =
    { $title ->
        [kingshot]
            { $count ->
                [one] set kingdom { $state } for { $count } member who missed { $code }
               *[other] set kingdom { $state } for { $count } members who missed { $code }
            }
       *[wos]
            { $count ->
                [one] set state { $state } for { $count } member who missed { $code }
               *[other] set state { $state } for { $count } members who missed { $code }
            }
    }
audit-code-tried-again = had { $code } tried again
audit-caught-up =
    { $count ->
        [one] caught up on { $count } code
       *[other] caught up on { $count } codes
    }
audit-redeem = redeemed { $code }
audit-redeem-several =
    { $count ->
        [one] redeemed { $count } code
       *[other] redeemed { $count } codes
    }
