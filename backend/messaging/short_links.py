"""Addresses short enough for a text: `/l/` and 17 letters that nobody guesses, in place of a page's full path.

A link to answer with carries its permission and is as long as two parts of a text. Its short form is random: 101 bits,
so it grants what the long one does. Of the letters only the SHA-256 digest is kept; they are in the text itself, as
long as that is. A short link leads to pages of this installation alone, and to none once `until` has passed or what
the message said is erased.
"""

import re
import secrets
import string
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings

ALPHABET = string.ascii_letters + string.digits
LENGTH = 17  # log2(62 ** 17) = 101 bits
FORM = re.compile(rf"[A-Za-z0-9]{{{LENGTH}}}")
# One slash at the beginning, no second and no backslash after it: browsers read those as another host.
OWN_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
# A session is looked up for a while after it has been.
GOOD_AFTER = timedelta(days=14)


@dataclass(frozen=True)
class ShortLink:
    """Where a link in a text leads: `address` stands in the text; without a `digest` it is the long one."""

    address: str
    path: str = ""
    digest: str = ""
    until: datetime | None = None

    def stored(self) -> dict[str, Any]:
        """The columns of the message that it is in."""
        return {"link_path": self.path, "link_digest": self.digest, "link_until": self.until}


def short_link(link: str, starts_at: datetime | None, now: datetime) -> ShortLink:
    """A new short link to the page at `link`, good until two weeks after the start; what is no page of ours stays long."""
    path = own_path(link)
    if path is None:
        return ShortLink(link)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return ShortLink(address_of(code), path, digest_of(code), max(starts_at or now, now) + GOOD_AFTER)


def another_link(link: ShortLink) -> ShortLink:
    """One to the same page for another message; a long link stays."""
    if not link.digest:
        return link
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return replace(link, address=address_of(code), digest=digest_of(code))


def own_path(link: str) -> str | None:
    """The path of an address of this installation; None for any other."""
    path = link.removeprefix(settings.PUBLIC_URL)
    is_ours = link.startswith(settings.PUBLIC_URL) and OWN_PATH.fullmatch(path)
    return path if is_ours else None


def address_of(code: str) -> str:
    return f"{settings.PUBLIC_URL}/l/{code}"


def digest_of(code: str) -> str:
    return sha256(code.encode()).hexdigest()
