from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from integrations.google_calendar import (
    Endpoints,
    EventChanges,
    EventDraft,
    EventRecord,
    FreeBusy,
    Guest,
    Tokens,
)
from integrations.google_calendar.resources import (
    changes_body,
    draft_body,
    event_record,
    event_records,
    free_busy,
    instant_text,
)
from integrations.google_calendar.transport import credentials

SEOUL = timezone(timedelta(hours=9))
NINE = datetime(2027, 1, 5, 9, tzinfo=SEOUL)


def test_a_draft_names_its_id_its_zone_and_its_meet() -> None:
    draft = EventDraft(
        "abc12",
        "Talk",
        NINE,
        NINE + timedelta(hours=1),
        "Asia/Seoul",
        guests=(Guest("a@x.example"),),
        wants_meet=True,
    )

    assert draft_body(draft) == {
        "id": "abc12",
        "summary": "Talk",
        "description": "",
        "location": "",
        "start": {"dateTime": "2027-01-05T00:00:00Z", "timeZone": "Asia/Seoul"},
        "end": {"dateTime": "2027-01-05T01:00:00Z", "timeZone": "Asia/Seoul"},
        "attendees": [{"email": "a@x.example", "responseStatus": "needsAction"}],
        "extendedProperties": {"private": {}},
        "conferenceData": {
            "createRequest": {"requestId": "abc12", "conferenceSolutionKey": {"type": "hangoutsMeet"}}
        },
    }


def test_changes_carry_only_what_changes() -> None:
    assert changes_body("abc12", EventChanges()) == {}
    assert changes_body("abc12", EventChanges(description="", status="confirmed")) == {
        "description": "",
        "status": "confirmed",
    }
    assert changes_body("abc12", EventChanges(guests=(), starts_at=NINE, time_zone="Asia/Seoul")) == {
        "attendees": [],
        "start": {"dateTime": "2027-01-05T00:00:00Z", "timeZone": "Asia/Seoul", "date": None},
    }


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        instant_text(NINE.replace(tzinfo=None))


def test_a_tombstone_is_read() -> None:
    resource = {"kind": "calendar#event", "etag": '"1"', "id": "abc12", "status": "cancelled"}

    assert event_record(resource) == EventRecord("abc12", '"1"', "cancelled")


def test_an_all_day_event_keeps_its_dates() -> None:
    record = event_record(
        {
            "id": "a",
            "etag": "e",
            "status": "confirmed",
            "start": {"date": "2027-01-05"},
            "end": {"date": "2027-01-06"},
        }
    )

    assert (record.starts_on, record.ends_on) == (date(2027, 1, 5), date(2027, 1, 6))
    assert (record.starts_at, record.ends_at) == (None, None)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ("none", None)),
        ({"hangoutLink": "https://meet.google.com/a"}, ("success", "https://meet.google.com/a")),
        ({"conferenceData": {"createRequest": {"status": {"statusCode": "pending"}}}}, ("pending", None)),
        ({"conferenceData": {"createRequest": {"status": {"statusCode": "failure"}}}}, ("failure", None)),
        (
            {"conferenceData": {"entryPoints": [{"entryPointType": "phone", "uri": "tel:1"}]}},
            ("none", None),
        ),
        (
            {"conferenceData": {"entryPoints": [{"entryPointType": "video", "uri": "https://v.example"}]}},
            ("success", "https://v.example"),
        ),
    ],
)
def test_the_meet_link_is_found_wherever_google_puts_it(
    more: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    record = event_record({"id": "a", "etag": "e", "status": "confirmed", **more})

    assert (record.conference, record.meet_url) == expected


def test_a_time_without_offset_is_garbage() -> None:
    with pytest.raises(ValueError, match="offset"):
        event_record(
            {"id": "a", "etag": "e", "status": "confirmed", "start": {"dateTime": "2027-01-05T09:00:00"}}
        )


def test_rows_that_no_event_can_be_made_of_keep_no_other_from_being_read() -> None:
    good = {"id": "good", "etag": "e", "status": "confirmed"}

    def at(start: str, **zone: str) -> dict[str, Any]:
        return {**good, "id": start, "start": {"dateTime": start, **zone}}

    bad = [
        at("0001-01-01T00:00:00+09:00"),
        at("0000-01-01T00:00:00Z"),
        at("9999-12-31T23:00:00-08:00"),
        at("2027-01-05T09:00:00"),
        at("2027-01-05T10:00:00", timeZone="Nowhere/Atall"),
        {"etag": "without an id", "status": "confirmed"},
    ]

    events, unreadable = event_records([*bad[:3], good, *bad[3:]])

    assert [event.id for event in events] == ["good"]
    assert unreadable == [row.get("id", "") for row in bad]


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2027-01-05T09:00:00+09:00", "Asia/Seoul", NINE),
        ("2027-01-05T09:00:00+09:00", "GMT+09:00", NINE),
        ("2027-01-05T09:00:00+09:00", "Nowhere/Atall", NINE),
        ("2027-01-05T09:00:00", "Asia/Seoul", NINE),
        ("2027-01-05T09:00:00", "ROK", NINE),
        ("2027-01-05T09:00:00", "GMT+09:00", NINE),
        ("2027-01-04T19:00:00", "UTC-5", NINE),
        ("2027-01-04T16:00:00", "US/Pacific", NINE),
        ("2027-01-05T05:30:00", "Asia/Calcutta", NINE),
        ("2027-01-05T02:00:00", "Europe/Kyiv", NINE),
        ("2027-01-05T02:00:00", "Europe/Kiev", NINE),
    ],
)
def test_the_offset_names_the_instant_and_without_one_the_zone_does_former_names_too(
    text: str, zone: str, expected: datetime
) -> None:
    record = event_record(
        {"id": "a", "etag": "e", "status": "confirmed", "start": {"dateTime": text, "timeZone": zone}}
    )
    assert (record.starts_at, record.time_zone) == (expected, zone)


def test_a_note_of_googles_that_means_nothing_spoils_no_event() -> None:
    record = event_record(
        {"id": "a", "etag": "e", "status": "confirmed", "updated": "0000-12-31T00:00:00.000Z"}
    )
    assert record.updated_at is None


def test_a_calendar_left_out_of_the_answer_is_unknown() -> None:
    answer = {"calendars": {"a": {"busy": []}, "b": {"errors": [{"reason": "internalError"}], "busy": []}}}

    assert free_busy(answer, ["a", "b", "c"]) == FreeBusy(
        {"a": ()}, {"b": ("internalError",), "c": ("missing",)}
    )


@pytest.mark.parametrize("address", ["http://google.example/token", "ftp://127.0.0.1/", "//127.0.0.1/"])
def test_tokens_do_not_travel_in_the_clear(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        Endpoints(token_uri=address)


def test_this_machine_may_stand_in_for_google() -> None:
    endpoints = Endpoints.at("http://127.0.0.1:8001")

    assert endpoints.api_endpoint == "http://127.0.0.1:8001/calendar/v3/"
    assert endpoints.token_uri == "http://127.0.0.1:8001/token"


def test_tokens_do_not_show_in_a_traceback() -> None:
    tokens = Tokens("secret-a", "secret-r", None, frozenset({"openid"}), "a@x.example")

    assert "secret" not in repr(tokens)


def test_the_expiry_reaches_google_auth_as_naive_utc() -> None:
    tokens = Tokens("a", "r", NINE, frozenset())

    assert credentials(tokens, Endpoints(), "c", "s").expiry == NINE.astimezone(UTC).replace(tzinfo=None)
