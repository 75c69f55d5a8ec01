from typing import Any

from django.core.management.base import BaseCommand, CommandError

from calendars.replies import RepliesAway, replies_are_read
from mentoring.replying import take_all_replies


class Command(BaseCommand):
    help = "Read the answers to invitations that came by mail, as the worker does each minute."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        """Say how many mails there were."""
        if not replies_are_read():
            raise CommandError(
                "set MERIDIAN_REPLIES_MAILDIR or MERIDIAN_REPLIES_IMAP_URL to the folder that answers come to"
            )
        try:
            count = take_all_replies()
        except RepliesAway as away:
            raise CommandError(f"the folder of replies cannot be read: {away}") from away
        self.stdout.write(f"mails read: {count}")
