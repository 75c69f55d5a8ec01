"""Why something about a pair is turned down, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class PairStands(Problem):
    """`startup` and `expert` are the ids of the first such pair, where one is known."""

    code = "pair_stands"
    status = 409
    title = _("They are a pair already")
    detail = _(
        "This startup and this expert are paired in the programme, or are asked about it. Choose another."
    )
    field = "expert"


class ExpertFull(Problem):
    """`room` is how many startups the `expert` (id) takes beside those of now."""

    code = "expert_full"
    status = 409
    title = _("The expert takes no more startups")
    detail = _(
        "As many startups as the expert takes in the programme are paired with them, or asked about it. Choose another"
        " expert, end one of those pairs, or agree with the expert on more."
    )
    field = "expert"


class PairReplaced(Problem):
    code = "pair_replaced"
    status = 409
    title = _("Another took its place already")
    detail = _("The place of a pair that came to nothing is given once. Look at the pairs again.")
    field = "instead_of"


class PairClosed(Problem):
    """`state` is what the pair is by now."""

    code = "pair_closed"
    status = 409
    title = _("That is not possible now")
    detail = _("The pair is in another state by now. Look at it again.")


class PairUnanswered(Problem):
    code = "pair_unanswered"
    status = 410
    title = _("The time to answer has passed")
    detail = _("The pair was offered until an hour that has passed. A coordinator can offer it again.")


class NotYourPair(Problem):
    code = "not_your_pair"
    status = 403
    title = _("That is for the two to say")
    detail = _("Only the startup, the expert and, for one of them, a coordinator can answer.")


class SideMissing(Problem):
    code = "side_missing"
    title = _("For whom do you answer?")
    detail = _("Say whether you answer for the startup or for the expert.")
    field = "side"


class PairsNotOffered(Problem):
    code = "pairs_not_offered"
    status = 409
    title = _("This programme has no pairs")
    detail = _(
        "In this programme startups ask experts themselves. Choose one in which a coordinator assigns."
    )
    field = "programme"


class AnswerByPassed(Problem):
    code = "answer_by_passed"
    title = _("That hour has passed")
    detail = _("Give both sides time to answer: choose an hour that lies ahead.")
    field = "answer_by"


class AgreementAnswered(Problem):
    code = "agreement_answered"
    status = 409
    title = _("This proposal is not open any more")
    detail = _("It has an answer, or a later one took its place. Look at the pair again.")


class OwnProposal(Problem):
    code = "own_proposal"
    status = 409
    title = _("The other side answers this")
    detail = _("You proposed it yourself. Propose something else, or wait for the other side.")


class SessionsHeld(Problem):
    """`held` is how many have begun already."""

    code = "sessions_held"
    title = _("So many have taken place already")
    detail = _("The number counts all sessions of the pair, those held included. Choose a higher one.")
    field = "sessions"


class NothingThere(Problem):
    code = "nothing_there"
    status = 404
    title = _("It is not there any more")
    detail = _("Somebody has taken it away meanwhile. Look at the pair again.")


class NotOfThisPair(Problem):
    code = "not_of_this_pair"
    title = _("Not a session of this pair")
    detail = _("Choose one of the pair's own sessions.")
    field = "session"


class OwnerUnknown(Problem):
    code = "owner_unknown"
    title = _("Not one of this pair")
    detail = _("Choose somebody of the startup, or the expert.")
    field = "owner"


class MilestoneThere(Problem):
    code = "milestone_there"
    status = 409
    title = _("That milestone is there already")
    detail = _("The pair has a milestone of that name. Choose another name.")
    field = "title"


class LinkThere(Problem):
    code = "link_there"
    status = 409
    title = _("That file is there already")
    detail = _("The pair has that address among its files.")
    field = "url"


class NotHeldYet(Problem):
    code = "not_held_yet"
    status = 409
    title = _("That is not over yet")
    detail = _(
        "Say how it was once the session is over; the pair as a whole is asked about at half of its sessions."
    )
    field = "session"


class WishedAlready(Problem):
    code = "wished_already"
    status = 409
    title = _("A coordinator knows already")
    detail = _("You asked for another partner before. A coordinator sees to it.")


class NobodyThere(Problem):
    code = "nobody_there"
    status = 409
    title = _("Nobody of the startup is there")
    detail = _("All people of the startup have left the hub. Ask a coordinator what becomes of the pair.")


class NothingHeld(Problem):
    code = "nothing_held"
    status = 409
    title = _("No session has taken place yet")
    detail = _("There is nothing to certify or to thank for. Come back after the first session.")


class StillRunning(Problem):
    code = "still_running"
    status = 409
    title = _("The pair is not through yet")
    detail = _("The letter is yours once all sessions have taken place, or the pair has ended.")


class MonthUnknown(Problem):
    code = "month_unknown"
    title = _("Which month?")
    detail = _("Name a month like 2026-11.")
    field = "month"
