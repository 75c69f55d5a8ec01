"""Why a request is turned down, as problems with stable codes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agenda.operations import SlotTaken
from agenda.slots import Reason
from problems import FieldProblem, Problem
from problems.problem import problem_document

WHY: dict[Reason, str | Promise] = {
    Reason.STARTS_IN_PAST: _("That time has passed. Choose one that lies ahead."),
    Reason.INSIDE_NOTICE: _("That is too soon: the expert needs more notice. Choose a later time."),
    Reason.BEYOND_HORIZON: _("That is too far ahead to be booked yet. Choose an earlier time."),
    Reason.OUTSIDE_HOURS: _(
        "That is outside the expert's hours, or outside the hours in which you meet. Choose one of the free times."
    ),
    Reason.DAY_FULL: _("The expert takes no more sessions that day. Choose another day."),
    Reason.WEEK_FULL: _("The expert takes no more sessions that week. Choose another week."),
    Reason.MONTH_FULL: _("The expert takes no more sessions that month. Choose another month."),
    Reason.BEFORE_WINDOW: _("The expert takes no sessions before a later date. Choose a later day."),
    Reason.OFF_GRID: _("Sessions do not start at that minute. Choose one of the free times."),
}


class StartNotOffered(Problem):
    """The start breaks a rule of the expert or the programme; `code` says which."""

    code = "start_not_offered"
    title = _("That time cannot be booked")
    field = "starts_at"

    def __init__(self, reason: Reason, next_free: list[dict[str, str]]) -> None:
        super().__init__(detail=WHY[reason], next_free=next_free)
        self.reason = reason

    def as_dict(self) -> dict[str, object]:
        code = self.reason.value
        error = FieldProblem("starts_at", code, self.told)
        return problem_document(code, self.status, self.title, self.told, [error], **self.extra)


class NotPossibleNow(Problem):
    code = "not_possible_now"
    status = 409
    title = _("That is not possible now")
    detail = _("The session is in another state by now. Look at it again.")


class ProgrammeClosed(Problem):
    code = "programme_closed"
    status = 409
    title = _("The programme is closed")
    detail = _("This programme takes no requests at the moment. Choose another one.")
    field = "programme"


class ExpertNotInProgramme(Problem):
    code = "expert_not_in_programme"
    title = _("Not in this programme")
    detail = _("This expert does not take sessions in this programme. Choose another programme.")
    field = "expert"


class LinkUnknown(Problem):
    code = "link_unknown"
    status = 404
    title = _("This link is not valid")
    detail = _("Open the link exactly as it stands in the message, or sign in to see your sessions.")


class LinkExpired(Problem):
    code = "link_expired"
    status = 410
    title = _("This link has expired")
    detail = _("The request was not answered in time and its hour is free again. Nothing is left to do.")


class AlreadyAnswered(Problem):
    code = "already_answered"
    status = 409
    title = _("Already answered")
    detail = _("This request has an answer. Sign in to see the session.")


def start_refused(reason: Reason, next_free: Sequence[datetime], minutes: int) -> Problem:
    """The problem for a refused start: "taken" where somebody else has it, else the rule that it breaks."""
    spans = spans_of(next_free, minutes)
    return SlotTaken(next_free=spans) if reason is Reason.BUSY else StartNotOffered(reason, spans)


def spans_of(starts: Sequence[datetime], minutes: int) -> list[dict[str, str]]:
    length = timedelta(minutes=minutes)
    return [{"starts_at": _z(start), "ends_at": _z(start + length)} for start in starts]


def _z(instant: datetime) -> str:
    return f"{instant.isoformat()[:19]}Z"  # strftime takes five times as long
