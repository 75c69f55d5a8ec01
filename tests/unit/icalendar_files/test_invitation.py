from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from integrations.icalendar_files.invitation import Invitation, Mailbox, Method, content_type_of, file_of
from integrations.icalendar_files.text import line, name, paragraph

SEOUL = ZoneInfo("Asia/Seoul")
SESSION = Invitation(
    uid="5f0c9a36-4b7e-4b5e-9d3e-0a4a3d9f6a11@meridian.example",
    sequence=0,
    method=Method.REQUEST,
    starts_at=datetime(2027, 3, 15, 9, 0, tzinfo=SEOUL),
    ends_at=datetime(2027, 3, 15, 10, 0, tzinfo=SEOUL),
    summary="Mentoring: going to market",
    organizer=Mailbox("Meridian", "hub@meridian.example"),
    stamped_at=datetime(2027, 3, 1, 0, 0, tzinfo=UTC),
    attendees=(
        Mailbox("첫째 창업자", "founder@startup.example"),
        Mailbox("A Mentor", "mentor@expert.example"),
    ),
)
# The parser that reads the files back undoes the escapes one after the other, so that a backslash before an n
# misleads it: texts with backslashes are checked by their octets.
PLAIN = st.text(alphabet=st.sampled_from("가힣한 글,;:\"nN^'\r\n\t\x0b\x00\x85\u2028🙂=BEGIND"), max_size=300)
NASTY = st.text(
    alphabet=st.sampled_from("가힣한 글,;:\"\\nN^'\r\n\t\x0b\x00\x85\u2028🙂=BEGIND"), max_size=300
)


def parsed(invitation: Invitation) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(file_of(invitation))
    assert isinstance(calendar, Calendar)
    calendar.validate()  # type: ignore[no-untyped-call]
    assert calendar.errors == []
    (event,) = calendar.events
    assert event.errors == []
    return calendar, event


def test_an_invitation_is_written_in_utc_with_its_number_and_state() -> None:
    calendar, event = parsed(SESSION)

    assert calendar["METHOD"] == "REQUEST"
    assert event["DTSTART"].to_ical() == b"20270315T000000Z"
    assert event["DTEND"].to_ical() == b"20270315T010000Z"
    assert event["DTSTAMP"].to_ical() == b"20270301T000000Z"
    assert event["SEQUENCE"] == 0
    assert event["STATUS"] == "CONFIRMED"
    assert event["UID"] == SESSION.uid


def test_the_calendar_itself_has_no_uid() -> None:
    assert file_of(SESSION).count(b"UID:") == 1


def test_a_request_asks_every_attendee_for_an_answer() -> None:
    _, event = parsed(SESSION)

    asked = [(str(g), g.params["CN"], g.params["PARTSTAT"], g.params["RSVP"]) for g in event.attendees]
    assert asked == [
        ("mailto:founder@startup.example", "첫째 창업자", "NEEDS-ACTION", "TRUE"),
        ("mailto:mentor@expert.example", "A Mentor", "NEEDS-ACTION", "TRUE"),
    ]


def test_a_cancellation_keeps_the_uid_and_says_cancelled() -> None:
    calendar, event = parsed(replace(SESSION, method=Method.CANCEL, sequence=2))

    assert calendar["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (SESSION.uid, 2, "CANCELLED")
    assert len(event.attendees) == 2


def test_a_published_copy_names_no_attendee() -> None:
    calendar, event = parsed(replace(SESSION, method=Method.PUBLISH))

    assert calendar["METHOD"] == "PUBLISH"
    assert "ATTENDEE" not in event


@pytest.mark.parametrize("method", list(Method))
def test_the_mime_type_names_the_method_of_the_file(method: Method) -> None:
    assert content_type_of(replace(SESSION, method=method)) == (
        f"text/calendar; method={method.value}; charset=UTF-8; component=VEVENT"
    )


def test_the_link_and_the_place_are_told_apart() -> None:
    _, event = parsed(replace(SESSION, url="https://meet.example/abc-defg", location="Room 3, AI Hub"))

    assert (str(event["URL"]), str(event["LOCATION"])) == ("https://meet.example/abc-defg", "Room 3, AI Hub")


@given(summary=PLAIN, description=PLAIN, location=PLAIN)
def test_any_text_comes_back_as_it_was_meant(summary: str, description: str, location: str) -> None:
    _, event = parsed(replace(SESSION, summary=summary, description=description, location=location))

    assert str(event["SUMMARY"]) == line(summary)
    assert str(event.get("DESCRIPTION", "")) == paragraph(description)
    assert str(event.get("LOCATION", "")) == line(location)


def test_a_backslash_is_escaped_whatever_follows_it() -> None:
    written = file_of(replace(SESSION, summary=r"C:\New \n, \\; end"))

    assert rb"SUMMARY:C:\\New \\n\, \\\\\; end" + b"\r\n" in written


@given(given_name=NASTY)
def test_any_name_stays_inside_its_parameter(given_name: str) -> None:
    _, event = parsed(replace(SESSION, organizer=Mailbox(given_name, "hub@meridian.example")))

    assert str(event["ORGANIZER"]) == "mailto:hub@meridian.example"
    assert event["ORGANIZER"].params.get("CN", "") == name(given_name)


@given(text=NASTY)
def test_no_line_is_longer_than_75_octets_and_none_is_cut_inside_a_character(text: str) -> None:
    written = file_of(replace(SESSION, summary="가" * 60 + text, description=text))

    for row in written.split(b"\r\n"):
        assert len(row) <= 75
        row.decode()


@given(text=NASTY)
def test_no_text_can_add_a_property(text: str) -> None:
    hostile = f"{text}\r\nATTENDEE:mailto:spy@elsewhere.example\r\n{text}"
    _, event = parsed(replace(SESSION, summary=hostile, description=hostile, location=hostile))

    assert len(event.attendees) == 2
    assert set(event) == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS",
        "SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER", "ATTENDEE",
    }  # fmt: skip


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b\r\nATTENDEE:x", "a b@c.example", "a@b.example\n", "a@b@c"]
)
def test_what_is_not_an_address_is_refused(email: str) -> None:
    with pytest.raises(ValueError, match="e-mail"):
        file_of(replace(SESSION, organizer=Mailbox("Meridian", email)))


def test_a_link_with_a_line_break_is_refused() -> None:
    with pytest.raises(ValueError, match="URI"):
        file_of(replace(SESSION, url="https://meet.example/\r\nX-EVIL:1"))


def test_times_without_an_offset_are_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        replace(SESSION, starts_at=SESSION.starts_at.replace(tzinfo=None))


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after"):
        replace(SESSION, ends_at=SESSION.starts_at)


def test_a_uid_of_two_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="uid"):
        replace(SESSION, uid="a\r\nb")
