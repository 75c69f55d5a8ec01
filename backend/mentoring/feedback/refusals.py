"""Why feedback on a session is turned down, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class NotYourFeedback(Problem):
    code = "not_your_feedback"
    status = 403
    title = _("Only those who took part answer")
    detail = _(
        "These questions are for the people of the session. Coordinators read all answers in the programme."
    )


class FeedbackNotAsked(Problem):
    """`state` is the session's."""

    code = "feedback_not_asked"
    status = 409
    title = _("Nothing is asked about this session")
    detail = _("Answer once the session is over, if it took place.")
