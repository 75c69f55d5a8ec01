"""WhatsApp through the same Messages resource: approved words, the day after somebody wrote, reads, and numbers without it."""

from typing import Any

import httpx
import pytest

from integrations.twilio_sms.client import TwilioSms
from integrations.twilio_sms.errors import PermanentFailure
from tests.emulators import RunningEmulator
from tests.integration.twilio_emulator.application import (
    ACCOUNT,
    SENDER,
    TOKEN,
    Application,
    eventually,
    messages_of,
)
from tests.integration.twilio_emulator.test_description import (
    COLLECTION,
    DESCRIPTION,
    MESSAGES,
    api,
    description,
    errors_of,
)

__all__ = ["api", "description"]

PHONE = "+821012345678"
READER, OURS = f"whatsapp:{PHONE}", f"whatsapp:{SENDER}"
HX = "HX" + "1f" * 16
WORDS = (HX, ("Dana Reyes", "Tue 24 Nov 09:00 Seoul"))


@pytest.fixture
def whatsapp(emulator: RunningEmulator) -> TwilioSms:
    emulator.order("settings", {"read_after": 0.05})
    return TwilioSms(account_sid=ACCOUNT, auth_token=TOKEN, sender=OURS, base_url=emulator.url)


def ended(client: TwilioSms, sid: str, status: str) -> tuple[str, int | None]:
    assert eventually(lambda: client.fetch(sid).status == status), client.fetch(sid)
    found = client.fetch(sid)
    return found.status, found.error_code


def test_approved_words_are_filled_in_and_arrive_and_are_read(
    emulator: RunningEmulator, whatsapp: TwilioSms, application: Application
) -> None:
    emulator.order("contents", {"sid": HX, "text": "Soon: {{1}}, {{2}}. See you!"})
    sid = whatsapp.send(
        to=READER, body="", content=WORDS, status_callback=f"{application.url}/webhooks/twilio/status/"
    ).sid
    assert ended(whatsapp, sid, "read") == ("read", None)
    [kept] = messages_of(emulator)
    assert (kept["to"], kept["body"], kept["parts"]) == (
        READER,
        "Soon: Dana Reyes, Tue 24 Nov 09:00 Seoul. See you!",
        1,
    )
    assert eventually(lambda: sorted(application.states) == ["delivered", "read", "sent"])
    last = next(one.params for one in application.webhooks if one.params["MessageStatus"] == "read")
    assert (last["ChannelPrefix"], last["EventType"], last["From"], last["To"]) == (
        "whatsapp",
        "READ",
        OURS,
        READER,
    )


def test_who_hides_that_they_read_leaves_it_delivered(emulator: RunningEmulator, whatsapp: TwilioSms) -> None:
    emulator.order("settings", {"reads": False, "priced_after": 0.05})
    sid = whatsapp.send(to=READER, body="", content=WORDS, status_callback=None).sid
    assert eventually(lambda: whatsapp.fetch(sid).price is not None)  # which comes after a read would
    assert whatsapp.fetch(sid).status == "delivered"


def test_free_words_fail_until_the_reader_has_written_and_arrive_for_a_day_from_then(
    emulator: RunningEmulator, whatsapp: TwilioSms
) -> None:
    german = "whatsapp:+4915112345678"
    sid = whatsapp.send(to=german, body="Hello", status_callback=None).sid
    assert ended(whatsapp, sid, "failed") == ("failed", 63016)
    emulator.order("inbound", {"from": german, "body": "Yes?"})
    sid = whatsapp.send(to=german, body="Hello again", status_callback=None).sid
    assert ended(whatsapp, sid, "read") == ("read", None)


@pytest.mark.parametrize("code", [63003, 63014, 63024])
def test_a_number_without_whatsapp_or_that_blocks_us_ends_with_its_code_and_gets_texts_all_the_same(
    whatsapp: TwilioSms, sms: TwilioSms, code: int
) -> None:
    phone = f"+150055{code}"
    sid = whatsapp.send(to=f"whatsapp:{phone}", body="", content=WORDS, status_callback=None).sid
    assert ended(whatsapp, sid, "undelivered") == ("undelivered", code)
    sid = sms.send(to=phone, body="Tomorrow at 9", status_callback=None).sid
    assert ended(sms, sid, "delivered") == ("delivered", None)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (("HX12", ("Dana",)), 21655),
        ((HX, ("",)), 21656),
        ((HX, ("two\nlines",)), 21656),
        ((HX, ("five     spaces",)), 21656),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused(
    whatsapp: TwilioSms, content: tuple[str, tuple[str, ...]], code: int
) -> None:
    with pytest.raises(PermanentFailure) as refused:
        whatsapp.send(to=READER, body="", content=content, status_callback=None)
    assert refused.value.code == code


def test_a_text_and_a_whatsapp_do_not_mix(sms: TwilioSms, whatsapp: TwilioSms) -> None:
    for client, to in ((sms, READER), (whatsapp, PHONE)):
        with pytest.raises(PermanentFailure) as refused:
            client.send(to=to, body="Tomorrow at 9", status_callback=None)
        assert refused.value.code == 21910


def test_a_stop_by_whatsapp_stops_whatsapp_alone_and_says_who_wrote(
    emulator: RunningEmulator, whatsapp: TwilioSms, sms: TwilioSms, application: Application
) -> None:
    american = "+14155550123"
    emulator.order("settings", {"inbound_url": f"{application.url}/webhooks/twilio/inbound/"})
    emulator.order("inbound", {"from": f"whatsapp:{american}", "to": OURS, "body": "STOP"})
    assert eventually(lambda: application.webhooks)
    told = application.webhooks[0].params
    assert (told["From"], told["To"], told["WaId"], told["ProfileName"]) == (
        f"whatsapp:{american}",
        OURS,
        american.removeprefix("+"),
        "Somebody",
    )
    with pytest.raises(PermanentFailure) as refused:
        whatsapp.send(to=f"whatsapp:{american}", body="", content=WORDS, status_callback=None)
    assert refused.value.code == 21610
    sid = sms.send(to=american, body="Tomorrow at 9", status_callback=None).sid
    assert ended(sms, sid, "delivered") == ("delivered", None)


@pytest.mark.skipif(not DESCRIPTION.exists(), reason="Twilio's API description is not here")
def test_a_created_message_is_as_twilio_describes_it(api: httpx.Client, description: dict[str, Any]) -> None:
    answer = api.post(
        MESSAGES,
        data={"To": READER, "From": OURS, "ContentSid": HX, "ContentVariables": '{"1": "Dana Reyes"}'},
    )
    assert answer.status_code == 201
    assert errors_of(description, COLLECTION, "post", answer) == []
    told = answer.json()
    assert (told["to"], told["from"], told["num_segments"]) == (READER, OURS, "1")
