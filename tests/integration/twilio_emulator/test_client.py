"""Our client against the emulator, over HTTP: what each answer and each silence becomes."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from integrations.twilio_sms.client import TwilioSms
from integrations.twilio_sms.errors import PermanentFailure, TemporaryFailure, UnknownOutcome
from integrations.twilio_sms.segments import size_of
from tests import loopback
from tests.emulators import RunningEmulator
from tests.integration.twilio_emulator.application import ACCOUNT, SENDER, TOKEN, eventually, messages_of
from tests.ports import free_ports

PHONE = "+821012345678"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CREATE = {"method": "POST", "path": "*/Messages.json"}


def send(sms: TwilioSms, to: str = PHONE, body: str = "내일 9시") -> str:
    return sms.send(to=to, body=body, status_callback=None).sid


def test_a_message_is_queued_and_then_delivered(sms: TwilioSms) -> None:
    accepted = sms.send(to=PHONE, body="내일 9시", status_callback=None, validity_period=timedelta(hours=2))

    assert accepted.status == "queued"
    assert eventually(lambda: sms.fetch(accepted.sid).status == "delivered")
    record = sms.fetch(accepted.sid)
    assert (record.to, record.body, record.parts, record.error_code) == (PHONE, "내일 9시", 1, None)
    assert record.sent_at is not None
    assert record.created_at is not None
    assert record.sent_at.utcoffset() == timedelta()


def test_a_messaging_service_accepts_first_and_counts_later(emulator: RunningEmulator) -> None:
    emulator.order("settings", {"sent_after": 60, "delivered_after": 61})
    sms = TwilioSms(account_sid=ACCOUNT, auth_token=TOKEN, sender="MG" + "a" * 32, base_url=emulator.url)

    accepted = sms.send(to=PHONE, body="가" * 71, status_callback=None)

    assert accepted.status == "accepted"
    assert sms.fetch(accepted.sid).parts == 0
    emulator.order("settings", {"sent_after": 0.05, "delivered_after": 0.1})
    second = sms.send(to=PHONE, body="가" * 71, status_callback=None)
    assert eventually(lambda: sms.fetch(second.sid).status == "delivered")
    assert sms.fetch(second.sid).parts == 2


@pytest.mark.parametrize("body", ["a" * 160, "a" * 161, "€" * 77, "가" * 71, "가" * 66 + "🙂" + "가" * 70])
def test_client_and_emulator_count_parts_alike(sms: TwilioSms, body: str) -> None:
    assert sms.fetch(send(sms, body=body)).parts == size_of(body).parts


@pytest.mark.parametrize(
    ("to", "code", "about"),
    [
        ("+15005550001", 21211, "number"),
        ("+15005550002", 21612, "number"),
        ("+15005550003", 21408, "account"),
        ("+15005550004", 21610, "opted_out"),
        ("+15005550009", 21614, "number"),
        ("+82212345678", 21614, "number"),
        ("nonsense", 21211, "number"),
    ],
)
def test_a_refused_number_is_a_permanent_failure(sms: TwilioSms, to: str, code: int, about: str) -> None:
    with pytest.raises(PermanentFailure) as caught:
        send(sms, to)

    assert (caught.value.code, caught.value.about) == (code, about)


@pytest.mark.parametrize(
    ("to", "status", "code"),
    [
        ("+15005530003", "undelivered", 30003),
        ("+15005530005", "undelivered", 30005),
        ("+15005530006", "undelivered", 30006),
        ("+15005530007", "undelivered", 30007),
        ("+15005530008", "undelivered", 30008),
        ("+15005530034", "failed", 30034),
        ("+15005530610", "failed", 30610),
    ],
)
def test_a_message_that_does_not_arrive_says_why(sms: TwilioSms, to: str, status: str, code: int) -> None:
    sid = send(sms, to)

    assert eventually(lambda: sms.fetch(sid).status == status)
    assert sms.fetch(sid).error_code == code


def test_a_body_that_is_too_long_is_about_the_content(sms: TwilioSms) -> None:
    with pytest.raises(PermanentFailure) as caught:
        send(sms, body="x" * 1601)

    assert (caught.value.code, caught.value.about) == (21617, "content")


def test_a_wrong_token_is_about_the_account(emulator: RunningEmulator) -> None:
    stranger = TwilioSms(account_sid=ACCOUNT, auth_token="wrong", sender=SENDER, base_url=emulator.url)

    for call in (lambda: send(stranger), lambda: stranger.find_sent(to=PHONE, since=LONG_AGO, body="x")):
        with pytest.raises(PermanentFailure) as caught:
            call()
        assert caught.value.about == "account"


def test_too_many_requests_are_to_be_tried_later(emulator: RunningEmulator, sms: TwilioSms) -> None:
    emulator.order("settings", {"rate_per_second": 1})

    def burst() -> None:
        for _ in range(50):
            send(sms)

    with pytest.raises(TemporaryFailure) as caught:
        burst()
    assert caught.value.code == 20429


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        ({"name": "internalError"}, 0),
        ({"name": "internalError", "commit": True}, 1),
        ({"name": "unavailable", "commit": True}, 1),
        ({"name": "badGateway"}, 0),
        ({"name": "badGateway", "commit": True}, 1),
        ({"name": "garbage", "commit": True}, 1),
        ({"name": "emptyObject"}, 0),
        ({"kind": "reset"}, 0),
        ({"kind": "reset", "commit": True}, 1),
        ({"kind": "drop", "commit": True}, 1),
        ({"kind": "truncate"}, 1),
        ({"kind": "content_type"}, 1),
    ],
)
def test_an_answer_that_proves_nothing_leaves_the_outcome_unknown(
    emulator: RunningEmulator, sms: TwilioSms, fault: dict[str, Any], taken: int
) -> None:
    emulator.order("faults", {**CREATE, **fault})

    with pytest.raises(UnknownOutcome):
        send(sms)

    assert len(messages_of(emulator)) == taken
    assert len(sms.find_sent(to=PHONE, since=LONG_AGO, body="내일 9시")) == taken


def test_a_message_taken_before_a_timeout_is_found_and_sent_once(emulator: RunningEmulator) -> None:
    emulator.order("faults", {**CREATE, "kind": "hang", "seconds": 3, "commit": True})
    sms = TwilioSms(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        sender=SENDER,
        base_url=emulator.url,
        timeout=timedelta(milliseconds=500),
    )

    with pytest.raises(UnknownOutcome):
        send(sms)

    (found,) = sms.find_sent(to=PHONE, since=LONG_AGO, body="내일 9시")
    assert [message["sid"] for message in messages_of(emulator)] == [found.sid]


def test_a_message_that_has_not_left_yet_is_found_too(emulator: RunningEmulator, sms: TwilioSms) -> None:
    emulator.order("settings", {"sent_after": 60, "delivered_after": 61})
    sid = send(sms)

    (found,) = sms.find_sent(to=PHONE, since=LONG_AGO, body="내일 9시")

    assert (found.sid, found.sent_at, found.status) == (sid, None, "queued")


def test_other_texts_other_phones_and_other_times_are_not_found(sms: TwilioSms) -> None:
    send(sms)

    assert sms.find_sent(to=PHONE, since=LONG_AGO, body="내일 10시") == []
    assert sms.find_sent(to="+821099999999", since=LONG_AGO, body="내일 9시") == []
    assert sms.find_sent(to=PHONE, since=datetime(2999, 1, 1, tzinfo=UTC), body="내일 9시") == []


def test_a_message_is_found_behind_many_others(sms: TwilioSms) -> None:
    sid = send(sms)
    assert eventually(lambda: sms.fetch(sid).status == "delivered")
    for number in range(60):
        send(sms, body=f"later {number}")

    assert [record.sid for record in sms.find_sent(to=PHONE, since=LONG_AGO, body="내일 9시")] == [sid]


def test_a_time_in_seoul_is_asked_for_in_utc(emulator: RunningEmulator, sms: TwilioSms) -> None:
    sms.find_sent(to=PHONE, since=datetime(2027, 3, 1, 9, 0, tzinfo=ZoneInfo("Asia/Seoul")), body="x")

    asked = [entry["query"] for entry in emulator.ask("journal")["entries"]]
    assert [query["DateSent>"] for query in asked if "DateSent>" in query] == [["2027-03-01T00:00:00Z"]]


def test_a_time_without_an_offset_is_refused(sms: TwilioSms) -> None:
    with pytest.raises(ValueError, match="offset"):
        sms.find_sent(to=PHONE, since=datetime(2027, 3, 1, 9, 0), body="x")  # noqa: DTZ001


@pytest.mark.parametrize(
    "fault", [{"name": "internalError"}, {"name": "badGateway"}, {"kind": "reset"}, {"kind": "truncate"}]
)
def test_a_failed_look_is_simply_tried_later(
    emulator: RunningEmulator, sms: TwilioSms, fault: dict[str, Any]
) -> None:
    sid = send(sms)
    emulator.order("faults", {"method": "GET", "times": 2, **fault})

    for look in (lambda: sms.fetch(sid), lambda: sms.find_sent(to=PHONE, since=LONG_AGO, body="x")):
        with pytest.raises(TemporaryFailure):
            look()


def test_a_message_that_does_not_exist_is_a_permanent_failure(sms: TwilioSms) -> None:
    with pytest.raises(PermanentFailure) as caught:
        sms.fetch("SM" + "0" * 32)

    assert caught.value.code == 20404


def test_where_nobody_listens_nothing_was_sent() -> None:
    sms = TwilioSms(
        account_sid=ACCOUNT, auth_token=TOKEN, sender=SENDER, base_url=f"http://127.0.0.1:{free_ports()}"
    )

    with pytest.raises(TemporaryFailure):
        send(sms)


def test_a_waiting_message_can_be_cancelled_and_a_sent_one_cannot(
    emulator: RunningEmulator, sms: TwilioSms
) -> None:
    sent = send(sms)
    assert eventually(lambda: sms.fetch(sent).status == "delivered")
    emulator.order("settings", {"sent_after": 60, "delivered_after": 61})
    waiting = send(sms)

    assert sms.cancel(waiting).status == "canceled"
    with pytest.raises(PermanentFailure) as caught:
        sms.cancel(sent)
    assert caught.value.code == 30409


def test_a_message_is_dropped_when_its_time_is_over(emulator: RunningEmulator, sms: TwilioSms) -> None:
    emulator.order("settings", {"sent_after": 30, "delivered_after": 31})

    sid = sms.send(to=PHONE, body="내일 9시", status_callback=None, validity_period=timedelta(seconds=1)).sid

    assert eventually(lambda: sms.fetch(sid).status == "failed")
    assert sms.fetch(sid).error_code == 30036


def test_a_validity_beyond_twilios_longest_is_cut_to_it(emulator: RunningEmulator, sms: TwilioSms) -> None:
    sms.send(to=PHONE, body="내일 9시", status_callback=None, validity_period=timedelta(days=3))

    assert [message["valid_for"] for message in messages_of(emulator)] == [36_000]


def test_what_hung_when_the_journal_was_cleared_is_not_in_the_new_one(emulator: RunningEmulator) -> None:
    emulator.order("faults", {"kind": "hang", "seconds": 0.4, "path": "*/Messages.json"})
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(loopback.get, f"{emulator.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json")
        time.sleep(0.2)
        emulator.order("reset")
        assert emulator.ask("journal")["entries"] == []
        with pytest.raises(httpx.TransportError):
            asked.result()

    assert emulator.ask("journal")["entries"] == []
