"""From which address a request came, where proxies stand before the web server."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """What the outermost of the proxies that are trusted has seen; whatever stands before that in X-Forwarded-For,
    anybody may have written. Without a proxy, or where one is missing, whoever opened the connection."""
    told = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    count: int = settings.TRUSTED_PROXIES
    if count and len(told) >= count and told[-count]:
        return told[-count]
    return str(request.META.get("REMOTE_ADDR", ""))
