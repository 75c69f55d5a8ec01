from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.icalendar_files.reply import LARGEST, Answer, Reply, Unreadable, message_id_of, reply_in
from tests.unit.icalendar_files.replies import MENTOR, UID, apple, file, outlook, plain

SHAPES = pytest.mark.parametrize("shape", [outlook, apple, plain], ids=["outlook", "apple", "plain"])
OUTLOOKS_ZONE = """BEGIN:VTIMEZONE
TZID:Pacific Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def read(mail: bytes) -> Reply:
    found = reply_in(mail)
    assert isinstance(found, Reply), found
    return found


@SHAPES
def test_an_answer_is_read_in_every_shape(shape: Callable[[str], bytes]) -> None:
    reply = read(shape(file(more="COMMENT:반갑습니다\\, see you")))

    assert reply == Reply(
        uid=UID,
        sequence=0,
        stamped_at=datetime(2026, 11, 24, tzinfo=UTC),
        sender=MENTOR,
        attendee=MENTOR,
        answer=Answer.ACCEPTED,
        comment="반갑습니다, see you",
    )


@pytest.mark.parametrize("charset", ["utf-8", "euc-kr", "utf-16", "utf-8-sig"])
def test_an_answer_is_read_in_every_charset(charset: str) -> None:
    assert read(outlook(file(more="COMMENT:못 갑니다"), charset=charset)).comment == "못 갑니다"


@pytest.mark.parametrize("answer", list(Answer))
def test_each_answer_is_told_from_the_others(answer: Answer) -> None:
    assert read(plain(file(partstat=answer.value.upper()))).answer is answer


def test_addresses_are_compared_in_lower_case() -> None:
    reply = read(plain(file(attendee="MAILTO:Robin.Vale@Bay.Example"), sender="ROBIN.VALE@bay.example"))
    assert (reply.sender, reply.attendee) == (MENTOR, MENTOR)


def test_a_date_of_a_series_is_read_on_outlooks_clock() -> None:
    text = file(more="RECURRENCE-ID;TZID=Pacific Standard Time:20261103T163000")
    found = read(outlook(text.replace("BEGIN:VEVENT", OUTLOOKS_ZONE + "BEGIN:VEVENT")))
    assert found.recurrence == datetime(2026, 11, 4, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("RECURRENCE-ID:20261104T003000Z", datetime(2026, 11, 4, 0, 30, tzinfo=UTC)),
        ("RECURRENCE-ID:20261103T163000", datetime(2026, 11, 3, 16, 30)),  # noqa: DTZ001 -- of no zone
        ("RECURRENCE-ID;VALUE=DATE:20261103", date(2026, 11, 3)),
    ],
)
def test_a_date_of_a_series_is_read_in_every_form(line: str, at: date) -> None:
    assert read(plain(file(more=line))).recurrence == at


def test_an_answer_without_a_sequence_is_to_the_first() -> None:
    assert read(plain(file(sequence=""))).sequence == 0


REFUSED = {
    "no calendar": (b"From: a@b.example\r\n\r\nYes, gladly.", Unreadable.NO_CALENDAR),
    "nothing": (b"", Unreadable.NO_CALENDAR),
    "too large": (b"x" * (LARGEST + 1), Unreadable.TOO_LARGE),
    "an invitation": (plain(file(method="REQUEST")), Unreadable.NOT_A_REPLY),
    "another time": (plain(file(method="COUNTER")), Unreadable.NOT_A_REPLY),
    "left open": (plain(file(partstat="NEEDS-ACTION")), Unreadable.NO_ANSWER),
    "passed on": (plain(file(partstat="DELEGATED")), Unreadable.NO_ANSWER),
    "cut off": (plain(file()[:120]), Unreadable.MALFORMED),
    "no uid": (plain(file(uid="")), Unreadable.MALFORMED),
    "a uid that no database takes": (plain(file(uid="a\x00b")), Unreadable.MALFORMED),
    "a long uid": (plain(file(uid="u" * 256)), Unreadable.MALFORMED),
    "no stamp": (plain(file(stamp="soon")), Unreadable.MALFORMED),
    "a sequence below none": (plain(file(sequence="SEQUENCE:-1")), Unreadable.MALFORMED),
    "a sequence beyond all": (plain(file(sequence="SEQUENCE:99999999999")), Unreadable.MALFORMED),
    "a sequence of words": (plain(file(sequence="SEQUENCE:first")), Unreadable.MALFORMED),
    "not an address": (plain(file(attendee="urn:uuid:1")), Unreadable.MALFORMED),
    "two attendees": (
        plain(file(more="ATTENDEE;PARTSTAT=DECLINED:mailto:x@y.example")),
        Unreadable.MALFORMED,
    ),
    "two events": (
        plain(file().replace("END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nEND:VEVENT")),
        Unreadable.MALFORMED,
    ),
    "two senders": (plain(file(), head="From: x@y.example\r\n"), Unreadable.SENDER_UNCLEAR),
    "no sender": (plain(file(), sender="nobody"), Unreadable.SENDER_UNCLEAR),
}


@pytest.mark.parametrize(("mail", "because"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_answer_is_refused_with_its_reason(mail: bytes, because: Unreadable) -> None:
    assert reply_in(mail) is because


@given(st.binary(max_size=600))
def test_arbitrary_bytes_never_raise(mail: bytes) -> None:
    assert isinstance(reply_in(mail), Unreadable | Reply)
    assert isinstance(message_id_of(mail), str)


@given(
    st.sampled_from([outlook, apple, plain]),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=12)), max_size=6),
)
def test_a_damaged_answer_never_raises(
    shape: Callable[[str], bytes], damage: list[tuple[int, bytes]]
) -> None:
    mail = shape(file(more="RECURRENCE-ID;TZID=Asia/Seoul:20261104T093000\nCOMMENT:x"))
    for at, octets in damage:
        mail = mail[:at] + octets + mail[at + len(octets) :]
    assert isinstance(reply_in(mail), Unreadable | Reply)
    assert isinstance(message_id_of(mail), str)


@given(st.binary(max_size=400))
def test_arbitrary_files_in_a_mail_never_raise(content: bytes) -> None:
    head = b"From: a@b.example\r\nMessage-ID: <1>\r\nContent-Type: text/calendar\r\n\r\n"
    body = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n" + content
    assert isinstance(reply_in(head + body + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"), Unreadable | Reply)
