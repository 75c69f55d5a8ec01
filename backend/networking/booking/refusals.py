"""Why a meeting is not booked, as problems with stable codes."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from problems import Problem


class BookingClosed(Problem):
    code = "booking_closed"
    status = 409
    title = _("Meetings cannot be booked now")
    detail = _("Guests book meetings once the event is set up for it, until its last round has begun.")


class SlotGone(Problem):
    """`free` are the rounds that the two still have: rows {number, starts_at, ends_at}."""

    code = "slot_gone"
    status = 409
    title = _("That round is taken")
    detail = _("One of you, or the last table, was booked a moment ago. Choose one of the next free rounds.")
    field = "round"

    def __init__(self, free: Sequence[dict[str, Any]]) -> None:
        super().__init__(free=list(free))


class NobodyToBook(Problem):
    code = "nobody_to_book"
    status = 409
    title = _("You cannot meet this guest")
    detail = _("You meet already, they have no time left, or they do not come. Choose somebody else.")
    field = "about"


class TooManyAsked(Problem):
    """`at_most` is how many may wait for an answer at a time."""

    code = "too_many_asked"
    status = 409
    title = _("Too many of your requests wait for an answer")
    detail = _("Wait for an answer, or take one back, before you ask anybody else.")


class BookingOver(Problem):
    """`state` is that of the booking."""

    code = "booking_over"
    status = 409
    title = _("There is nothing to answer any more")
    detail = _("It was answered, taken back or not answered in time. Look at the list again.")
