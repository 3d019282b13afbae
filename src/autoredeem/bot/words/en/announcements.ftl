### The message that tells a server that a code works.

announce-title = New gift code: { $code }
announce-title-again = Gift code issued again: { $code }
announce-works = This code works.
# $when is in how long, $day the date and the time.
announce-works-until = This code works until { $day } ({ $when }).
announce-from-hand = Somebody added it.
announce-from-channel = It was found in a Discord channel.
announce-from-feed = It was found in a public list of codes.
announce-again = It is a new gift: whoever got this code before gets it once more.
announce-for =
    { $count ->
        [one] The bot is redeeming it for { $count } player of this server. There is nothing to do for that.
       *[other] The bot is redeeming it for { $count } players of this server. There is nothing to do for that.
    }
announce-have-it = The players of this server who are enrolled have it already.
announce-copy = Not enrolled? Copy the code, press “{ button-page }” and enter it there:
announce-button-enroll = Enroll
