"""Why a follow-up is not proposed or answered, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class NotInTouch(Problem):
    code = "not_in_touch"
    status = 409
    title = _("You are not in touch yet")
    detail = _("A session can be proposed when both have said that they want to stay in touch.")


class TheyProposedAlready(Problem):
    """`follow_up` is theirs."""

    code = "they_proposed_already"
    status = 409
    title = _("The other has proposed a time already")
    detail = _("Agree to it or decline it; then you can propose another one.")


class StartNotPossible(Problem):
    code = "start_not_possible"
    status = 409
    title = _("That time cannot be proposed")
    detail = _(
        "It is too soon or too far ahead, or early or late for one of you. Choose one of the times offered."
    )
    field = "starts_at"


class FollowUpAnswered(Problem):
    """`state` is what became of it."""

    code = "follow_up_answered"
    status = 409
    title = _("This has been answered already")
    detail = _("Look at it again; you can propose another time.")


class FollowUpLapsed(Problem):
    code = "follow_up_lapsed"
    status = 409
    title = _("This time is not kept any more")
    detail = _("It was not answered in time. Propose another one.")


class FollowUpNotYours(Problem):
    code = "follow_up_not_yours"
    status = 409
    title = _("The other answers this")
    detail = _("Who proposed a time can take it back; the other agrees or declines.")
