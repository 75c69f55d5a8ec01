"""The addresses of public links: a number and 256 bits of signature over it, so that none can be guessed.

Nothing in the database opens a link: who reads a dump of it cannot make the addresses.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer

from mentoring.models import PublicLink
from mentoring.public_links.refusals import PublicLinkUnknown

_SIGNER = Signer(salt="meridian.public-links", sep="~")


def token_of(link: PublicLink) -> str:
    return _SIGNER.sign(str(link.pk))


def number_in(token: str) -> int:
    """The number of the link. Raises PublicLinkUnknown if the token was not made here."""
    try:
        return int(_SIGNER.unsign(token))
    except (BadSignature, ValueError) as error:
        raise PublicLinkUnknown from error


def page_of(link: PublicLink) -> str:
    """The address to give to people."""
    return f"{settings.PUBLIC_URL}/book/{token_of(link)}"


def frame_of(link: PublicLink) -> str:
    """The address for a frame inside another site."""
    return f"{settings.PUBLIC_URL}/embed/{token_of(link)}"
