"""The demo hub: topics, programmes and the people files of `tests/data/demo_hub`."""

import csv
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from django.db import transaction

from accounts.models import Person
from directory.models import ExpertKind, Topic
from intake.operations import PeopleFile, apply_import
from mentoring.models import Approval, OverridesBy, Programme, ProgrammeKind

FOLDER = Path(__file__).resolve().parent.parent.parent / "tests" / "data" / "demo_hub"
FILES = ("startups.csv", "mentors.csv", "consultants.csv", "contacts.csv", "coordinators.csv")

PROGRAMMES: tuple[dict[str, object], ...] = (
    {
        "slug": "localization-mentoring",
        "name_ko": "현지화 멘토링",
        "name_en": "Localization mentoring",
        "summary_ko": "실리콘밸리 현지화 전문가와 한 시간 동안 해외 시장 전략을 함께 세웁니다.",
        "summary_en": "An hour with a Silicon Valley expert on your strategy for the market abroad.",
        "expert_kind": ExpertKind.MENTOR,
        "approval": Approval.EXPERT,
        "session_minutes": 60,
        "notice_hours": 24,
        "horizon_days": 56,
        "reschedule_cutoff_hours": 12,
        "cancel_cutoff_hours": 24,
        "max_moves": 3,
        "quota_per_month": 8,
    },
    {
        "slug": "expert-consulting",
        "name_ko": "전문가 상담",
        "name_en": "Expert consulting",
        "summary_ko": "세무, 회계, 지식재산 전문가에게 45분 동안 묻습니다.",
        "summary_en": "Forty-five minutes with a tax, accounting or IP consultant.",
        "kind": ProgrammeKind.CONSULTING,
        "expert_kind": ExpertKind.CONSULTANT,
        "approval": Approval.EXPERT,
        "session_minutes": 45,
        "step_minutes": 15,
        "notice_hours": 12,
        "horizon_days": 28,
        "reschedule_cutoff_hours": 6,
        "overrides_by": OverridesBy.EXPERTS,
        "cancel_cutoff_hours": 12,
        "max_moves": 3,
    },
    {
        "slug": "office-hours",
        "name_ko": "오피스 아워",
        "name_en": "Office hours",
        "summary_ko": "멘토가 열어 둔 시간에 30분, 신청하면 바로 확정됩니다.",
        "summary_en": "Thirty minutes in a mentor's open hours, confirmed as soon as you ask.",
        "kind": ProgrammeKind.OFFICE_HOURS,
        "expert_kind": ExpertKind.MENTOR,
        "approval": Approval.AUTOMATIC,
        "session_minutes": 30,
        "notice_hours": 4,
        "horizon_days": 14,
        "reschedule_cutoff_hours": 2,
        "cancel_cutoff_hours": 4,
        "reminder_offsets_minutes": [60],
    },
)


class HubRefused(Exception):
    """The committed files do not pass the import: a fault of the project, told with the first reasons."""


@transaction.atomic
def load_hub(*, now: datetime) -> bool:
    """Fill an empty installation with the demo hub; False, and nothing done, where somebody is in it already."""
    if Person.objects.exists():
        return False
    with (FOLDER / "topics.csv").open(encoding="utf-8-sig", newline="") as file:
        Topic.objects.bulk_create([Topic(**row) for row in csv.DictReader(file)])
    Programme.objects.bulk_create([Programme(**policy) for policy in PROGRAMMES])
    with ExitStack() as stack:
        files = [PeopleFile(name, stack.enter_context((FOLDER / name).open("rb"))) for name in FILES]
        report = apply_import(files, by=None, now=now)
    if not report.applied:
        refused = [
            f"{file.name}:{row.line} {row.problems}"
            for file in report.files
            for row in file.rows
            if row.problems
        ]
        raise HubRefused("; ".join(refused[:5]))
    return True
