"""The pages that show the phones, the Korean network, and what outlives a restart."""

from pathlib import Path

import pytest

from integrations.twilio_sms.client import TwilioSms
from tests import loopback
from tests.emulators import RunningEmulator, running_twilio_emulator
from tests.integration.twilio_emulator.application import ACCOUNT, SENDER, TOKEN, eventually, messages_of

KOREAN = "+821012345678"
AMERICAN = "+14155550123"


def send_and_wait(sms: TwilioSms, to: str, body: str) -> str:
    sid = sms.send(to=to, body=body, status_callback=None).sid
    assert eventually(lambda: sms.fetch(sid).status in {"delivered", "undelivered"})
    return sid


def page(emulator: RunningEmulator, path: str) -> str:
    answer = loopback.get(emulator.url + path)
    assert answer.status_code == 200
    return answer.text


def test_without_messages_the_list_says_so(emulator: RunningEmulator) -> None:
    assert "No message was sent yet" in page(emulator, "/")


def test_the_list_shows_each_phone_with_its_last_message(emulator: RunningEmulator, sms: TwilioSms) -> None:
    send_and_wait(sms, AMERICAN, "First")
    send_and_wait(sms, AMERICAN, "Second")

    shown = page(emulator, "/")

    assert shown.count('href="/phone/%2B14155550123"') == 1
    assert ("Second" in shown, "First" in shown) == (True, False)


def test_a_thread_shows_texts_states_and_parts_escaped(emulator: RunningEmulator, sms: TwilioSms) -> None:
    send_and_wait(sms, AMERICAN, "<script>alert('1')</script>" + "a" * 160)

    shown = page(emulator, "/phone/%2B14155550123")

    assert "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;" in shown
    assert "<script>alert" not in shown
    assert "delivered · 2 parts" in shown


def test_a_link_in_a_text_can_be_tapped(emulator: RunningEmulator, sms: TwilioSms) -> None:
    send_and_wait(sms, AMERICAN, "Answer: https://hub.example/answer/a-b_c?x=1&y=2.\njavascript:alert(1)")

    shown = page(emulator, "/phone/%2B14155550123")

    link = "https://hub.example/answer/a-b_c?x=1&amp;y=2"
    assert f'Answer: <a href="{link}" rel="noreferrer">{link}</a>.\njavascript:alert(1)' in shown


def test_a_korean_phone_shows_the_mark_of_foreign_texts_and_no_emoji(
    emulator: RunningEmulator, sms: TwilioSms
) -> None:
    send_and_wait(sms, KOREAN, "내일 9시 — 🙂")

    shown = page(emulator, "/phone/%2B821012345678")

    assert "[국제발신]\n내일 9시 ? ?" in shown
    assert "Asia/Seoul" in shown
    assert "<textarea" not in shown


def test_a_strict_korean_carrier_does_not_deliver_what_it_cannot_show(
    emulator: RunningEmulator, sms: TwilioSms
) -> None:
    emulator.order("settings", {"korean_characters": "undeliver"})

    assert sms.fetch(send_and_wait(sms, KOREAN, "내일 9시 🙂")).status == "undelivered"
    assert sms.fetch(send_and_wait(sms, KOREAN, "내일 9시")).status == "delivered"


def test_an_answer_typed_on_the_page_is_a_text(emulator: RunningEmulator, sms: TwilioSms) -> None:
    send_and_wait(sms, AMERICAN, "Tomorrow at 9")

    answer = loopback.post(f"{emulator.url}/phone/%2B14155550123", data={"body": "STOP"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/phone/%2B14155550123")
    assert "opted out" in page(emulator, "/")
    assert [m["direction"] for m in messages_of(emulator)] == ["outbound-api", "inbound", "outbound-reply"]


def test_what_is_not_a_number_is_not_a_phone(emulator: RunningEmulator) -> None:
    answer = loopback.get(f"{emulator.url}/phone/%3Cb%3E")

    assert answer.status_code == 404
    assert "<b>" not in answer.text


def test_a_number_can_be_given_an_error(emulator: RunningEmulator, sms: TwilioSms) -> None:
    emulator.order("numbers", {"number": KOREAN, "error_code": 30006})
    assert sms.fetch(send_and_wait(sms, KOREAN, "하나")).error_code == 30006

    emulator.order("numbers", {"number": KOREAN, "error_code": None})
    assert sms.fetch(send_and_wait(sms, KOREAN, "둘")).error_code is None


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("settings", {"speed": 1}),
        ("settings", {"callbacks": "sometimes"}),
        ("settings", {"sent_after": -1}),
        ("numbers", {"number": KOREAN, "error_code": 1}),
        ("numbers", {}),
        ("inbound", {"from": "nobody", "body": "x"}),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(
    emulator: RunningEmulator, path: str, body: dict[str, object]
) -> None:
    answer = loopback.post(f"{emulator.url}/control/{path}", json=body)

    assert answer.status_code == 400
    assert list(answer.json()) == ["error"]


def test_messages_outlive_a_restart_and_go_on_where_they_were(tmp_path: Path) -> None:
    state = str(tmp_path / "twilio.json")
    with running_twilio_emulator("--state", state) as emulator:
        emulator.order("settings", {"sent_after": 60, "delivered_after": 60})
        sms = TwilioSms(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=emulator.url)
        sid = sms.send(to=KOREAN, body="내일 9시", status_callback=None).sid
        emulator.order("settings", {"sent_after": 0.05, "delivered_after": 0.1})

    with running_twilio_emulator("--state", state) as emulator:
        sms = TwilioSms(account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=emulator.url)
        assert eventually(lambda: sms.fetch(sid).status == "delivered")
