"""Where Google says that something changed in a calendar: an empty POST whose headers say it all.

Source: https://developers.google.com/workspace/calendar/api/guides/push. Messages are not signed. Whatever is not one
of ours is answered 404, which Google does not repeat; an address that sends much of that is told so. What Google sends
is never held up by it: from wherever it comes, a channel's token is proof.
"""

from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

import clock
from accounts.client_address import client_address
from calendars.operations.channels import Message, take_push

LONGEST_BODY = 1024  # bytes; Google sends none
LONGEST_VALUE = 256  # characters of a header that says something
MOST_NUMBER = 2**63 - 1
MOST_STRANGERS, A_MINUTE = 60, 60
STATES = ("sync", "exists", "not_exists")


@csrf_exempt
@require_POST
def google_push(request: HttpRequest) -> HttpResponse:
    """204 for a message of ours, repeated or not; 404 for any other. The body is never read."""
    message = _message(request)
    if message is not None and take_push(message, now=clock.now()):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    is_much = _count(f"push-strangers:{client_address(request)}") > MOST_STRANGERS
    return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS if is_much else HTTPStatus.NOT_FOUND)


def _count(name: str) -> int:
    """How often this was in the minute that began with the first; what a cache has just forgotten begins anew."""
    if cache.add(name, 1, A_MINUTE):
        return 1
    try:
        return int(cache.incr(name))
    except ValueError:  # it ran out in between
        return 1


def _message(request: HttpRequest) -> Message | None:
    """What the headers say; None where one is missing or is not what it should be."""
    names = ("Channel-ID", "Channel-Token", "Resource-ID", "Resource-State", "Message-Number")
    values = [request.headers.get(f"X-Goog-{name}", "") for name in names]
    if not all(_says_something(value) for value in values) or _length(request) > LONGEST_BODY:
        return None
    channel_id, token, resource_id, state, number = values
    if state not in STATES or not number.isascii() or not number.isdecimal() or int(number) > MOST_NUMBER:
        return None
    return Message(channel_id, token, resource_id, int(number), state == "sync", _expiry(request))


def _says_something(value: str) -> bool:
    return 0 < len(value) <= LONGEST_VALUE and value.isascii() and value.isprintable()


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else LONGEST_BODY + 1


def _expiry(request: HttpRequest) -> datetime | None:
    try:
        at = parsedate_to_datetime(request.headers.get("X-Goog-Channel-Expiration", ""))
    except ValueError:
        return None
    return at if at.tzinfo else None
