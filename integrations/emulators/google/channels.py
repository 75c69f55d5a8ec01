"""Push channels: events.watch, channels.stop, and which message goes to which of them.

Sources: discovery document (Channel, events.watch, channels.stop),
https://developers.google.com/workspace/calendar/api/guides/push.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from integrations.emulators.google.errors import ApiError, invalid
from integrations.emulators.google.store import Channel, JsonObject, Push, Shelf, World
from integrations.emulators.google.visit import Visit

DEFAULT_SECONDS = 604_800
LOOPBACK = ("127.0.0.1", "localhost", "::1")
CHANNEL_ID = re.compile(r"[A-Za-z0-9\-_+/=]{1,64}")
LONGEST_TOKEN = 256
WITHOUT_PUSH = ("@group.v.calendar.google.com", "@import.calendar.google.com")  # holidays, imported feeds


def watch(visit: Visit, body: JsonObject, base_url: str) -> tuple[Channel, Push]:
    """A new channel on the calendar's events and its first message. ApiError 400 for what cannot be a channel."""
    world, shelf = visit.world, visit.shelf
    if shelf.id.endswith(WITHOUT_PUSH):
        message = "Push notifications are not supported by this resource."
        raise invalid(message, "pushNotSupportedForRequestedResource")
    channel_id, address, token = _checked(world, body)
    known = world.channels.get(channel_id)
    if known is not None and known.expires_at > visit.now.timestamp():
        raise invalid(f"Channel id {channel_id} not unique", "channelIdNotUnique")
    resource = hashlib.sha256(shelf.id.encode()).hexdigest()[:27]
    channel = Channel(
        id=channel_id,
        email=visit.caller,
        client_id=visit.client_id,
        calendar_id=shelf.id,
        address=address,
        token=token,
        resource_id=resource,
        resource_uri=f"{base_url}/calendar/v3/calendars/{shelf.id}/events?alt=json",
        expires_at=_expiry(visit, body),
    )
    world.channels[channel_id] = channel
    return channel, _message(channel, "sync")


def shown(channel: Channel) -> JsonObject:
    """The Channel resource."""
    answer = {
        "kind": "api#channel",
        "id": channel.id,
        "resourceId": channel.resource_id,
        "resourceUri": channel.resource_uri,
        "expiration": str(int(channel.expires_at * 1000)),
    }
    return answer | ({"token": channel.token} if channel.token else {})


def stop(world: World, email: str, client_id: str, body: JsonObject) -> None:
    """End a channel; what is on its way may still arrive. ApiError 404 unless id, resource and whose it is all fit."""
    channel = world.channels.get(str(body.get("id", "")))
    whose = (email, client_id, body.get("resourceId"))
    if channel is None or whose != (channel.email, channel.client_id, channel.resource_id):
        message = f"Channel '{body.get('id')}' not found for project '{client_id}'"
        raise ApiError(404, "notFound", message)
    del world.channels[channel.id]


def notify(world: World, shelf: Shelf) -> None:
    """Something on a calendar changed: a message to each channel on it that has not ended, as the knobs have it."""
    knobs, now = world.knobs, world.clock.now().timestamp()
    for channel in world.channels.values():
        if channel.calendar_id != shelf.id or channel.expires_at <= now:
            continue
        if knobs.push_coalesce_seconds and _is_waiting(world, channel):
            continue
        message = _message(channel, "exists")
        message.due = now + max(knobs.push_delay_seconds, knobs.push_coalesce_seconds)
        world.pushes_made += 1
        if knobs.push_drop_every and world.pushes_made % knobs.push_drop_every == 0:
            continue
        world.post_push(message, copies=1 + knobs.push_duplicates)


def headers_of(message: Push) -> dict[str, str]:
    """All that a message says; its body is empty."""
    until = datetime.fromtimestamp(message.expires_at, UTC)
    found = {
        "X-Goog-Channel-ID": message.channel_id,
        "X-Goog-Message-Number": str(message.number),
        "X-Goog-Resource-ID": message.resource_id,
        "X-Goog-Resource-State": message.state,
        "X-Goog-Resource-URI": message.resource_uri,
        "X-Goog-Channel-Expiration": format_datetime(until, usegmt=True),
    }
    return found | ({"X-Goog-Channel-Token": message.token} if message.token else {})


def is_loopback(address: str) -> bool:
    """Whether an address leads to this machine; the emulator posts to no other."""
    return urlsplit(address).hostname in LOOPBACK


def _is_waiting(world: World, channel: Channel) -> bool:
    return any(
        one.channel_id == channel.id and one.state == "exists" and not one.tries for one in world.pushes
    )


def _message(channel: Channel, state: str) -> Push:
    """The sync message is number 1; numbers grow, with gaps."""
    channel.number += 1 if state == "sync" else 1 + channel.number % 3
    return Push(
        channel_id=channel.id,
        number=channel.number,
        state=state,
        address=channel.address,
        token=channel.token,
        resource_id=channel.resource_id,
        resource_uri=channel.resource_uri,
        expires_at=channel.expires_at,
    )


def _checked(world: World, body: JsonObject) -> tuple[str, str, str]:
    channel_id, address, token = (str(body.get(key) or "") for key in ("id", "address", "token"))
    if not CHANNEL_ID.fullmatch(channel_id):
        raise invalid("Invalid channel id." if channel_id else "Missing channel id.", "required")
    if body.get("type") not in ("web_hook", "webhook"):
        raise invalid("Unknown channel type.", "invalidValue")
    if len(token) > LONGEST_TOKEN:
        raise invalid("Channel token too long.", "invalidValue")
    parts = urlsplit(address)
    may_be_plain = world.knobs.push_to_loopback and is_loopback(address) and parts.scheme == "http"
    if not parts.hostname or (parts.scheme != "https" and not may_be_plain):
        raise invalid(f"WebHook callback must be HTTPS: {address}", "push.webhookUrlNotHttps")
    return channel_id, address, token


def _expiry(visit: Visit, body: JsonObject) -> float:
    """Seconds since 1970. As asked by `expiration` (milliseconds) or `params.ttl` (seconds), up to the cap."""
    now, longest = visit.now.timestamp(), visit.world.knobs.channel_seconds
    wanted: Any = body.get("params", {}).get("ttl", DEFAULT_SECONDS)
    try:
        lasts = float(body["expiration"]) / 1000 - now if body.get("expiration") else float(wanted)
    except ValueError as error:
        raise invalid("Invalid expiration.", "invalidValue") from error
    if lasts <= 0:
        raise invalid("Channel expiration is in the past.", "invalidValue")
    return now + min(lasts, longest)
