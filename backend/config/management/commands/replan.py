from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import clock
from agenda.zone_rules import installed_rules, stored_rules
from mentoring.refusals import instant
from mentoring.series.replanning import Shift, rehearse, replan
from networking.plans.new_rules import EventShift, rehearse_events, replan_events


class Command(BaseCommand):
    help = "Work out anew what was meant on wall clocks, after the rules of time zones changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since-tzdata", action="store_true", help="by the tz database installed now")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="only list what would move, and what people would be asked about",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        if not options["since_tzdata"]:
            raise CommandError("Say --since-tzdata: that is the one cause there is.")
        now = clock.now()
        self.stdout.write(f"tzdata: {stored_rules() or 'none noted'} -> {installed_rules()}")
        if options["dry_run"]:
            events, sessions = rehearse_events(now=now), rehearse(now=now)
        else:
            events, sessions = replan_events(now=now), replan(now=now)
        for line in (*map(_line_of_event, events), *map(_line, sessions)):
            self.stdout.write(line)
        clashes = sum(bool(one.clash) for one in events) + sum(bool(one.clash) for one in sessions)
        self.stdout.write(f"{len(events) + len(sessions) - clashes} to move, {clashes} to ask about")


def _line(shift: Shift) -> str:
    names = f"{shift.session.startup.name_en} x {shift.session.expert.person.name}"
    outcome = f"stays: {shift.clash}" if shift.clash else instant(shift.after)
    return f"{shift.session.pk}  {names}  {instant(shift.before)} -> {outcome}"


def _line_of_event(shift: EventShift) -> str:
    outcome = f"stays: {', '.join(shift.clash)}" if shift.clash else instant(shift.after)
    return f"{shift.event.slug}  meetings of the event  {instant(shift.before)} -> {outcome}"
