"""Why a series is turned down, as problems with stable codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agenda.recurrence import MOST_OCCURRENCES, BadRule
from mentoring.refusals import QuotaUsedUp
from problems import FieldProblem, Problem
from problems.problem import problem_document

WHAT: dict[str, str | Promise] = {
    "not_positive": _("Enter a number of at least one."),
    "too_far_apart": _("That is too far apart. Choose at most 52."),
    "bad_weekday": _("Choose weekdays from Monday (0) to Sunday (6), and none for a monthly rule."),
    "bad_position": _(
        "A monthly rule says which weekday of the month, 1 to 5 or -1 for the last, or which day of the month."
    ),
    "bad_month_day": _(
        "Choose a day of the month from 1 to 31, or -1 for the last, in a monthly rule without a weekday."
    ),
    "count_or_until": _("Say either how many times, or until which date."),
    "not_the_start": _("The rule does not come round on the first date. Change one of them."),
    "ends_before_start": _("The last date lies before the first."),
    "unknown_zone": _("There is no time zone of that name. Use an IANA name such as Asia/Seoul."),
    "too_long": _("That is too far ahead. A series reaches three years at most; you can extend it later."),
    "not_a_minute": _("A session starts at a whole minute."),
}


class RuleRefused(Problem):
    """The rule means nothing, or too much; `code` says what is wrong with which field."""

    code = "bad_rule"
    title = _("These dates cannot be worked out")

    def __init__(self, error: BadRule) -> None:
        detail = WHAT.get(error.code) or _(
            "That is more than %(most)s dates. Choose fewer; you can extend the series later."
        ) % {"most": MOST_OCCURRENCES}
        super().__init__(detail=detail)
        self.error = error

    def as_dict(self) -> dict[str, object]:
        row = FieldProblem(self.error.field, self.error.code, self.told)
        return problem_document(self.error.code, self.status, self.title, self.told, [row])


class DatesClash(Problem):
    """Some dates cannot be had; `clashes` tells which, why, and what is free instead."""

    code = "series_clashes"
    status = 409
    title = _("Some of the dates cannot be booked")
    detail = _("Leave these dates out, or choose one of the other times that are free.")
    field = "chosen"


class DatesTaken(DatesClash):
    """Somebody was faster."""

    code = "slot_taken"
    title = _("Some of the dates are taken")


class SeriesQuotaUsedUp(QuotaUsedUp):
    """`periods` names each month or cycle with its `limit`, the sessions `used` and how many dates are `too_many`."""

    detail = _("The programme gives your company no more sessions in %(periods)s. Leave dates out of it.")
    field = "chosen"


class NotAnOccurrence(Problem):
    code = "not_an_occurrence"
    title = _("The series has no such date")
    detail = _("Choose one of the dates of the series that lie ahead.")
    field = "on"
