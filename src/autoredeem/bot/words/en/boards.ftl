### The one message of a server that tells of its runs.

board-title = Redeeming gift codes
board-title-over = Gift codes: all done
board-title-waiting = Gift codes: waiting for a code to become active
board-blocked = The people who run this bot have blocked this server: nothing more is redeemed here.
board-title-stopped = Gift codes: stopped
board-of-alliance = { $name } · { $what }
board-run-over = Code { $code }
board-see-runs = See { $command-runs }.
board-gone = The bot can’t post its results on { $server }: the channel { $channel } is gone. Codes are redeemed all the same. Choose another channel with /{ command-autoredeem }.
board-forbidden = The bot can’t post its results on { $server }: it may not write in { $channel }. Codes are redeemed all the same. Let it view the channel, send messages and embed links there, or choose another channel with /{ command-autoredeem }.
