"""What Twilio checks before it takes a message: the create request's parameters, one after the other."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from integrations.emulators.twilio import numbers, texts, webhooks
from integrations.emulators.twilio.errors import MESSAGES, Refused
from integrations.emulators.twilio.store import Message
from integrations.emulators.twilio.world import SERVICE_SENDER, World

LONGEST_BODY = 1600
LONGEST_VALIDITY = 36_000
SCHEDULE_WINDOW = (timedelta(seconds=300), timedelta(days=35))


def accept(world: World, form: Mapping[str, str]) -> Message:
    """Take the message that a create request describes, or raise Refused."""
    _check_rate(world)
    to, service, content = form.get("To", ""), form.get("MessagingServiceSid") or None, form.get("ContentSid")
    body = _filled(world, content, form.get("ContentVariables", "")) if content else _body(form)
    sender = _sender(form, service)
    if to and numbers.is_whatsapp(to) != numbers.is_whatsapp(sender) and not service:
        raise Refused(21910)
    _check_recipient(world, to, service or sender)
    valid_for, send_at = _valid_for(form), _send_at(world, form, service)
    callback = form.get("StatusCallback") or None
    if callback and not webhooks.is_address(callback):
        raise Refused(21609)
    return world.add(
        to=to,
        sender=sender,
        service=service,
        body=body,
        direction="outbound-api",
        status=_first_status(service, send_at),
        parts=0 if service else texts.parts_on(to, body),
        callback=callback,
        valid_for=valid_for,
        send_at=send_at,
        content=content,
    )


def _first_status(service: str | None, send_at: str | None) -> str:
    if send_at:
        return "scheduled"
    return "accepted" if service else "queued"


def _check_rate(world: World) -> None:
    limit = world.settings.rate_per_second
    if not limit:
        return
    now = time.monotonic()
    world.recent_requests = [at for at in world.recent_requests if now - at < 1]
    if len(world.recent_requests) >= limit:
        raise Refused(20429)
    world.recent_requests.append(now)


def _body(form: Mapping[str, str]) -> str:
    body = form.get("Body", "")
    if not body:
        raise Refused(21602)
    if len(body) > LONGEST_BODY:
        raise Refused(21617)
    return body


def _filled(world: World, sid: str, variables: str) -> str:
    """The text of an approved template with its variables put in; of one that nobody has told us, a line each."""
    if not numbers.CONTENT.fullmatch(sid):
        raise Refused(21655)
    try:
        values = json.loads(variables or "{}")
    except ValueError as error:
        raise Refused(21656) from error
    if not isinstance(values, dict) or not all(
        isinstance(one, str) and one.strip() for one in values.values()
    ):
        raise Refused(21656)
    if any("\n" in one or "\t" in one or "     " in one for one in values.values()):
        raise Refused(21656)
    text = world.store.contents.get(sid) or "\n".join(f"{{{{{name}}}}}" for name in values)
    for name, value in values.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


def _sender(form: Mapping[str, str], service: str | None) -> str:
    sender = form.get("From", "")
    if service and not numbers.MESSAGING_SERVICE.fullmatch(service):
        raise Refused(21705)
    if not sender and not service:
        raise Refused(21603)
    if sender in numbers.MAGIC_SENDERS:
        raise Refused(numbers.MAGIC_SENDERS[sender])
    if sender and not numbers.ADDRESS.fullmatch(sender):
        raise Refused(21212, f"Invalid 'From' Number: {sender}")
    return sender or SERVICE_SENDER


def _check_recipient(world: World, to: str, block_key: str) -> None:
    if not to:
        raise Refused(21604)
    if not numbers.ADDRESS.fullmatch(to):
        raise Refused(21211, f"{MESSAGES[21211]}: {to}")
    code = numbers.error_of(to, world.store.chosen_errors)
    if code in numbers.REFUSED_CODES:
        raise Refused(code)
    if (block_key, to) in world.store.opted_out:
        raise Refused(21610)


def _valid_for(form: Mapping[str, str]) -> int:
    text = form.get("ValidityPeriod", str(LONGEST_VALIDITY))
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST_VALIDITY:
        raise Refused(21624)
    return int(text)


def _send_at(world: World, form: Mapping[str, str], service: str | None) -> str | None:
    if form.get("ScheduleType") != "fixed":
        return None
    if not service:
        raise Refused(35118)
    soonest, latest = (world.clock.now() + edge for edge in SCHEDULE_WINDOW)
    try:
        send_at = datetime.fromisoformat(form.get("SendAt", "")).astimezone(UTC)
    except ValueError as error:
        raise Refused(35114) from error
    if not soonest <= send_at <= latest:
        raise Refused(35114)
    return send_at.isoformat()
