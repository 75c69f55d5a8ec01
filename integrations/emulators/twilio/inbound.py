"""Texts that people send: keywords first, then the webhook to the application."""

from __future__ import annotations

from uuid import uuid4
from xml.etree import ElementTree as ET

from integrations.emulators.twilio import numbers, texts
from integrations.emulators.twilio.courier import API_VERSION, Courier
from integrations.emulators.twilio.store import Message
from integrations.emulators.twilio.world import SERVICE_SENDER, World

# https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out: one word, in any case.
STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START = frozenset({"START", "YES", "UNSTOP"})
HELP = frozenset({"HELP", "INFO"})
REPLIES = {
    "STOP": "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe.",
    "START": "You have successfully been re-subscribed to messages from this number. "
    "Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
    "HELP": "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}


class NoWayBack(ValueError):
    """The phone cannot text to this number: Korea's network takes no answers to messages from abroad."""


def receive(
    world: World, courier: Courier, phone: str, body: str, to: str | None = None, button: str = ""
) -> Message:
    """A text from a phone to one of our numbers; by default to the one that texted it last. On WhatsApp it may come by
    a button of a template: `body` is what stands on it, `button` the id behind it.

    Raises NoWayBack for Korean phones and ValueError for what is not a phone number.
    """
    if not numbers.ADDRESS.fullmatch(phone):
        raise ValueError(f"not a phone number: {phone}")
    if numbers.is_korean(phone):
        raise NoWayBack("Korean phones cannot answer messages from abroad")
    last = next((m for m in reversed(world.store.thread(phone)) if m.direction != "inbound"), None)
    message = world.add(
        to=to or (last.sender if last else None) or _own_address(phone),
        sender=phone,
        service=last.service if last else None,
        body=body,
        direction="inbound",
        status="received",
        parts=texts.parts_of(body),
        shown=body,
    )
    kind = _kind_of(body)
    _obey(world, message, kind)
    world.start(_tell(world, courier, message, kind, button))
    return message


def _own_address(phone: str) -> str:
    return numbers.WHATSAPP + SERVICE_SENDER if numbers.is_whatsapp(phone) else SERVICE_SENDER


def _kind_of(body: str) -> str | None:
    word = body.strip().upper()
    kinds = {"STOP": STOP, "START": START, "HELP": HELP}
    return next((kind for kind, words in kinds.items() if word in words), None)


def _obey(world: World, message: Message, kind: str | None) -> None:
    """Keep the list of numbers that must not be texted, and answer as Twilio does by itself."""
    pair = (message.block_key, message.phone)
    if kind == "STOP":
        world.store.opted_out.add(pair)
    elif kind == "START":
        if pair not in world.store.opted_out:
            return
        world.store.opted_out.discard(pair)
    if kind:
        _reply(world, message, REPLIES[kind], "delivered")


def _reply(world: World, message: Message, body: str, status: str) -> Message:
    reply = world.add(
        to=message.phone,
        sender=message.to,
        service=message.service,
        body=body,
        direction="outbound-reply",
        status=status,
        parts=texts.parts_of(body),
        shown=body if status == "delivered" else None,
    )
    reply.sent_at = world.now() if status == "delivered" else None
    return reply


async def _tell(world: World, courier: Courier, message: Message, kind: str | None, button: str) -> None:
    """Post the text to the application, and send what its answer says."""
    url = world.settings.inbound_url
    if not url:
        return
    answer = await courier.post(url, _params(world, message, kind, button), str(uuid4()))
    if (message.block_key, message.phone) in world.store.opted_out:
        return
    for body in _messages_in(answer):
        courier.take(_reply(world, message, body, "queued"))


def _params(world: World, message: Message, kind: str | None, button: str) -> dict[str, str]:
    params = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsMessageSid": message.sid,
        "AccountSid": world.account_sid,
        "ApiVersion": API_VERSION,
        "From": message.phone,
        "To": message.to,
        "Body": message.body,
        "NumMedia": "0",
        "NumSegments": str(message.parts),
        "SmsStatus": "received",
        "ToCountry": "US",
        "FromCity": "",
    }
    if message.service:
        params["MessagingServiceSid"] = message.service
    if numbers.is_whatsapp(message.phone):
        params |= {"ProfileName": "Somebody", "WaId": message.phone.removeprefix(numbers.WHATSAPP + "+")}
    if button:  # https://www.twilio.com/docs/content/twilio-quick-reply
        params |= {"ButtonPayload": button, "ButtonText": message.body, "MessageType": "button"}
    if kind and world.settings.advanced_opt_out:
        params["OptOutType"] = kind
    return params


def _messages_in(answer: str) -> list[str]:
    """The texts of a TwiML answer: https://www.twilio.com/docs/messaging/twiml/message."""
    try:
        root = ET.fromstring(answer)
    except ET.ParseError:
        return []
    return ["".join(message.itertext()).strip() for message in root.iter("Message")]
