### Gift codes: adding, listing, sharing, history.

codes-title = Gift codes
codes-filter-hint = Which codes?
codes-filter-all = All codes
codes-open-hint = Open a code: who got it?
codes-none-such = There are none of this kind.
codes-for-all = for all servers
# $when is when: in how long, as Discord says it.
codes-for-all-soon = for all servers { $when }
codes-own = only for this server
codes-unposted = only redeemed here
codes-unknown = { $code } is not known on this server. Redeem it with /{ command-redeem }, or add it with /{ command-codes } { command-codes-add }.
codes-is-dead = { $code }: { $why }

## Adding

codes-form-title = Add gift codes
codes-form-share-title = Add codes for all servers
codes-form-label = Codes, one or many
codes-form-hint = As they were published: capital and small letters count
codes-add-title = Gift codes
codes-button-more = Add more
codes-button-shared = Add for all servers
codes-button-type = Type the code
codes-none-typed = There was no code. Please type at least one.
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
codes-over-quota =
    { $count ->
        [one] { $count } code was left out, as there were enough new ones today: { $codes }. Try it again tomorrow.
       *[other] { $count } codes were left out, as there were enough new ones today: { $codes }. Try them again tomorrow.
    }
codes-wrong = Not a gift code: { $texts }. A code has 1 to 64 letters (A–Z), digits, - and _, without spaces.
codes-next-on = The bot redeems them now for all members. “{ button-runs }” shows how far it is.
codes-next-off = Auto-redeem is off on this server, so nothing is redeemed by itself. Press “{ button-redeem-now }” for a code, or switch auto-redeem on in “{ button-settings }”.

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
codes-life-untried = This code was not tried yet.
codes-life-alive = This code works.
codes-life-dead = This code does not work.
# $when is how long ago.
codes-added-at = added { $when }
codes-run = Here: { $run }
codes-not-own = Only a code that was added on this server can be shared from here. { $code } was not.
codes-not-asked = not asked yet
    .advice = Press “{ button-redeem-now }”.
codes-view = { $group } ({ $count })
codes-view-hint = Show who
codes-nobody = Nobody.

## Redeeming

codes-redeem-title = Redeem a code
codes-redeem-label = Gift code
codes-message-title = Codes in this message
codes-message-none = There seems to be no gift code in this message. If there is one, type it.
codes-message-several =
    { $count ->
        [one] This message has { $count } code. Which is to be redeemed?
       *[other] This message has { $count } codes. Which are to be redeemed?
    }
codes-message-hint = Choose one or more

## Who did what

audit-codes-added =
    { $count ->
        [one] added { $count } gift code
       *[other] added { $count } gift codes
    }
audit-codes-shared =
    { $count ->
        [one] gave { $count } gift code to all servers
       *[other] gave { $count } gift codes to all servers
    }
audit-codes-kept =
    { $count ->
        [one] took { $count } code back before all servers got it: { $codes }
       *[other] took { $count } codes back before all servers got them: { $codes }
    }
audit-code-removed = removed { $code }
audit-code-shared = gave { $code } to all servers
audit-code-retry = had the failed tried again: { $code }
audit-redeem = had { $code } redeemed
audit-redeem-several =
    { $count ->
        [one] had { $count } code redeemed
       *[other] had { $count } codes redeemed
    }
