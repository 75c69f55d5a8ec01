"""WhatsApp as a channel: the same Messages resource, with `whatsapp:` before both numbers.

https://www.twilio.com/docs/whatsapp/api. Words that nobody has asked for within a day have to be a template that WhatsApp
has approved, else the message fails with 63016; its id and its variables are handed over, and its text is Twilio's.
"""

from dataclasses import replace
from datetime import datetime

from integrations.channel import About, Outgoing, Posted, Profile, Receipt, Taken
from integrations.twilio_sms.client import TwilioSms
from integrations.twilio_sms.texts import about, taken_of
from integrations.twilio_sms.types import MessageRecord

PREFIX = "whatsapp:"
PROFILE = Profile(
    name="whatsapp",
    labels={"ko": "WhatsApp", "en": "WhatsApp"},
    consent={
        "en": (
            "Meridian may write to my number on WhatsApp about my sessions: requests, changes and reminders, no"
            " advertising. I can stop it at any time."
        ),
        "ko": (
            "Meridian이 내 세션에 관한 소식(요청, 변경, 알림)을 WhatsApp으로 내 번호에 보내는 데 동의합니다. 광고는"
            " 보내지 않으며, 언제든지 그만 받을 수 있습니다."
        ),
    },
    words="template",
    per_second=80,  # https://www.twilio.com/docs/whatsapp/api#rate-limiting
)


class WhatsApp:
    """Messages from the WhatsApp sender of `client`. Satisfies `integrations.channel.Channel`."""

    def __init__(self, client: TwilioSms, profile: Profile = PROFILE) -> None:
        self.profile, self._client = profile, client

    def send(self, message: Outgoing) -> Taken:
        accepted = self._client.send(
            to=PREFIX + message.to,
            body=message.text,
            content=(message.template, message.variables) if message.template else None,
            status_callback=message.receipts_to,
            validity_period=message.valid_for,
        )
        return Taken(accepted.sid, accepted.status)

    def find(self, message: Outgoing, since: datetime) -> list[Taken]:
        """Of a template Twilio tells the filled text, which holds every variable; one of them is a link of this message
        alone. One of which Twilio does not tell the text may be this one, and is taken for it."""
        said = message.variables if message.template else (message.text,)
        records = self._client.sent_to(PREFIX + message.to, since)
        return [_taken(one) for one in records if not one.body or all(words in one.body for words in said)]

    def fetch(self, provider_id: str) -> Taken:
        return _taken(self._client.fetch(provider_id))

    def priced(self, since: datetime, until: datetime) -> list[Taken]:
        records = self._client.sent_between(since, until)
        ours = [one for one in records if one.to.startswith(PREFIX)]
        return [_taken(one) for one in ours if one.price is not None and one.price_unit]

    def receipts(self, posted: Posted) -> list[Receipt]:
        """Twilio's come to a door of their own, with what people write to us."""
        raise ValueError(f"receipts of Twilio are not posted to {posted.url}")

    def meaning(self, code: str) -> About | None:
        return about(code)


def _taken(record: MessageRecord) -> Taken:
    """However long it is, WhatsApp counts it once."""
    return replace(taken_of(record), parts=1)
