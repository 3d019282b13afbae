### Members: adding, importing, listing, editing, removing.

## The list

members-title =
    { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
members-found =
    { $count ->
        [one] { $count } member fits { $search }:
       *[other] { $count } members fit { $search }:
    }

# $state and $level are "none" where they are not known.
members-line = { $name } · { $id } · { $state ->
        [none] ⚠️ { outcome-no-state }
       *[known] { word-state } { $state }
    }{ $level ->
        [none] { "" }
       *[known] { " · " }level { $level }
    }{ $alliance ->
        [none] { "" }
       *[known] { " · " }{ $alliance }
    }
members-choice = { $name } · { $id }
members-choice-about =
    { $state ->
        [none] { outcome-no-state }
       *[known] { word-state } { $state }
    }

hint-member = Open a member
hint-members-sort = Sort the list
members-sort-name = By name
members-sort-id = By player ID
members-sort-state =
    { $title ->
        [kingshot] By kingdom
       *[wos] By state
    }
members-sort-level = By level, highest first
button-show-all = Show all
button-missing-states =
    { $title ->
        [kingshot] Set missing kingdoms
       *[wos] Set missing states
    }

form-members-search-title = Search members
form-members-search-label = A part of a name, an ID or a number

## One member

member-id = Player ID: { $id }
member-state = { word-State }: { $state ->
        [none] ⚠️ not known. The game needs it: press “{ button-edit }”.
       *[known] { $state }
    }
member-level = Level: { $level }
member-owner = Discord: { $owner ->
        [none] not linked yet
       *[known] { $owner }
    }
member-claimed = Claimed by this person { $when }
members-got = ✅ { $code } { $how } { $when }
members-failed = ❌ { $code } { $reason } { $when }
members-failed-answer = ❌ { $code } { $reason } ({ $answer }) { $when }
members-advice = **{ $reason }**: { $advice }
members-advice-state =
    { $title ->
        [kingshot] Press “{ button-edit }” and correct the kingdom; then the bot tries again by itself.
       *[wos] Press “{ button-edit }” and correct the state; then the bot tries again by itself.
    }
members-advice-player = Check the player ID. If it’s wrong, press “{ button-remove }” and add the right one with { $command-members-add }.

members-not-one = { $id } is not a member here.
members-several =
    { $count ->
        [one] { $count } member is called { $name }. Please type the player ID instead.
       *[other] { $count } members are called { $name }. Please type a player ID instead.
    }

form-member-title = Edit a member
form-member-name-label = Name (leave empty to keep it)
form-members-state-label =
    { $title ->
        [kingshot] Kingdom (empty: the default)
       *[wos] State (empty: the default)
    }
form-member-state-label =
    { $title ->
        [kingshot] Kingdom (leave empty to keep it)
       *[wos] State (leave empty to keep it)
    }
member-edited = The changes are saved.
member-unchanged = Nothing was changed: it was like this already.
member-nothing-given =
    { $title ->
        [kingshot] Nothing was changed. Please give a name or a kingdom.
       *[wos] Nothing was changed. Please give a name or a state.
    }

## Adding

form-members-add-title = Add members
form-members-ids-label = Player IDs
form-members-ids-hint = One or many, with spaces, commas or new lines between them

members-only-themselves = On this server, players enroll only themselves. A manager can change that: { $command-autoredeem }
members-no-ids = There is no player ID in that. A player ID is a number, such as 12345678.
members-no-room = Member limit reached: nobody was added. { $count ->
        [one] { $count } player is new here
       *[other] { $count } players are new here
    }, and { $room ->
        [one] there is room for { $room } more
       *[other] there is room for { $room } more
    } (at most { $most }). Remove some members first, or ask the bot’s operator for more room.

members-report-title = Members
members-none-added = Nobody was added.
members-added =
    { $count ->
        [one] { $count } member added.
       *[other] { $count } members added.
    }
members-updated =
    { $count ->
        [one] { $count } member was there before and is up to date now.
       *[other] { $count } members were there before and are up to date now.
    }
members-unchanged =
    { $count ->
        [one] { $count } was a member already.
       *[other] { $count } were members already.
    }
members-never =
    { $count ->
        [one] { $count } player is on the block list and was left out: { $ids }
       *[other] { $count } players are on the block list and were left out: { $ids }
    }
members-added-lacking = ⚠️ { $count ->
        [one] { $count } of them: { outcome-no-state }. The game needs it: press “{ button-missing-states }”.
       *[other] { $count } of them: { outcome-no-state }. The game needs it: press “{ button-missing-states }”.
    }
members-wrong =
    { $count ->
        [one] { $count } is not a player ID: { $texts }
       *[other] { $count } are not player IDs: { $texts }
    }

## How a file or a pasted text was read

members-columns = Columns: { $columns }
members-column-id = player ID from { $name }
members-column-name = name from { $name }
members-column-state =
    { $title ->
        [kingshot] kingdom from { $name }
       *[wos] state from { $name }
    }
members-column-level = level from { $name }
members-columns-left = Not understood, and left alone: { $columns }
members-taken-states =
    { $count ->
        [one] { $count } number was taken as the { word-state } of the ID beside it: { $state } for { $id }
       *[other] { $count } numbers were taken as the { word-state } of the ID beside them, such as { $state } for { $id }
    }
members-taken-levels =
    { $count ->
        [one] { $count } number was taken as the level of the ID beside it.
       *[other] { $count } numbers were taken as the level of the ID beside them.
    }

## What an import would change

members-preview-title = Import these players?
members-preview-nothing-yet = Nothing is changed until you press “{ button-import }”.
members-to-add =
    { $count ->
        [one] { $count } player will be added.
       *[other] { $count } players will be added.
    }
members-to-update =
    { $count ->
        [one] { $count } member will be changed.
       *[other] { $count } members will be changed.
    }
members-to-leave =
    { $count ->
        [one] { $count } member stays as it is.
       *[other] { $count } members stay as they are.
    }
members-to-add-lacking = ⚠️ { $count ->
        [one] { $count } of them: { outcome-no-state }. The game wants it; you can set it afterwards.
       *[other] { $count } of them: { outcome-no-state }. The game wants it; you can set it afterwards.
    }
members-import-forgotten = This list was read too long ago. Nothing was changed. Please send it again.

## Importing

members-import-title = Import members from a file
form-members-file-label = File with members
form-members-file-about = Text, CSV, TSV, JSON or Excel (.xlsx), at most { $most } MB
members-import-how =
    { $title ->
        [kingshot] Press “{ button-choose-file }”, or type { $command-members-import } and attach a file: text, CSV, TSV, JSON or an Excel workbook (.xlsx). It may be a plain list of player IDs, or a table with a first line such as fid,nickname,state,level (the state is the kingdom). Members who are there already are updated.
       *[wos] Press “{ button-choose-file }”, or type { $command-members-import } and attach a file: text, CSV, TSV, JSON or an Excel workbook (.xlsx). It may be a plain list of player IDs, or a table with a first line such as fid,nickname,state,level. Members who are there already are updated.
    }
members-file-kind = { $name } can’t be imported. Please save your table as CSV, and send that.
members-file-too-large = The file is too large. At most { $most } kB are possible; please send it in parts.
members-file-not-read = The file could not be downloaded from Discord. Nothing was changed. Please send it again.
members-file-empty = There are no player IDs in this file. Nothing was changed.
members-file-too-wrong = More than { $most } lines of this file can’t be read, so nobody was added. Is it the right file? { $problem }
members-problems =
    { $count ->
        [one] { $count } line has a problem:
       *[other] { $count } lines have a problem:
    }
members-problem = Line { $line }: { $reason }
members-problem-lines = Lines { $lines }: { $reason }
members-problem-also = (also { $texts })
members-problem-more =
    { $count ->
        [one] (and { $count } more on this line)
       *[other] (and { $count } more on this line)
    }
members-problem-nothing = (nothing)
members-problem-wrong-state =
    { $title ->
        [kingshot] { $text } is not a kingdom. It is a number with up to 5 digits.
       *[wos] { $text } is not a state. It is a number with up to 5 digits.
    }
members-problem-wrong-level = { $text } is not a level. It is a number with up to 3 digits.
members-problem-formula = { $text } is a formula. Save its value instead.
members-problem-shortened = { $text } was shortened by a spreadsheet. Format the column as text, so that every digit is kept, and save or copy it again.
members-problem-twice = { $text } is there twice. The first line counts.
members-problem-too-many-cells = More cells than the first line names. A comma in a name needs quotes around the name.
members-problem-long-line = The line is too long.
members-problem-wrong-fid = { $text } is not a player ID. It is a number of 6 to 10 digits, in the player’s profile in the game.
members-problem-too-short = { $text } is too short for a player ID, which has 6 to 10 digits. Copy it from the player’s profile in the game.
members-problem-too-long = { $text } is too long for a player ID, which has 6 to 10 digits. Copy it from the player’s profile in the game.
members-problem-discord-id = { $text } is an ID of Discord’s, not of the game. Copy the one from the player’s profile in the game.
members-problem-no-id = There is no player ID in { $text }.
members-problem-unclear = { $text } both look like player IDs. Write each player on a line of its own.
members-problem-no-id-column = None of these columns has player IDs: { $text }
members-problem-which-column = More than one column looks like player IDs: { $text }. Leave only the right one, and send it again.
members-problem-too-large = The file is too large for its kind. Save it as CSV.
members-problem-broken = The file is broken or was cut off. Save it again, or as CSV.
members-problem-old-workbook = This is an old workbook, or one with a password. Save it as .xlsx or CSV, without a password.
members-problem-no-reader = Workbooks can’t be read here. Save the sheet as CSV.
members-problem-not-text = This is neither text nor a workbook. Save the table as CSV.

## Exporting

members-export-title = All members as a file
members-exported =
    { $count ->
        [one] { $count } member. You can change the file in a spreadsheet and import it again.
       *[other] { $count } members. You can change the file in a spreadsheet and import it again.
    }

## The state of those without

form-members-missing-title =
    { $title ->
        [kingshot] For members without a kingdom
       *[wos] For members without a state
    }
form-members-missing-label = { word-State }
members-states-title = Members
members-states-set =
    { $title ->
        [kingshot]
            { $count ->
                [one] { $count } member now has kingdom { $state }.
               *[other] { $count } members now have kingdom { $state }.
            }
       *[wos]
            { $count ->
                [one] { $count } member now has state { $state }.
               *[other] { $count } members now have state { $state }.
            }
    }
members-states-complete =
    { $title ->
        [kingshot] Nothing was changed: nobody here is without a kingdom.
       *[wos] Nothing was changed: nobody here is without a state.
    }

## Removing

members-remove-title = Really remove?
members-remove-these =
    { $count ->
        [one] { $count } member will not get gift codes any more:
       *[other] { $count } members will not get gift codes any more:
    }
members-remove-kept = The bot remembers which codes they got: if they come back, nothing is redeemed twice.
members-remove-nobody = None of these is a member here.
members-absent =
    { $count ->
        [one] { $count } is not a member here: { $ids }
       *[other] { $count } are not members here: { $ids }
    }
members-remove-forgotten = This question is too old. Nobody was removed. Please start again: { $command-members-remove }
members-removed-title = Members
members-removed =
    { $count ->
        [one] { $count } member removed.
       *[other] { $count } members removed.
    }

## Accounts that players claimed, and the block list

claims-title = Claimed accounts
claims-how = Managers added these, and then somebody enrolled them as their own. If it isn’t theirs, undo it: the account stays here, without an owner.
claims-none = Nobody has claimed an account that managers added.
claims-line = { $player } · { $owner } · { $when }
claims-which = Undo these claims
claims-undone =
    { $count ->
        [one] { $count } claim is undone: { $ids }. The account stays enrolled; whoever had claimed it is told.
       *[other] { $count } claims are undone: { $ids }. The accounts stay enrolled; whoever had claimed them is told.
    }
claims-nothing = None of these is claimed any more. Nothing was changed.

block-list-title = Block list
block-list-how = These accounts can’t be enrolled here. You decide over those that managers had added; what players enrolled themselves is theirs to decide.
block-list-none = Nobody is on the block list.
block-list-line = { $id } · { $who } · { $when }
block-list-line-own = { $id } · { $who } · { $when } · the player’s own decision
block-list-line-asked = ⚠️ { $id } · { $who } · { $when } · waits for your decision, still enrolled
block-list-allow = Let them leave
block-list-decline = Keep them enrolled
block-list-lift = Take off the block list
block-list-lifted =
    { $count ->
        [one] { $count } account can be enrolled: { $ids }. If it isn’t here, add it with { $command-members-add }. Whoever had blocked it is told.
       *[other] { $count } accounts can be enrolled: { $ids }. Those that aren’t here, add with { $command-members-add }. Whoever had blocked them is told.
    }
block-list-allowed =
    { $count ->
        [one] { $count } account left and is on the block list: { $ids }
       *[other] { $count } accounts left and are on the block list: { $ids }
    }
block-list-nothing = There is nothing to decide about these. Nothing was changed.

## What users are told of it

notice-title = About your accounts on { $server }
notice-claim-undone = A manager of this server undid your claim of { $id }: it isn’t yours here any more.
notice-opt-out-lifted = A manager of this server took { $id } off the block list: it can be enrolled again.
notice-opt-out-declined = A manager of this server keeps { $id } enrolled.
notice-opt-out-allowed = A manager of this server let { $id } leave: it is on the block list.

## In the audit trail, after who did it

audit-claim-undone = undid the claim of { $id }
audit-opt-out-lifted = took { $id } off the block list
audit-opt-out-declined = kept { $id } enrolled, who was to be on the block list
audit-opt-out-allowed = let { $id } leave, who is on the block list now

audit-members-added =
    { $count ->
        [one] added { $count } member
       *[other] added { $count } members
    }
audit-members-updated =
    { $count ->
        [one] updated { $count } member
       *[other] updated { $count } members
    }
audit-member-edited = edited { $name } ({ $id })
audit-members-state =
    { $title ->
        [kingshot]
            { $count ->
                [one] set kingdom { $state } for { $count } member who had none
               *[other] set kingdom { $state } for { $count } members who had none
            }
       *[wos]
            { $count ->
                [one] set state { $state } for { $count } member who had none
               *[other] set state { $state } for { $count } members who had none
            }
    }
audit-members-removed =
    { $count ->
        [one] removed { $count } member: { $ids }
       *[other] removed { $count } members: { $ids }
    }

button-check-members = Check them with the game
button-check-yes = Yes, check them
members-check-title = Check members with the game
members-check-cost =
    { $requests ->
        [one] That takes { $requests } request to the game
       *[other] That takes { $requests } requests to the game
    }, with { $share } % of what the bot may ask: { $minutes ->
        [one] about { $minutes } minute
       *[other] about { $minutes } minutes
    }, and longer while codes are redeemed, as they come first. You can also wait: the next code checks everyone anyway.
members-check-started = The bot is checking them in the background. It goes on after a restart.
members-check-nothing = Nothing to check: of each of them the bot knows already what the game says, or no { word-state }.
