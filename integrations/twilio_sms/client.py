"""The calls to Twilio's Messages resource that the product makes.

Protocol: https://www.twilio.com/docs/messaging/api/message-resource.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from integrations.twilio_sms.answers import FAILURES, failure_of_creation, failure_of_repeatable
from integrations.twilio_sms.types import Accepted, MessageRecord

# Seconds that Twilio may keep a message in its queue; the default is the longest.
LONGEST_VALIDITY = 36_000
# Connections that stay open, and so the calls at a time that need no new one. The client's own keeps four more than the
# machine has cores, and throws the others away.
KEPT_OPEN = 32
# Unsent messages are looked for among this many of the newest ones to the number.
NEWEST = 50


class TwilioSms:
    """One Twilio account and the sender that its messages come from.

    `sender` is a phone number in E.164 or the id of a Messaging Service (`MG…`). `base_url` replaces
    https://api.twilio.com. `timeout` bounds connecting and each wait for data; the client's own default is
    to wait for ever.
    """

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        base_url: str | None = None,
        timeout: timedelta = timedelta(seconds=10),
    ) -> None:
        http_client = TwilioHttpClient(timeout=timeout.total_seconds())
        self._client = Client(account_sid, auth_token, http_client=http_client)
        if base_url:
            self._client.api.base_url = base_url
        _keep_open(http_client.session, self._client.api.base_url)
        self._sender = {"messaging_service_sid": sender} if sender.startswith("MG") else {"from_": sender}

    def send(
        self,
        *,
        to: str,
        body: str = "",
        content: tuple[str, Sequence[str]] | None = None,
        status_callback: str | None,
        validity_period: timedelta | None = None,
    ) -> Accepted:
        """Hand one text to Twilio, to be dropped if it cannot leave within `validity_period` (1 s to 10 h).

        `to` is E.164, for WhatsApp after `whatsapp:`; `body` at most 1,600 characters. `content` in its place is the id
        of an approved template (`HX…`) and its variables 1, 2, … in their order. Raises TemporaryFailure or
        PermanentFailure when nothing was taken, UnknownOutcome when it may have been: then `find_sent` tells.
        """
        wanted: dict[str, Any] = {"to": to, **self._sender, **_said(body, content)}
        if status_callback is not None:
            wanted["status_callback"] = status_callback
        if validity_period is not None:
            wanted["validity_period"] = _seconds_of(validity_period)
        try:
            message = self._client.messages.create(**wanted)
            parts = int(message.num_segments or 0)
            return Accepted(sid=_text(message.sid), status=_text(message.status), parts=parts)
        except FAILURES as error:
            raise failure_of_creation(error) from error

    def fetch(self, sid: str) -> MessageRecord:
        """The message as Twilio keeps it now. Raises PermanentFailure 20404 if there is none."""
        try:
            return _record(self._client.messages(sid).fetch())
        except FAILURES as error:
            raise failure_of_repeatable(error) from error

    def find_sent(self, *, to: str, since: datetime, body: str) -> list[MessageRecord]:
        """The messages to `to` with exactly this text since then, newest first; empty if none was taken."""
        return [record for record in self.sent_to(to, since) if record.body == body]

    def sent_to(self, to: str, since: datetime) -> list[MessageRecord]:
        """All messages to `to` since then, newest first.

        `since` is aware and read to the second. A message that has not left yet has no date to be filtered
        by, so the newest ones are looked through as well.
        """
        start = _utc(since)
        try:
            listed = self._client.messages.list(to=to, date_sent_after=start)
            newest = self._client.messages.list(to=to, limit=NEWEST)
            found = {message.sid: _record(message) for message in [*newest, *listed]}
        except FAILURES as error:
            raise failure_of_repeatable(error) from error
        return [record for record in found.values() if _is_since(record, start)]

    def sent_between(self, since: datetime, until: datetime, *, most: int = 5000) -> list[MessageRecord]:
        """The messages that were sent in that time, whoever to, newest first and at most `most`, a thousand a call."""
        try:
            listed = self._client.messages.list(
                date_sent_after=_utc(since), date_sent_before=_utc(until), page_size=1000, limit=most
            )
            return [_record(message) for message in listed]
        except FAILURES as error:
            raise failure_of_repeatable(error) from error

    def cancel(self, sid: str) -> MessageRecord:
        """Stop a message that has not left yet. Raises PermanentFailure if it has."""
        try:
            return _record(self._client.messages(sid).update(status="canceled"))
        except FAILURES as error:
            raise failure_of_repeatable(error) from error


def _keep_open(session: requests.Session, base_url: str) -> None:
    """What the environment says of proxies and certificates is read once; requests would look through all of it at
    every call, which costs a fifth of one."""
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(pool_maxsize=KEPT_OPEN))
    found = session.merge_environment_settings(base_url, {}, None, None, None)
    session.proxies, session.verify, session.trust_env = dict(found["proxies"]), found["verify"], False


def _said(body: str, content: tuple[str, Sequence[str]] | None) -> dict[str, str]:
    """https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder: either a text or an
    approved template with its variables, never both."""
    if content is None:
        return {"body": body}
    sid, variables = content
    numbered = {str(number): value for number, value in enumerate(variables, start=1)}
    return {"content_sid": sid, "content_variables": json.dumps(numbered, ensure_ascii=False)}


def _seconds_of(period: timedelta) -> int:
    seconds = int(period.total_seconds())
    if seconds < 1:
        raise ValueError("a message is valid for at least one second")
    return min(seconds, LONGEST_VALIDITY)


def _utc(at: datetime) -> datetime:
    """The client drops the offset and writes the rest with a Z, so it must be given UTC."""
    if at.utcoffset() is None:
        raise ValueError("a datetime without an offset names no instant")
    return at.astimezone(UTC).replace(microsecond=0)


def _is_since(record: MessageRecord, start: datetime) -> bool:
    known_at = record.sent_at or record.created_at
    return known_at is not None and known_at >= start


def _record(message: Any) -> MessageRecord:
    return MessageRecord(
        sid=_text(message.sid),
        to=_text(message.to),
        status=_text(message.status),
        body=message.body or "",
        parts=int(message.num_segments or 0),
        error_code=message.error_code,
        created_at=message.date_created,
        sent_at=message.date_sent,
        price=None if message.price is None else abs(Decimal(message.price)),
        price_unit=(message.price_unit or "").upper(),
    )


def _text(value: object) -> str:
    """What every answer of Twilio holds; without it the answer is not Twilio's."""
    if not isinstance(value, str) or not value:
        raise ValueError("the answer is not a message")
    return value
