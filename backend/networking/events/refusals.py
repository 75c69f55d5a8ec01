"""Why something about an event is turned down, as problems with stable codes."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networking.events.rules import Lack
from problems import FieldProblem, Problem

LACKS: dict[tuple[str, str], str | Promise] = {
    ("held_on", "past"): _("That date is over, or registration would be closed already. Choose a later one."),
    ("tables", "none"): _("Guests need somewhere to meet. Set up at least one table or video room."),
    ("startup_seats", "none"): _("No startup could register. Give at least one place."),
    ("contact_seats", "none"): _("No contact could register. Give at least one place."),
    ("place", "empty"): _("Say where it is: a place, a link, or both."),
}
EMPTY = _("This is needed before the event is announced. Fill it in.")


class EventSlugTaken(Problem):
    code = "event_slug_taken"
    status = 409
    title = _("There is an event of that short name")
    detail = _("Choose another short name for its address.")
    field = "slug"


class EventNotReady(Problem):
    """One row of `errors` for everything that is missing."""

    code = "event_not_ready"
    status = 409
    title = _("Something is missing yet")
    detail = _("Fill in what is listed, then try again.")

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__()
        self.lacks = lacks

    def errors(self) -> list[FieldProblem]:
        return [
            FieldProblem(lack.field, lack.code, LACKS.get((lack.field, lack.code), EMPTY))
            for lack in self.lacks
        ]


class EventStepImpossible(Problem):
    """`state` is the one in which the event is."""

    code = "event_step_impossible"
    status = 409
    title = _("That step is not possible now")
    detail = _("The event is in another state meanwhile. Look at it again.")


class EventOver(Problem):
    """`state` is the one in which the event is."""

    code = "event_over"
    status = 409
    title = _("Nothing can be changed any more")
    detail = _("The event has taken place or was cancelled.")


class EventSeatsTaken(Problem):
    """`at_least` is the smallest possible number."""

    code = "event_seats_taken"
    status = 409
    title = _("More places are taken")
    detail = _("There cannot be fewer places than are taken or offered. Choose a higher number.")

    def __init__(self, kind: str, at_least: int) -> None:
        super().__init__(at_least=at_least)
        self.kind = kind

    def errors(self) -> list[FieldProblem]:
        return [FieldProblem(f"{self.kind}_seats", self.code, self.told)]


class EventTooLong(Problem):
    code = "event_too_long"
    title = _("The rounds take longer than a day")
    detail = _("Take fewer or shorter rounds, or shorter breaks.")
    field = "rounds"


class LeastMeetingsTooMany(Problem):
    code = "least_meetings_too_many"
    title = _("Nobody can have so many meetings")
    detail = _("There is one meeting in each round at most. Choose a number up to that of the rounds.")
    field = "meetings_least"


class EventQuestionGone(Problem):
    code = "event_question_gone"
    status = 409
    title = _("A question has changed meanwhile")
    detail = _("The questions of the event are others by now. Open the page again and answer those.")


class TableInUse(Problem):
    """`tables` are their numbers."""

    code = "table_in_use"
    status = 409
    title = _("A table is in the plan")
    detail = _("Meetings are planned at a table that you take out. Mark it as out of use, and plan anew.")
