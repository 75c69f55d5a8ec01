"""Why a request is turned down, as problems with stable codes."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agenda.operations import SlotTaken
from agenda.slots import Reason
from agenda.wall_clock import minute_before
from agenda.wall_clock import text as minute_text
from problems import FieldProblem, Problem
from problems.problem import problem_document

WHY: dict[Reason, str | Promise] = {
    Reason.STARTS_IN_PAST: _("That time has passed. Choose one that lies ahead."),
    Reason.INSIDE_NOTICE: _("That is too soon: the expert needs more notice. Choose a later time."),
    Reason.OUTSIDE_DATES: _(
        "That is outside the programme's dates. Choose a day from its first to its last one."
    ),
    Reason.BEYOND_HORIZON: _("That is too far ahead to be booked yet. Choose an earlier time."),
    Reason.OUTSIDE_HOURS: _(
        "That is outside the expert's hours, or outside the hours in which you meet. Choose one of the free times."
    ),
    Reason.CALENDAR_UNKNOWN: _(
        "The expert's own calendar cannot be read at the moment, so nobody knows whether they are free. "
        "Choose another expert, or try again later."
    ),
    Reason.ASKER_CALENDAR_UNKNOWN: _(
        "The founder's own calendar cannot be read at the moment, so nobody knows whether they are free. "
        "They can connect it again in their settings, or let times be offered all the same."
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


class StartUsedUp(StartNotOffered):
    """Others had the last session of that day, week or month: whoever asks comes too late, as with a taken start."""

    status = 409
    reasons = frozenset({Reason.DAY_FULL, Reason.WEEK_FULL, Reason.MONTH_FULL})


class OwnCalendarBusy(Problem):
    """`shows` has {starts_at, ends_at, title}; titles are told to nobody but the person, if they are kept at all."""

    code = "own_calendar_busy"
    status = 409
    title = _("A calendar shows something else then")
    detail = _(
        "Something else stands in the expert's own calendar at that time. Accept all the same if you know that it "
        "fits, or propose another time."
    )


class OwnCalendarUnread(Problem):
    """`as_of` is when it was last read, or null."""

    code = "own_calendar_unread"
    status = 409
    title = _("A calendar cannot be read")
    detail = _(
        "The expert's own calendar cannot be read at the moment, so nobody has checked that the time is free. "
        "Accept all the same if you know that it is."
    )


# The same, to the expert.
YOURS_IS_BUSY = _(
    "Something else stands in your own calendar at that time. Go on all the same if you know that it fits, or look for "
    "another time."
)
YOURS_IS_UNREAD = _(
    "Your own calendar cannot be read at the moment, so nobody has checked that the time is free. Go on all the same if "
    "you know that it is."
)

# The same, where somebody else answers for whoever of the startup is to come.
THE_STARTUPS_IS_BUSY = _(
    "Something else stands in the own calendar of whoever of the startup is to come. Go on all the same if you know that "
    "it fits."
)
THE_STARTUPS_IS_UNREAD = _(
    "The own calendar of whoever of the startup is to come cannot be read at the moment, so nobody has checked that the "
    "time is free. Go on all the same if you know that it is."
)


class NotPossibleNow(Problem):
    code = "not_possible_now"
    status = 409
    title = _("That is not possible now")
    detail = _("The session is in another state by now. Look at it again.")


class VersionMissing(Problem):
    code = "version_missing"
    title = _("Which version do you change?")
    detail = _("Send the session's version, or its ETag in an If-Match header.")
    field = "version"


class TooLateToMove(Problem):
    code = "too_late_to_move"
    status = 409
    title = _("It is too late to move this session")
    detail = _("It starts too soon. Cancel it, or ask a coordinator to move it.")


class MovedTooOften(Problem):
    code = "moved_too_often"
    status = 409
    title = _("This session has moved often enough")
    detail = _("The programme lets a session move only so often. Ask a coordinator to move it.")


class SameTime(Problem):
    code = "same_time"
    title = _("It is at that time already")
    detail = _("Nothing would change. Choose another time.")
    field = "starts_at"


class OverrideNotYours(Problem):
    code = "override_not_yours"
    status = 403
    title = _("The rule is not yours to set aside")
    detail = _("Ask a coordinator to set the programme's rule aside.")


class QuotaUsedUp(Problem):
    """`per` is month or cycle, `limit` and `used` are sessions, `next_free_at` the instant it is free again or null."""

    code = "quota_used_up"
    status = 409
    title = _("Your sessions of this programme are used up")
    detail = _("Your company has had as many sessions as the programme gives. See when the next is free.")


class AlternativesTooNear(Problem):
    code = "alternatives_too_near"
    title = _("These times are too near to each other")
    detail = _("Propose times that do not meet each other, the agreed time, or the pauses between sessions.")
    field = "starts"


class OutsideHumaneHours(Problem):
    """`starts` has {starts_at, local}: what the clock shows then of the founder, or of who else takes part."""

    code = "outside_humane_hours"
    status = 409
    title = _("Outside the hours in which somebody meets")
    detail = _(
        "Some of these times are in the night of somebody who takes part. Choose others, or say that you know."
    )
    field = "starts"


class NotProposed(Problem):
    code = "not_proposed"
    title = _("That time was not proposed")
    detail = _("Choose one of the proposed times.")
    field = "start"


class ProgrammeClosed(Problem):
    code = "programme_closed"
    status = 409
    title = _("The programme is closed")
    detail = _("This programme takes no requests at the moment. Choose another one.")
    field = "programme"


class ProgrammeNotRunning(Problem):
    code = "programme_not_running"
    status = 409
    title = _("The programme has not begun")
    detail = _(
        "Sessions of this programme can be booked once it runs. Choose another one, or come back then."
    )
    field = "programme"


class StartupNotInProgramme(Problem):
    code = "startup_not_in_programme"
    status = 409
    title = _("Your company does not take part in this programme")
    detail = _("Only companies that were taken into this programme book in it. Apply, or ask a coordinator.")
    field = "programme"


class NoPair(Problem):
    code = "no_pair"
    status = 409
    title = _("You are not paired with this expert")
    detail = _("In this programme companies meet the expert with whom they were paired. Choose that one.")
    field = "expert"


class ExpertNotInProgramme(Problem):
    code = "expert_not_in_programme"
    title = _("Not in this programme")
    detail = _("This expert does not take sessions in this programme. Choose another programme.")
    field = "expert"


class ExpertUnknown(Problem):
    code = "expert_unknown"
    title = _("Not in this programme")
    detail = _("One of these experts is not there, or takes no sessions in this programme. Choose others.")
    field = "experts"


class ColleagueUnknown(Problem):
    code = "colleague_unknown"
    title = _("Not of your company")
    detail = _(
        "One of these people is not of your company, or not there any more. Choose colleagues of yours."
    )
    field = "colleagues"


class TooManyExperts(Problem):
    code = "too_many_experts"
    title = _("Too many at once")
    detail = _("Ask for fewer experts at once: name some of them, or a topic.")
    field = "experts"


class TooManyColleagues(Problem):
    code = "too_many_colleagues"
    title = _("Too many at once")
    detail = _("Name fewer colleagues: at most ten take part beside you.")
    field = "colleagues"


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
    if reason is Reason.BUSY:
        return SlotTaken(next_free=spans)
    refused = StartUsedUp if reason in StartUsedUp.reasons else StartNotOffered
    return refused(reason, spans)


def spans_of(starts: Sequence[datetime], minutes: int) -> list[dict[str, str]]:
    """What the API tells of sessions of so many `minutes` at `starts`, which are whole minutes."""
    first, text = map(minute_before, starts), minute_text
    return [{"starts_at": text(start), "ends_at": text(start + minutes)} for start in first]


def instant(at: datetime) -> str:
    return f"{at.isoformat()[:19]}Z"  # strftime takes five times as long
