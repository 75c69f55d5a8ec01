"""The documented columns of the four kinds of file (docs/import-files.md shows the same tables)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["startups", "experts", "contacts", "coordinators"]


@dataclass(frozen=True)
class Column:
    """A column by its name in the header; `korean` is the heading a Korean sheet may carry instead."""

    name: str
    korean: str
    required: bool = False


EMAIL = Column("email", "이메일", required=True)
PERSON = (
    Column("phone", "전화"),
    Column("country", "국가"),
    Column("time_zone", "시간대"),
    Column("language", "표시 언어"),
)
TOPICS = Column("topics", "주제", required=True)
SPOKEN = Column("languages", "구사 언어", required=True)
HEADLINES = (Column("headline_ko", "한줄 소개(한국어)"), Column("headline_en", "한줄 소개(영어)"))
BIOS = (Column("bio_ko", "소개(한국어)"), Column("bio_en", "소개(영어)"))
AGENDA = (
    Column("weekly_hours", "주간 가능 시간"),
    Column("notice_hours", "최소 예약 시간"),
    Column("buffer_before_minutes", "앞 여유(분)"),
    Column("buffer_after_minutes", "뒤 여유(분)"),
    Column("max_per_day", "하루 최대"),
    Column("max_per_week", "주 최대"),
)
COMPANY = (
    Column("startup_ko", "회사명(한국어)", required=True),
    Column("startup_en", "회사명(영어)", required=True),
    Column("builds_ko", "하는 일(한국어)"),
    Column("builds_en", "하는 일(영어)"),
    Column("stage", "단계", required=True),
    Column("needs", "필요한 주제"),
    Column("languages", "구사 언어"),
)

COLUMNS: Mapping[Kind, tuple[Column, ...]] = {
    "startups": (*COMPANY, Column("founder_name", "창업자", required=True), EMAIL, *PERSON),
    "experts": (
        Column("expert_name", "전문가", required=True),
        EMAIL,
        *PERSON,
        Column("kind", "구분", required=True),
        Column("organisation", "소속"),
        *HEADLINES,
        *BIOS,
        TOPICS,
        SPOKEN,
        *AGENDA,
    ),
    "contacts": (
        Column("contact_name", "네트워킹 연락처", required=True),
        EMAIL,
        *PERSON,
        Column("organisation", "소속", required=True),
        *HEADLINES,
        *BIOS,
        Column("topics", "주제"),
        SPOKEN,
    ),
    "coordinators": (Column("coordinator_name", "코디네이터", required=True), EMAIL, *PERSON),
}

# The column with the person's name says what a file is. A shared "name" would let a sheet of contacts
# that lost a column pass for a sheet of coordinators.
NAME_COLUMNS: Mapping[str, Kind] = {
    "founder_name": "startups",
    "expert_name": "experts",
    "contact_name": "contacts",
    "coordinator_name": "coordinators",
}


def squeezed(heading: str) -> str:
    """A heading as it is compared: case, spaces, hyphens and underscores make no difference."""
    return "".join(heading.casefold().replace("-", " ").replace("_", " ").split())


_CANONICAL: Mapping[str, str] = {
    squeezed(spelling): column.name
    for columns in COLUMNS.values()
    for column in columns
    for spelling in (column.name, column.korean)
}


def canonical(heading: str) -> str:
    """The documented name of a heading in any accepted spelling, or the heading itself, trimmed."""
    return _CANONICAL.get(squeezed(heading), heading.strip())


def is_known(heading: str) -> bool:
    """Whether any kind of file has such a column."""
    return squeezed(heading) in _CANONICAL


def name_column(kind: Kind) -> str:
    """The column that holds the person's name in this kind of file."""
    return next(name for name, named in NAME_COLUMNS.items() if named == kind)
