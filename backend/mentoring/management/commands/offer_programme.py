from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

import clock
from directory.models import ExpertKind
from mentoring.models import Approval, CalendarEdits, OverridesBy, Programme
from mentoring.operations import offer_programme

TEXTS = ("name_ko", "name_en", "summary_ko", "summary_en")
CHOICES = ("expert_kind", "approval", "overrides_by", "calendar_edits")
NUMBERS = (
    "session_minutes",
    "step_minutes",
    "notice_hours",
    "horizon_days",
    "hold_hours",
    "reschedule_cutoff_hours",
    "cancel_cutoff_hours",
    "max_moves",
    "quota_per_month",
    "quota_per_cycle",
)
DATES = ("cycle_from_on", "cycle_until_on")


class Command(BaseCommand):
    help = "Open a programme, or change the policy of the one with this slug."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--name-ko", required=True)
        parser.add_argument("--name-en", required=True)
        parser.add_argument("--summary-ko", default="")
        parser.add_argument("--summary-en", default="")
        parser.add_argument("--expert-kind", choices=ExpertKind.values, required=True)
        parser.add_argument("--approval", choices=Approval.values, default=Approval.EXPERT)
        parser.add_argument("--overrides-by", choices=OverridesBy.values, default=OverridesBy.COORDINATORS)
        parser.add_argument("--calendar-edits", choices=CalendarEdits.values, default=CalendarEdits.ASK)
        for field in NUMBERS:
            default = getattr(Programme(), field)
            parser.add_argument(f"--{field.replace('_', '-')}", type=int, default=default)

        for field in DATES:
            parser.add_argument(f"--{field.replace('_', '-')}", type=date.fromisoformat)

    def handle(self, *_args: Any, **options: Any) -> None:
        policy = {name: options[name] for name in (*TEXTS, *CHOICES, *NUMBERS, *DATES)}
        programme = offer_programme(slug=options["slug"], by=None, now=clock.now(), **policy)
        self.stdout.write(f"{programme.slug}: {programme.name_en} / {programme.name_ko}")
