"""Why something after an event is not done, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class NotYetMet(Problem):
    """`from_at` is when the doors open."""

    code = "not_yet_met"
    status = 409
    title = _("The event has not begun")
    detail = _("Notes and contacts are for those whom you have met. Come back when the doors are open.")


class NoSuchGuest(Problem):
    code = "no_such_guest"
    status = 404
    title = _("There is no such guest")
    detail = _("Choose somebody from the list of those whom you have met at this event.")


class EventNotOver(Problem):
    """`ends_at` is when the last round ends."""

    code = "event_not_over"
    status = 409
    title = _("The event is not over")
    detail = _("Wait for the end of the last round, then try again.")


class AlreadyThanked(Problem):
    """`at` is when."""

    code = "already_thanked"
    status = 409
    title = _("The guests have been thanked")
    detail = _("Everybody has one e-mail of thanks, and gets no second one.")
