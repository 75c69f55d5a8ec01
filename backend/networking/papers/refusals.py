"""Why a paper of an event is not made, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class EventStillOn(Problem):
    """`ends_at` is when the last round ends."""

    code = "event_still_on"
    status = 409
    title = _("The event is not over")
    detail = _("Certificates are there from the end of the last round. Come back then.")


class NotAttended(Problem):
    code = "not_attended"
    status = 409
    title = _("Nobody was checked in")
    detail = _("A certificate is for who was checked in at the door. If that was forgotten, ask the hub.")
