"""Why something on the day is turned down, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class NotTheDay(Problem):
    """`state` is that of the event."""

    code = "not_the_day"
    status = 409
    title = _("The event does not go on")
    detail = _("What happens is noted from when registration is closed until the event is over.")


class HappeningKnown(Problem):
    """`happening` is the one there is."""

    code = "happening_known"
    status = 409
    title = _("That is noted already")
    detail = _("Undo what is noted first, if it is otherwise.")

    def __init__(self, happening: int | None) -> None:
        super().__init__(happening=happening)


class NotOfThisEvent(Problem):
    code = "not_of_this_event"
    title = _("That is not of this event")
    detail = _("Choose one of its guests or tables.")


class RoundsImpossible(Problem):
    """`rounds` is how many there are."""

    code = "rounds_impossible"
    title = _("There are no such rounds")
    detail = _("Choose rounds of the event, the first of them not after the last.")
    field = "begins"


class AlreadyUndone(Problem):
    code = "already_undone"
    status = 409
    title = _("That is undone already")
    detail = _("Look at the list again.")
