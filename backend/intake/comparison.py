"""A row against what is held: which columns would change, and what speaks against it. Plain values only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.cells import CellProblem
from intake.columns import Kind, name_column
from intake.report import Change, Outcome, RowReport
from intake.rows import ExpertCells, LimitCells, PersonCells, Row, StartupCells
from intake.weekly_hours import WeeklyRange, format_weekly_hours

ROLES: Mapping[Kind, str] = {
    "startups": "startup_member",
    "experts": "mentor",
    "contacts": "contact",
    "coordinators": "coordinator",
}
_ASSUMED = frozenset({"language", "time_zone"})


@dataclass(frozen=True)
class Held:
    """What the database holds about a row's person (None: a new one) and startup."""

    person: PersonCells | None = None
    role: str = ""
    startup: StartupCells | None = None
    member_of: str = ""  # Korean name of the person's own startup
    expert: ExpertCells | None = None
    hours: tuple[WeeklyRange, ...] = ()
    limits: LimitCells | None = None


def compare(row: Row, held: Held, more: Sequence[CellProblem] = ()) -> RowReport:
    """What is to become of `row`; `more` are problems found between rows."""
    label = row.person.name or row.person.email
    problems = (*row.problems, *more)
    if not problems:
        problems = tuple(_contradictions(row, held))
    if problems:
        return RowReport(row.line, "refuse", label, problems=problems)
    changes = tuple(_changes(row, held))
    outcome: Outcome = "add" if held.person is None else "change" if changes else "same"
    return RowReport(row.line, outcome, label, changes)


def _contradictions(row: Row, held: Held) -> list[CellProblem]:
    if held.person is None:
        needed = CellProblem(row.line, "time_zone", "time_zone_needed")
        return [] if row.person.time_zone else [needed]
    if held.role != ROLES[row.kind]:
        return [CellProblem(row.line, "email", "email_has_other_role", {"role": held.role})]
    if row.startup is not None and held.member_of not in ("", row.startup.name_ko):
        other = {"startup": held.member_of}
        return [CellProblem(row.line, "startup_ko", "member_of_other_startup", other)]
    return []


def _changes(row: Row, held: Held) -> list[Change]:
    after = _told(row.kind, row.person, row.startup, row.expert, row.hours, row.limits)
    before = _told(row.kind, held.person, held.startup, held.expert, held.hours, held.limits)
    if row.startup is not None and held.person is not None and not held.member_of:
        before["startup_ko"] = ""
    told = row.given if held.person is not None else row.given | _ASSUMED
    kept = {column for column in _ASSUMED if held.person is not None and not after[column]}
    return [
        Change(column, before.get(column, ""), value)
        for column, value in after.items()
        if column in told - kept and before.get(column, "") != value
    ]


def _told(
    kind: Kind,
    person: PersonCells | None,
    startup: StartupCells | None,
    expert: ExpertCells | None,
    hours: tuple[WeeklyRange, ...],
    limits: LimitCells | None,
) -> dict[str, str]:
    """Documented column → the value as one would write it into a cell."""
    return {
        **(_told_startup(startup) if startup else {}),
        **(_told_person(kind, person) if person else {}),
        **(_told_expert(expert) if expert else {}),
        "weekly_hours": format_weekly_hours(hours),
        **(
            {column: "" if value is None else str(value) for column, value in vars(limits).items()}
            if limits
            else {}
        ),
    }


def _told_person(kind: Kind, person: PersonCells) -> dict[str, str]:
    return {
        name_column(kind): person.name,
        "email": person.email,
        "phone": person.phone,
        "country": person.country,
        "time_zone": person.time_zone,
        "language": person.language,
    }


def _told_startup(startup: StartupCells) -> dict[str, str]:
    return {
        "startup_ko": startup.name_ko,
        "startup_en": startup.name_en,
        "builds_ko": startup.builds_ko,
        "builds_en": startup.builds_en,
        "stage": startup.stage,
        "needs": "; ".join(startup.needs),
        "languages": "; ".join(startup.languages),
    }


def _told_expert(expert: ExpertCells) -> dict[str, str]:
    lists = {"topics": "; ".join(expert.topics), "languages": "; ".join(expert.languages)}
    return {**vars(expert), **lists}
