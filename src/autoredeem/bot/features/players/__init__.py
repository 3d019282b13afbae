"""What players do for themselves: enrolling, their accounts, what is kept of them."""

from autoredeem.bot.features.players.enroll import enroll, enroll_form
from autoredeem.bot.features.players.me import me, my_state, my_state_form
from autoredeem.bot.features.players.opt_out import never, never_mind
from autoredeem.bot.features.players.privacy import forget_me, my_data
from autoredeem.bot.features.players.unenroll import unenroll
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.bot.kit.permissions import Right

HANDLERS = (
    Handler("enroll", enroll, Right.ANYONE),
    FormHandler("enroll-form", enroll_form),
    Handler("unenroll", unenroll, Right.ANYONE),
    Handler("me", me, Right.ANYONE),
    Handler("my-state", my_state, Right.ANYONE),
    FormHandler("my-state-form", my_state_form),
    Handler("my-data", my_data, Right.ANYONE, for_all=True),
    Handler("forget-me", forget_me, Right.ANYONE, for_all=True),
    Handler("never", never, Right.ANYONE, for_all=True),
    Handler("never-mind", never_mind, Right.ANYONE, for_all=True),
)
