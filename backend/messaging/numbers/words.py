"""What the text with a code says."""

from django.utils.translation import gettext, override

from messaging.models import CODE
from messaging.numbers.rules import GOOD_FOR


def code_text(language: str) -> str:
    """The text in `language` ("ko" or "en"), with a mark where the code goes; one part in either."""
    with override(language):
        words = gettext("[Meridian] %(code)s is your code, good for %(minutes)s minutes. Do not share it.")
        return words % {"code": CODE, "minutes": GOOD_FOR.seconds // 60}
