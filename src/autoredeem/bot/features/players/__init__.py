"""What players do for themselves: enrolling, their accounts, what is kept of them."""

from autoredeem.bot.features.players.enroll import enroll, enroll_form
from autoredeem.bot.features.players.me import me, my_state, my_state_form
from autoredeem.bot.features.players.opt_out import never, never_mind
from autoredeem.bot.features.players.privacy import forget_me, my_data
from autoredeem.bot.features.players.unenroll import unenroll
from autoredeem.bot.kit.handlers import Act, FormAct
from autoredeem.bot.kit.permissions import Right

ACTS = (
    Act("enroll", enroll, Right.ANYONE),
    FormAct("enroll-form", enroll_form),
    Act("unenroll", unenroll, Right.ANYONE),
    Act("me", me, Right.ANYONE),
    Act("my-state", my_state, Right.ANYONE),
    FormAct("my-state-form", my_state_form),
    Act("my-data", my_data, Right.ANYONE, for_all=True),
    Act("forget-me", forget_me, Right.ANYONE, for_all=True),
    Act("never", never, Right.ANYONE, for_all=True),
    Act("never-mind", never_mind, Right.ANYONE, for_all=True),
)
