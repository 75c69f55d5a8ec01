"""People come in by files: look first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import Person
from agenda.own_hours import note_hours, opened_hours
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Topic
from intake.cells import CellProblem
from intake.columns import Kind
from intake.comparison import compare
from intake.csv_files import FileRefused, read_sheet
from intake.queries import World, accepted_topics, world_of
from intake.report import FileReport, ImportReport, RowReport
from intake.rows import LimitCells, Row, read_rows, repeated_people
from intake.topics import read_topics
from intake.writing import write_row

# Any number will do, as long as every import takes the same one.
_ONE_IMPORT_AT_A_TIME = 7_305_220_811
# An audit row names these columns, never what stood in them.
_PRIVATE = frozenset({"email", "phone"})
# Of who is there already, what their own page shows too: it learns that these became others.
_HOURS = frozenset({"weekly_hours", *(field.name for field in fields(LimitCells))})


@dataclass(frozen=True)
class PeopleFile:
    """A file as it came: its name and its bytes, read from the start and at most to the size bound."""

    name: str
    content: BinaryIO


@dataclass(frozen=True)
class _ReadFile:
    name: str
    kind: Kind | None
    rows: tuple[Row, ...] = ()
    problems: tuple[CellProblem, ...] = ()


def preview_import(files: Sequence[PeopleFile], *, by: Person | None) -> ImportReport:
    """What `apply_import` would do with `files` at this moment. Writes nothing; `applied` is False.

    `by` is a coordinator, or None for the command line. Raises `PermissionDenied`.
    """
    _require_coordinator(by)
    read = _read(files)
    return ImportReport(False, _planned(read, _world(read, locked=False)))


@atomically
def apply_import(files: Sequence[PeopleFile], *, by: Person | None, now: datetime) -> ImportReport:
    """Make the database as `files` say, or leave it alone when any row is refused (`applied` tells which).

    Repeatable: rows that are already so are "same" and not written. Imports wait for each other, so two
    at once end as one after the other. Each written row leaves an audit row by `by` at `now` (aware UTC).
    `by` is a coordinator, or None for the command line. Raises `PermissionDenied`.
    """
    _require_coordinator(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_IMPORT_AT_A_TIME])
    read = _read(files)
    world = _world(read, locked=True)
    report = ImportReport(True, _planned(read, world))
    if report.refused:
        return replace(report, applied=False)
    for file, planned in zip(read, report.files, strict=True):
        for row, row_report in zip(file.rows, planned.rows, strict=True):
            if row_report.outcome != "same":
                _write(file.name, row, row_report, world, by=by, now=now)
    return report


@atomically
def import_topics(content: BinaryIO, *, by: Person | None, now: datetime) -> int:
    """Add or rename the topics of a file (slug, name_ko, name_en); none is removed. How many were written.

    Raises `FileRefused`, `PermissionDenied`.
    """
    _require_coordinator(by)
    content.seek(0)
    topics = read_topics(content)
    held = set(Topic.objects.values_list("slug", "name_ko", "name_en"))
    written = [topic for topic in topics if topic not in held]
    for slug, name_ko, name_en in written:
        names = {"name_ko": name_ko, "name_en": name_en}
        Topic.objects.update_or_create(slug=slug, defaults=names)
        record("topic", slug, "import_written", by=by, now=now, **names)
    return len(written)


def _require_coordinator(by: Person | None) -> None:
    if by is not None and not by.coordinates:
        raise PermissionDenied


def _read(files: Sequence[PeopleFile]) -> list[_ReadFile]:
    topics = accepted_topics()
    return [_read_one(file, topics) for file in files]


def _read_one(file: PeopleFile, topics: Mapping[str, str]) -> _ReadFile:
    file.content.seek(0)
    try:
        sheet = read_sheet(file.name, file.content)
    except FileRefused as refused:
        return _ReadFile(file.name, refused.kind, problems=refused.problems)
    return _ReadFile(file.name, sheet.kind, read_rows(sheet, topics))


def _world(read: Sequence[_ReadFile], *, locked: bool) -> World:
    return world_of((row for file in read for row in file.rows), locked=locked)


def _planned(read: Sequence[_ReadFile], world: World) -> tuple[FileReport, ...]:
    between = repeated_people([(file.name, file.rows) for file in read])
    return tuple(
        FileReport(file.name, file.kind, _planned_rows(file, index, world, between))
        for index, file in enumerate(read)
    )


def _planned_rows(
    file: _ReadFile, index: int, world: World, between: Mapping[tuple[int, int], CellProblem]
) -> tuple[RowReport, ...]:
    if file.problems:
        return (RowReport(file.problems[0].line, "refuse", "", problems=file.problems),)
    found = ((row, between.get((index, row.line))) for row in file.rows)
    return tuple(compare(row, world.held(row), (problem,) if problem else ()) for row, problem in found)


def _write(
    file: str, row: Row, planned: RowReport, world: World, *, by: Person | None, now: datetime
) -> None:
    changed = frozenset(change.column for change in planned.changes)
    startup = world.startups.get(row.startup.name_ko) if row.startup else None
    known = world.people.get(row.person.email)
    was = opened_hours(known) if known is not None and changed & _HOURS else None
    person = write_row(row, changed, known, startup, now=now)
    if was is not None:
        note_hours(person, "hours.imported", was, by=by, now=now, file=file)
    action = "import_added" if planned.outcome == "add" else "import_changed"
    record("person", person.pk, action, by=by, now=now, file=file, line=row.line, changes=_audited(planned))


def _audited(planned: RowReport) -> list[dict[str, str]]:
    return [
        {"column": change.column}
        if change.column in _PRIVATE
        else {"column": change.column, "before": change.before, "after": change.after}
        for change in planned.changes
    ]
