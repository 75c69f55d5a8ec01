"""Why a guest is not checked in, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class TicketForged(Problem):
    code = "ticket_forged"
    status = 409
    title = _("This is no ticket of ours")
    detail = _(
        "The code was not made here, or is not whole. Look for the guest by name, and ask who they are."
    )
    field = "ticket"


class TicketOfAnotherEvent(Problem):
    """`event` is the title of the one that it is for."""

    code = "ticket_of_another_event"
    status = 409
    title = _("This ticket is for another event")
    detail = _("Look for the guest by name: they may have a ticket of this event too.")
    field = "ticket"


class NoPlace(Problem):
    """`state` is that of the registration."""

    code = "no_place"
    status = 409
    title = _("This guest has no place")
    detail = _(
        "The registration was cancelled, turned down, or still waits. Decide it in the list of registrations."
    )


class AlreadyCheckedIn(Problem):
    """`at` is when, `name` whose ticket it is."""

    code = "already_checked_in"
    status = 409
    title = _("This guest has come already")
    detail = _("Somebody came with this name or ticket before. If it is another person, ask who they are.")


class CheckInKeyReused(Problem):
    code = "check_in_key_reused"
    status = 409
    title = _("This was sent for another guest")
    detail = _("Reload the page and check the guest in again.")
    field = "key"


class CheckInClosed(Problem):
    """`from_at` is when it begins."""

    code = "check_in_closed"
    status = 409
    title = _("Nobody can be checked in now")
    detail = _("Guests are checked in from twelve hours before the doors open until the event is over.")


class NobodyNamed(Problem):
    code = "nobody_named"
    title = _("Say who has come")
    detail = _("Send the code of a ticket, or the number of a guest from the list.")
    field = "ticket"
