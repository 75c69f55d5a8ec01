"""Why something about a plan is turned down, as problems with stable codes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from problems import Problem


class PlanUnderWay(Problem):
    code = "plan_under_way"
    status = 409
    title = _("A plan is being worked out")
    detail = _("Wait for it, or stop it: the best found so far is kept.")


class PlanNotPossibleNow(Problem):
    """`state` is that of the event."""

    code = "plan_not_possible_now"
    status = 409
    title = _("The event cannot be planned now")
    detail = _("Plans are made from when the event is open until it is over.")


class NothingToPlan(Problem):
    """`lacks` names what is missing: "startups", "contacts", "tables", "rounds"."""

    code = "nothing_to_plan"
    status = 409
    title = _("There is nothing to plan yet")
    detail = _("A plan needs startups and contacts with a place, and tables that are in service.")


class PlanNotGoingOn(Problem):
    code = "plan_not_going_on"
    status = 409
    title = _("It has come to its end")
    detail = _("Nothing is worked out any more. Look at the plan again.")


class PlanNotEditable(Problem):
    """`state` is that of the plan."""

    code = "plan_not_editable"
    status = 409
    title = _("This plan cannot be changed")
    detail = _(
        "Only a plan that is ready and not published is edited. Make a copy of this one and change that."
    )


class MeetingClashes(Problem):
    """`clashes` has a row for everything that stands in the way: {code, guest, meeting}, by id."""

    code = "meeting_clashes"
    status = 409
    title = _("That does not fit")
    detail = _(
        "Somebody is elsewhere in that round, or the table is not free. Choose another round or table."
    )
    field = "round"

    def __init__(self, clashes: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(clashes=list(clashes))


class RoundUnknown(Problem):
    """`rounds` is how many there are."""

    code = "round_unknown"
    title = _("There is no such round")
    detail = _("Choose one of the event's rounds.")
    field = "round"


class TableUnknown(Problem):
    code = "table_unknown"
    title = _("There is no such table")
    detail = _("Choose one of the event's tables.")
    field = "table"


class GuestUnknown(Problem):
    code = "guest_unknown"
    title = _("That is no guest with a place at this event")
    detail = _("Choose a startup and a contact who both have a place.")
    field = "guest"


class RoundOver(Problem):
    """`begins` is the first round that can still be changed."""

    code = "round_over"
    status = 409
    title = _("That round is over")
    detail = _("What was before stays as it was. Choose a later round.")
    field = "round"


class PlanNotPublishable(Problem):
    """`why` is a stable code: "not_ready", "event_not_closed"."""

    code = "plan_not_publishable"
    status = 409
    title = _("It cannot be published")
    detail = _(
        "A plan is published once it is ready, while registration is closed and the event is not over."
    )


class PlanFaulty(Problem):
    """`faults` are rows of `plans.faulty` with `words` in the reader's language: a part of them where there are many."""

    code = "plan_faulty"
    status = 409
    title = _("The plan does not fit any more")
    detail = _(
        "Guests, tables or hours have changed since. Mend what is listed, or plan anew and publish that."
    )


class GuestsTaken(Problem):
    """`guests` are names of people who have another appointment at the time of a meeting of theirs."""

    code = "guests_taken"
    status = 409
    title = _("Somebody has another appointment meanwhile")
    detail = _("Plan anew: the new plan goes around it.")


class NothingPublished(Problem):
    code = "nothing_published"
    status = 409
    title = _("No plan has been published yet")
    detail = _("Plan the whole event and publish that first.")
