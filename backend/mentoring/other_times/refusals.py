"""What such a link answers that is good no more."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class OtherTimeLinkOver(Problem):
    code = "other_time_link_over"
    status = 410
    title = _("This link is good no more")
    detail = _("Its day has passed, or the session has another time meanwhile. Sign in to propose a time.")


class AlreadyProposed(Problem):
    code = "already_proposed"
    status = 409
    title = _("You have proposed a time already")
    detail = _("This link proposes one time, once. Sign in to propose others.")
