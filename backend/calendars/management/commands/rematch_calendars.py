from typing import Any

from django.core.management.base import BaseCommand, CommandParser

import clock
from calendars.models import ConnectionState, GoogleConnection
from calendars.operations.rematching import rematch
from calendars.tokens import UnreadableToken
from integrations.google_calendar import PermanentFailure, TemporaryFailure, UnknownOutcome


class Command(BaseCommand):
    help = "After restoring a backup: find in Google what Meridian wrote, and name what the backup does not know."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--remove-unknown",
            action="store_true",
            help="delete what the backup does not know, and tell its guests",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        for found in GoogleConnection.objects.filter(state=ConnectionState.ACTIVE).order_by("pk"):
            try:
                findings = rematch(
                    connection_id=found.pk, remove_unknown=options["remove_unknown"], now=clock.now()
                )
            except (PermanentFailure, TemporaryFailure, UnknownOutcome, UnreadableToken) as error:
                self.stderr.write(f"{found.google_email}: {error or type(error).__name__}")
                continue
            self.stdout.write(
                f"{found.google_email}: {findings.known} known, {findings.adopted} found again,"
                f" {len(findings.unknown)} unknown"
            )
            for record in findings.unknown:
                self.stdout.write(f"  {record.starts_at} {record.summary} ({record.id})")
