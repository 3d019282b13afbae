### What commands are called in Discord. commands.py tells how the ids are made.
###
### Names: 1 to 32 letters, digits, - and _ (no spaces), small letters. Descriptions: 1 to 100
### characters. English names are what the program knows: they equal the id's last part.

option-game = game
    .description = Which game, where this server plays several

command-autoredeem = autoredeem
    .description = Open the panel: settings, members, codes and runs in one place

command-enroll = enroll
    .description = Get every gift code automatically
    .option-id = id
    .option-id-description = Your player ID: tap your picture in the game
    .option-state = state
    .option-state-description = Your state (kingdom in Kingshot): a number, such as 245

command-unenroll = unenroll
    .description = Stop getting gift codes for your account
    .option-id = id
    .option-id-description = The player ID to remove; leave it empty to choose one of yours

command-me = me
    .description = Your accounts and the codes they got

command-members = members
    .description = The members who get every gift code

command-members-add = add
    .description = Add members by their player IDs
    .option-ids = ids
    .option-ids-description = One or many player IDs, with spaces or commas between them
    .option-state = state
    .option-state-description = Their state (kingdom in Kingshot), if it’s not the server’s default

command-members-import = import
    .description = Add many members from a file
    .option-file = file
    .option-file-description = A list of player IDs, a table (CSV, TSV, Excel) or JSON; you’ll see first what it would change

command-members-export = export
    .description = Get all members as a file for a spreadsheet

command-members-list = list
    .description = Show all members, with search and sorting
    .option-search = search
    .option-search-description = A part of a name, an ID or a state

command-members-edit = edit
    .description = Change a member’s name or state
    .option-id = id
    .option-id-description = Which member: type a name or an ID
    .option-nickname = nickname
    .option-nickname-description = The name to show
    .option-state = state
    .option-state-description = The state (kingdom in Kingshot): a number, such as 245

command-members-state = state
    .description = Set the state (kingdom in Kingshot) of all members who have none, or of some by ID
    .option-state = state
    .option-state-description = The state (kingdom in Kingshot): a number, such as 245
    .option-ids = ids
    .option-ids-description = Only of these player IDs; one may have its own state behind it

command-members-remove = remove
    .description = Remove members; you’ll be asked first
    .option-ids = ids
    .option-ids-description = One or many player IDs, with spaces or commas between them

command-members-show = show
    .description = Show a member and the codes they got
    .option-id = id
    .option-id-description = Which member: type a name or an ID

command-codes = codes
    .description = Gift codes

command-codes-add = add
    .description = Add gift codes; the bot redeems them for all members
    .option-codes = codes
    .option-codes-description = One or many codes, exactly as published: capital and small letters matter
    .option-share = share
    .option-share-description = Share them with all servers that use this bot? If not, they stay yours

command-codes-list = list
    .description = Show all codes and which of them work

command-codes-history = history
    .description = Who got a code, who didn’t, and why
    .option-code = code
    .option-code-description = Which code

command-codes-remove = remove
    .description = Remove a code that was added here; you will be asked before it is done
    .option-code = code
    .option-code-description = Which code

command-redeem = redeem
    .description = Redeem a code for all members now
    .option-code = code
    .option-code-description = Which code

command-runs = runs
    .description = What’s going on, what’s waiting, and how long it takes

command-redeem-message = Redeem this code
