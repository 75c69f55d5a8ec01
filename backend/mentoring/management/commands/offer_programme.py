from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

import clock
from directory.models import ExpertKind
from mentoring.models import Approval, CalendarEdits, OverridesBy, Programme, ProgrammeKind
from mentoring.operations import offer_programme

Value = TypeVar("Value")
NONE = "none"  # takes a limit or a date away again
TEXTS = ("name_ko", "name_en", "summary_ko", "summary_en")
CHOICES = {
    "kind": ProgrammeKind.values,
    "expert_kind": ExpertKind.values,
    "approval": Approval.values,
    "overrides_by": OverridesBy.values,
    "calendar_edits": CalendarEdits.values,
}
NEEDED = ("name_ko", "name_en", "expert_kind")  # by a new one
NUMBERS = (
    "session_minutes",
    "step_minutes",
    "notice_hours",
    "horizon_days",
    "hold_hours",
    "reschedule_cutoff_hours",
    "cancel_cutoff_hours",
)
LIMITS = {"max_moves": 0, "quota_per_month": 1, "quota_per_cycle": 1}  # with the least that each may be
DATES = ("cycle_from_on", "cycle_until_on")


class Command(BaseCommand):
    help = "Open a programme, or change of the one with this slug what is given: the rest stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        for field in TEXTS:
            parser.add_argument(_option(field), default=SUPPRESS)
        for field, values in CHOICES.items():
            parser.add_argument(_option(field), choices=values, default=SUPPRESS)
        for field in NUMBERS:
            parser.add_argument(_option(field), type=_at_least(0), default=SUPPRESS)
        for field, least in LIMITS.items():
            parser.add_argument(_option(field), type=_or_none(_at_least(least)), default=SUPPRESS)
        for field in DATES:
            parser.add_argument(_option(field), type=_or_none(date.fromisoformat), default=SUPPRESS)

    def handle(self, *_args: Any, **options: Any) -> None:
        fields = (*TEXTS, *CHOICES, *NUMBERS, *LIMITS, *DATES)
        policy = {name: options[name] for name in fields if name in options}
        _require_sense(options["slug"], policy)
        programme = offer_programme(slug=options["slug"], by=None, now=clock.now(), **policy)
        self.stdout.write(f"{programme.slug}: {programme.name_en} / {programme.name_ko}")


def _require_sense(slug: str, policy: Mapping[str, object]) -> None:
    """Raises CommandError with what is missing of a new programme, or what would be wrong with it."""
    known = Programme.objects.filter(slug=slug).first()
    missing = [] if known else [_option(field) for field in NEEDED if field not in policy]
    if missing:
        raise CommandError(f"There is no programme {slug} yet: a new one needs {', '.join(missing)}.")
    programme = known or Programme(slug=slug)
    for field, value in policy.items():
        setattr(programme, field, value)
    try:
        programme.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _option(field: str) -> str:
    return f"--{field.replace('_', '-')}"


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or int(text) < least:
            raise ArgumentTypeError(f"{text} is no whole number from {least} on")
        return int(text)

    return number


def _or_none(read: Callable[[str], Value]) -> Callable[[str], Value | None]:
    def limit(text: str) -> Value | None:
        if text == NONE:
            return None
        try:
            return read(text)
        except (ArgumentTypeError, ValueError) as error:
            raise ArgumentTypeError(f"{error}; say {NONE} for none") from error

    return limit
