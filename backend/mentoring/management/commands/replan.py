from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import clock
from agenda.zone_rules import installed_rules, stored_rules
from mentoring.refusals import instant
from mentoring.series.replanning import Shift, replan, shifts_ahead


class Command(BaseCommand):
    help = "Work out anew what was meant on wall clocks, after the rules of time zones changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since-tzdata", action="store_true", help="by the tz database installed now")
        parser.add_argument("--dry-run", action="store_true", help="only list what would move")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        if not options["since_tzdata"]:
            raise CommandError("Say --since-tzdata: that is the one cause there is.")
        now = clock.now()
        self.stdout.write(f"tzdata: {stored_rules() or 'none noted'} -> {installed_rules()}")
        shifts = shifts_ahead(now=now) if options["dry_run"] else replan(now=now)
        for shift in shifts:
            self.stdout.write(_line(shift))
        clashes = sum(shift.clash is not None for shift in shifts)
        self.stdout.write(f"{len(shifts) - clashes} to move, {clashes} to ask about")


def _line(shift: Shift) -> str:
    names = f"{shift.session.startup.name_en} x {shift.session.expert.person.name}"
    outcome = f"stays: {shift.clash}" if shift.clash else instant(shift.after)
    return f"{shift.session.pk}  {names}  {instant(shift.before)} -> {outcome}"
