"""Messages as Twilio writes them, one or a page: https://www.twilio.com/docs/messaging/api/message-resource."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from itertools import dropwhile
from typing import Any
from urllib.parse import urlencode

from integrations.emulators.twilio.errors import MESSAGES, Refused
from integrations.emulators.twilio.store import Message

API_VERSION = "2010-04-01"
DAY = timedelta(days=1)
FILTERS = ("To", "From", "DateSent", "DateSent<", "DateSent>")


def messages_path(account_sid: str) -> str:
    return f"/{API_VERSION}/Accounts/{account_sid}/Messages"


def resource(account_sid: str, message: Message) -> dict[str, Any]:
    """One message. Its words for the sender's name and the error are those of its state."""
    path = f"{messages_path(account_sid)}/{message.sid}"
    return {
        "account_sid": account_sid,
        "api_version": API_VERSION,
        "body": message.body,
        "date_created": _rfc_2822(message.created_at),
        "date_sent": _rfc_2822(message.sent_at),
        "date_updated": _rfc_2822(message.updated_at),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": MESSAGES.get(message.error_code) if message.error_code else None,
        "from": None if message.service and message.status == "accepted" else message.sender,
        "messaging_service_sid": message.service,
        "num_media": "0",
        "num_segments": str(message.parts),
        "price": message.price,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": f"{path}/Media.json"},
        "to": message.to,
        "uri": f"{path}.json",
    }


def page_of(account_sid: str, messages: list[Message], query: Mapping[str, str]) -> dict[str, Any]:
    """The page of `messages` (newest first) that the query asks for.

    A message that was not sent yet has no date, so no filter by date finds it. The token of the next page
    names the last message of this one, so that new messages shift nothing.
    """
    size, number = _number(query, "PageSize", 50, 1, 1000), _number(query, "Page", 0, 0, 10**9)
    found = [message for message in messages if _matches(message, query)]
    rest = list(_after(found, query.get("PageToken", "")))
    shown = rest[:size]
    uri = _page_uri(account_sid, query, size)
    following = uri(number + 1, f"PA{shown[-1].sid}") if len(rest) > size else None
    return {
        "end": number * size + max(0, len(shown) - 1),
        "first_page_uri": uri(0, ""),
        "messages": [resource(account_sid, message) for message in shown],
        "next_page_uri": following,
        "page": number,
        "page_size": size,
        "previous_page_uri": uri(number - 1, "") if number else None,
        "start": number * size,
        "uri": uri(number, query.get("PageToken", "")),
    }


def _after(found: list[Message], token: str) -> list[Message]:
    if not token:
        return found
    return list(dropwhile(lambda message: f"PA{message.sid}" != token, found))[1:]


def _page_uri(account_sid: str, query: Mapping[str, str], size: int) -> Callable[[int, str], str]:
    kept = {name: query[name] for name in FILTERS if name in query}

    def uri(page: int, token: str) -> str:
        asked = {**kept, "PageSize": size, "Page": page} | ({"PageToken": token} if token else {})
        return f"{messages_path(account_sid)}.json?{urlencode(asked)}"

    return uri


def _matches(message: Message, query: Mapping[str, str]) -> bool:
    if query.get("To") not in (None, "", message.to) or query.get("From") not in (None, "", message.sender):
        return False
    dates = [(name, query[name]) for name in ("DateSent", "DateSent<", "DateSent>") if query.get(name)]
    return all(_is_dated(message.sent_at, name, text) for name, text in dates)


def _is_dated(sent_at: str | None, name: str, text: str) -> bool:
    start, end = _instants(text)
    if sent_at is None:
        return False
    sent = datetime.fromisoformat(sent_at)
    if name == "DateSent>":
        return sent >= start
    return sent < end if name == "DateSent<" else start <= sent < end


def _instants(text: str) -> tuple[datetime, datetime]:
    """The day or the second that a filter names, half-open, in UTC."""
    try:
        if len(text) == len("2008-01-02"):
            start = datetime.combine(date.fromisoformat(text), time(), UTC)
            return start, start + DAY
        start = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(20001, f"Invalid date: {text}") from error
    start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
    return start, start + timedelta(seconds=1)


def _number(query: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = query.get(name, "")
    if not text:
        return usual
    if not text.isdecimal() or not least <= int(text) <= most:
        raise Refused(20001, f"{name} is out of range: {text}")
    return int(text)


def _rfc_2822(instant: str | None) -> str | None:
    return format_datetime(datetime.fromisoformat(instant)) if instant else None
