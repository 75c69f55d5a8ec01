"""A sheet's lines as typed rows: one person each, and the startup or expert the person is or belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake import places
from intake.cell_reader import CellReader
from intake.cells import CellProblem, Parameter
from intake.columns import COLUMNS, Kind, name_column
from intake.csv_files import Record, Sheet
from intake.weekly_hours import WeeklyRange

STAGES: Mapping[str, str] = {
    "idea": "idea",
    "아이디어": "idea",
    "pre-seed": "pre_seed",
    "프리시드": "pre_seed",
    "seed": "seed",
    "시드": "seed",
    "series-a": "series_a",
    "series a": "series_a",
    "시리즈 a": "series_a",
    "시리즈a": "series_a",
    "series-b": "series_b",
    "series b": "series_b",
    "시리즈 b": "series_b",
    "시리즈b": "series_b",
}
EXPERT_KINDS: Mapping[str, str] = {
    "mentor": "mentor",
    "멘토": "mentor",
    "consultant": "consultant",
    "컨설턴트": "consultant",
    "자문": "consultant",
}
LANGUAGES: Mapping[str, str] = {
    "ko": "ko",
    "korean": "ko",
    "한국어": "ko",
    "en": "en",
    "english": "en",
    "영어": "en",
}


@dataclass(frozen=True)
class PersonCells:
    email: str
    name: str
    phone: str  # E.164 or ""
    country: str  # ISO 3166-1 or "": whose public holidays are kept
    language: str
    time_zone: str  # IANA, or "" when the line names neither a zone nor a country with one zone only


@dataclass(frozen=True)
class StartupCells:
    name_ko: str
    name_en: str
    builds_ko: str
    builds_en: str
    stage: str
    needs: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class LimitCells:
    notice_hours: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    max_per_day: int | None
    max_per_week: int | None


@dataclass(frozen=True)
class ExpertCells:
    kind: str
    organisation: str
    headline_ko: str
    headline_en: str
    bio_ko: str
    bio_en: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One line. `given` are the columns the file has: what it does not give stays as it is."""

    line: int
    kind: Kind
    given: frozenset[str]
    person: PersonCells
    problems: tuple[CellProblem, ...]
    startup: StartupCells | None = None
    expert: ExpertCells | None = None
    hours: tuple[WeeklyRange, ...] = ()
    limits: LimitCells | None = None


def read_rows(sheet: Sheet, known_topics: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows of `sheet`, each with all its problems; `known_topics` as `fields.topic_names` gives it."""
    required = frozenset(column.name for column in COLUMNS[sheet.kind] if column.required)
    given = frozenset(sheet.columns)
    return tuple(_row(sheet.kind, record, required, given, known_topics) for record in sheet.records)


def _row(
    kind: Kind,
    record: Record,
    required: frozenset[str],
    given: frozenset[str],
    known_topics: Mapping[str, str],
) -> Row:
    if (
        record.problems
    ):  # cells of a ragged line stand under the wrong columns: reading them says nothing true
        required = frozenset()
        record = Record(record.line, _recognisable(kind, record), record.problems)
    cells = CellReader(record, required)
    person = _person(cells, name_column(kind), default_language="en" if kind == "experts" else "ko")
    startup = _startup(cells, known_topics) if kind == "startups" else None
    expert = _expert(cells, kind, known_topics) if kind in ("experts", "contacts") else None
    hours = cells.weekly_hours("weekly_hours")
    limits = _limits(cells) if kind == "experts" else None
    return Row(record.line, kind, given, person, tuple(cells.problems), startup, expert, hours, limits)


def _recognisable(kind: Kind, record: Record) -> Mapping[str, str]:
    name = name_column(kind)
    return {name: record.cells[name]} if name in record.cells else {}


def _person(cells: CellReader, name: str, default_language: str) -> PersonCells:
    country = cells.country("country")
    assumed = places.only_zone_of(country) if country else None
    time_zone = cells.time_zone("time_zone", empty=assumed or "")
    by_country = {"KR": "ko"}.get(country, "en") if country else default_language
    return PersonCells(
        email=cells.email("email"),
        name=cells.line(name),
        phone=cells.phone("phone", country),
        country=country or "",
        language=cells.choice("language", LANGUAGES, empty=by_country),
        time_zone=time_zone,
    )


def _startup(cells: CellReader, known_topics: Mapping[str, str]) -> StartupCells:
    return StartupCells(
        name_ko=cells.line("startup_ko"),
        name_en=cells.line("startup_en"),
        builds_ko=cells.text("builds_ko"),
        builds_en=cells.text("builds_en"),
        stage=cells.choice("stage", STAGES, empty=""),
        needs=cells.topics("needs", known_topics),
        languages=cells.languages("languages"),
    )


def _expert(cells: CellReader, kind: Kind, known_topics: Mapping[str, str]) -> ExpertCells:
    return ExpertCells(
        kind="contact" if kind == "contacts" else cells.choice("kind", EXPERT_KINDS, empty=""),
        organisation=cells.line("organisation"),
        headline_ko=cells.line("headline_ko", most=200),
        headline_en=cells.line("headline_en", most=200),
        bio_ko=cells.text("bio_ko"),
        bio_en=cells.text("bio_en"),
        topics=cells.topics("topics", known_topics),
        languages=cells.languages("languages"),
    )


def _limits(cells: CellReader) -> LimitCells:
    return LimitCells(
        notice_hours=cells.number("notice_hours", least=0, most=24 * 60) or 0,
        buffer_before_minutes=cells.number("buffer_before_minutes", least=0, most=240) or 0,
        buffer_after_minutes=cells.number("buffer_after_minutes", least=0, most=240) or 0,
        max_per_day=cells.number("max_per_day", least=1, most=24),
        max_per_week=cells.number("max_per_week", least=1, most=100),
    )


def repeated_people(sheets: Sequence[tuple[str, Sequence[Row]]]) -> Mapping[tuple[int, int], CellProblem]:
    """What is wrong between rows, over all files: {(index of the file, line): problem} for the later row.

    `sheets` are (file name, rows) in the order given. An e-mail address may stand once over all files.
    Rows of one startup (by Korean name) must agree about it.
    """
    people: dict[str, _Place] = {}
    startups: dict[str, tuple[_Place, StartupCells]] = {}
    found: dict[tuple[int, int], CellProblem] = {}
    for index, (name, rows) in enumerate(sheets):
        for row in rows:
            place = _Place(index, name, row.line)
            problem = _repeats(row, place, people) or _disagrees(row, place, startups)
            if problem is not None:
                found[index, row.line] = problem
    return found


@dataclass(frozen=True)
class _Place:
    index: int  # of the file: two files may have one name
    file: str
    line: int

    def told(self, value: str) -> Mapping[str, Parameter]:
        return {"file": self.file, "first_line": self.line, "value": value}


def _repeats(row: Row, place: _Place, people: dict[str, _Place]) -> CellProblem | None:
    email = row.person.email
    first = people.setdefault(email, place) if email else place
    return None if first == place else CellProblem(row.line, "email", "email_repeated", first.told(email))


def _disagrees(
    row: Row, place: _Place, startups: dict[str, tuple[_Place, StartupCells]]
) -> CellProblem | None:
    if row.startup is None or not row.startup.name_ko:
        return None
    name = row.startup.name_ko
    first, told = startups.setdefault(name, (place, row.startup))
    if told == row.startup:
        return None
    return CellProblem(row.line, "startup_ko", "startup_disagrees", first.told(name))
