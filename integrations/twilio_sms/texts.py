"""Text messages as a channel."""

from datetime import datetime

from integrations.channel import About, Outgoing, Posted, Profile, Receipt, Taken
from integrations.twilio_sms.client import TwilioSms
from integrations.twilio_sms.errors import ABOUT
from integrations.twilio_sms.segments import size_of
from integrations.twilio_sms.types import MessageRecord

PROFILE = Profile(
    name="sms",
    labels={"ko": "문자", "en": "Text message"},
    consent={},  # the words that people have agreed to for long are those of `accounts.consent`
    falls_back_to=(),
)


class Texts:
    """Texts from the sender of `client`. Satisfies `integrations.channel.Channel`."""

    def __init__(self, client: TwilioSms, profile: Profile = PROFILE) -> None:
        self.profile, self._client = profile, client

    def send(self, message: Outgoing) -> Taken:
        accepted = self._client.send(
            to=message.to,
            body=message.text,
            status_callback=message.receipts_to,
            validity_period=message.valid_for,
        )
        return Taken(accepted.sid, accepted.status, parts=accepted.parts or size_of(message.text).parts)

    def find(self, message: Outgoing, since: datetime) -> list[Taken]:
        return [
            taken_of(one) for one in self._client.find_sent(to=message.to, since=since, body=message.text)
        ]

    def fetch(self, provider_id: str) -> Taken:
        return taken_of(self._client.fetch(provider_id))

    def priced(self, since: datetime, until: datetime) -> list[Taken]:
        """Those of every channel of the account: Twilio lists them together."""
        records = self._client.sent_between(since, until)
        return [taken_of(one) for one in records if one.price is not None and one.price_unit]

    def receipts(self, posted: Posted) -> list[Receipt]:
        """Twilio's come to a door of their own, with the texts that people send."""
        raise ValueError(f"receipts of Twilio are not posted to {posted.url}")

    def meaning(self, code: str) -> About | None:
        return about(code)


def taken_of(record: MessageRecord) -> Taken:
    """A record of Twilio's as every channel tells it."""
    return Taken(
        provider_id=record.sid,
        status=record.status,
        code=str(record.error_code or ""),
        parts=record.parts or size_of(record.body).parts,
        price=record.price,
        price_unit=record.price_unit,
    )


def about(code: str) -> About | None:
    """What one of Twilio's codes is about; None where the same message may still arrive, or for one it does not know."""
    return ABOUT.get(int(code)) if code.isdecimal() else None
