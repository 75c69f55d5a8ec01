from typing import Any

from django.core.management.base import BaseCommand, CommandError

from calendars.operations import rotate_token_keys
from calendars.tokens import UnreadableToken


class Command(BaseCommand):
    help = (
        "Encrypt the stored Google tokens under the first key of MERIDIAN_TOKEN_KEYS; then the others can go."
    )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        """Say how many connections there are, or which key is missing."""
        try:
            count = rotate_token_keys()
        except UnreadableToken as error:
            raise CommandError(
                "a key that is still needed is not in MERIDIAN_TOKEN_KEYS; put it back"
            ) from error
        self.stdout.write(f"{count} connections are under the newest key")
