"""Why a wish is not taken, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class WishesClosed(Problem):
    code = "wishes_closed"
    status = 409
    title = _("Wishes are closed")
    detail = _("Guests with a place say whom they wish to meet until the plan is published.")


class TooManyMusts(Problem):
    """`at_most` is how many one guest may mark."""

    code = "too_many_musts"
    status = 409
    title = _("That is one too many")
    detail = _("You have marked as many as possible as a must. Take another one back first.")
    field = "value"


class NobodyToMeet(Problem):
    code = "nobody_to_meet"
    status = 409
    title = _("They do not come any more")
    detail = _("This guest has no place at the event any more. Open the list again.")
