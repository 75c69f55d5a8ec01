from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mentoring.replying import take_all_replies


class Command(BaseCommand):
    help = "Read the answers to invitations that wait in MERIDIAN_REPLIES_MAILDIR, as the worker does each minute."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        """Say how many mails there were."""
        if settings.REPLIES_MAILDIR is None:
            raise CommandError("set MERIDIAN_REPLIES_MAILDIR to the folder that answers are delivered into")
        try:
            count = take_all_replies()
        except OSError as error:
            raise CommandError(
                f"the folder of MERIDIAN_REPLIES_MAILDIR cannot be read: {error.strerror}"
            ) from error
        self.stdout.write(f"mails read: {count}")
