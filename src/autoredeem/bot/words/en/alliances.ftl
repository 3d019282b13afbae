### Alliances: named groups of members in a server.

button-alliances = Alliances
button-new-alliance = New alliance
button-alone = In no alliance
button-move-here = Move members here
button-alliance-out = Take out
hint-alliance = Choose an alliance
hint-alliance-of-member = Put into an alliance
hint-alliance-role = Role that manages this alliance’s members

alliances-title = Alliances
alliances-none = There are no alliances here. With alliances, members can be listed and managed in groups: each with its own default { word-state }, its own managers, and its turn in redeeming.
alliances-line =
    { $count ->
        [one] **{ $name }** · { $count } member
       *[other] **{ $name }** · { $count } members
    }
alliances-alone =
    { $count ->
        [one] { $count } member is in no alliance.
       *[other] { $count } members are in no alliance.
    }
alliances-gone = There is no such alliance here, or it is not one that you manage. Please choose it again.
alliances-not-yours = { $id } is not in an alliance that you manage.
alliances-too-many = There are { $most } alliances: no server can have more. Remove one first.
alliances-name-taken = An alliance is called { $name } already, or it was removed just now. Please take another name.
alliances-wrong-name = An alliance needs a name of 1 to { $most } characters.
alliances-wrong-priority = A priority is a number from 0 to { $most }. Members of a higher one come first.

alliance-members =
    { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
alliance-state =
    { $title ->
        [kingshot] Default kingdom: { $state }
       *[wos] Default state: { $state }
    }
alliance-role = Role of its managers: { $role }
alliance-priority = Priority: { $priority } (members of a higher one are redeemed first)
alliance-made = The alliance is there. Now you can put members into it.
alliance-changed = The changes are saved.
alliance-removed = { $name } is removed. Its members are still members, in no alliance.
alliance-delete-title = Remove this alliance?
alliance-delete-text =
    { $count ->
        [one] { $name } is removed. Its { $count } member stays a member, in no alliance.
       *[other] { $name } is removed. Its { $count } members stay members, in no alliance.
    }

form-alliance-title = Alliance
form-alliance-name = Name
form-alliance-state =
    { $title ->
        [kingshot] Default kingdom (empty: the server’s)
       *[wos] Default state (empty: the server’s)
    }
form-alliance-priority = Priority, 0 to { $most } (the highest first)
form-alliance-move-title = Move members

member-alliance = Alliance: { $name }
members-moved-title = Members moved
members-moved =
    { $count ->
        [0] Nobody was moved: they are in { $name } already.
        [one] { $count } member is in { $name } now.
       *[other] { $count } members are in { $name } now.
    }
members-moved-out =
    { $count ->
        [0] Nobody was moved: they are in no alliance.
        [one] { $count } member is in no alliance now.
       *[other] { $count } members are in no alliance now.
    }
members-foreign =
    { $count ->
        [one] { $count } player is a member already, but not in your alliance, and was left out: { $ids }
       *[other] { $count } players are members already, but not in your alliance, and were left out: { $ids }
    }
members-unknown-alliance =
    { $count ->
        [one] There is no alliance { $name } here: { $count } player stays out of it.
       *[other] There is no alliance { $name } here: { $count } players stay out of it.
    }

audit-alliance-made = made the alliance { $name }
audit-alliance-changed = changed the alliance { $name }
audit-alliance-removed = removed the alliance { $name }
audit-members-moved =
    { $count ->
        [one] put { $count } member into the alliance { $name }
       *[other] put { $count } members into the alliance { $name }
    }
audit-members-moved-out =
    { $count ->
        [one] took { $count } member out of an alliance
       *[other] took { $count } members out of an alliance
    }

## Filters and pages of the list of members

members-filter-title = Show only some members
members-filter-text = Choose who is shown. A search stays as it is.
button-unowned = Without a Discord owner
button-filter = Filter
button-first = First
button-last = Last
button-page-number = Go to page
filter-alone = in no alliance
filter-unowned = without a Discord owner
form-page-title = Go to a page
form-page-label = Number of the page
members-sort-alliance = By alliance
members-sort-outcome = By the latest code: failures first
