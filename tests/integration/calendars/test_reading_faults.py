"""Whatever Google answers, or fails to: what is known of a person's time is right, or said to be old or unknown."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from calendars import operations
from calendars.models import GoogleConnection, ReadCalendar
from calendars.queries import connection_of
from integrations.google_calendar.consent import FREEBUSY_SCOPE
from tests.emulators import GoogleEmulatorHandle
from tests.factories import appointments
from tests.factories.hub import a_mentor
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    answer_of,
    connect,
)
from tests.integration.calendars.own_calendar import (
    NINE,
    a_read_calendar,
    add,
    an_hour,
    answer_with,
    busy,
    day,
    known_of,
    lists,
    names,
    read,
)

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(minutes=5)
SHARED_EVENTS_SCOPE = "https://www.googleapis.com/auth/calendar.events"
MOST_PAGES = 7  # of a hundred rows each: five hundred dates, the series and one event
DAYS = [NINE + timedelta(days=days) for days in range(6)]


@pytest.fixture
def calendar(google: GoogleEmulatorHandle, founder: Person) -> ReadCalendar:
    return a_read_calendar(google, founder)


def weekly(google: GoogleEmulatorHandle, calendar: ReadCalendar, count: int = 4, **fields: Any) -> str:
    """An event on Tuesdays at nine in Seoul; its id."""
    times = {
        "start": {"dateTime": "2026-12-01T09:00:00", "timeZone": "Asia/Seoul"},
        "end": {"dateTime": "2026-12-01T10:00:00", "timeZone": "Asia/Seoul"},
    }
    return add(
        google,
        calendar.connection,
        **{**times, "recurrence": [f"RRULE:FREQ=WEEKLY;COUNT={count}"], **fields},
    )


WEEKS = [an_hour(NINE + timedelta(weeks=weeks)) for weeks in range(4)]


def test_a_token_that_ran_out_means_reading_all_and_what_went_meanwhile_is_gone(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    kept, gone = (add(google, calendar.connection, at) for at in DAYS[:2])
    read(calendar)
    google.act(FOUNDER_AT_GOOGLE, gone, "delete")
    new = add(google, calendar.connection, DAYS[2])
    google.order("purge-deleted")  # no tombstone will ever tell of it
    google.order("expire-sync-tokens")

    read(calendar, LATER)

    assert names(founder) == {kept, new}
    assert (calendar.state, calendar.as_of) == ("known", LATER)
    assert [status for status in statuses(google) if status != 200] == [410]


def test_an_error_on_the_third_page_of_reading_all_changes_nothing(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    events = [add(google, calendar.connection, at) for at in DAYS]
    read(calendar)
    token = calendar.sync_token
    google.order("expire-sync-tokens")
    google.order("knobs", {"page_cap": 2})
    google.fault(name="backendError", path="*/events", skip=3)  # after the 410 and two pages

    read(calendar, LATER)

    assert names(founder) == set(events)
    assert (calendar.sync_token, calendar.as_of, calendar.last_error) == (token, NOW, "backendError")
    assert known_of(founder) == ("known", NOW)

    read(calendar, LATER + timedelta(minutes=1))
    assert names(founder) == set(events)
    assert calendar.sync_token != token


@pytest.mark.parametrize("page", [0, 1, 2])
@pytest.mark.parametrize(
    "fault", [{"name": "backendError"}, {"name": "htmlError"}, {"kind": "reset"}, {"kind": "truncate"}]
)
def test_an_error_on_any_page_of_changes_leaves_rows_and_token_and_the_next_try_makes_it_good(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person, page: int, fault: dict[str, Any]
) -> None:
    before = [add(google, calendar.connection, at) for at in DAYS[:3]]
    read(calendar)
    token = calendar.sync_token
    google.act(FOUNDER_AT_GOOGLE, before[0], "delete")
    google.act(FOUNDER_AT_GOOGLE, before[1], "move", starts_at=DAYS[4].isoformat())
    add(google, calendar.connection, DAYS[5])
    google.order("knobs", {"page_cap": 1})
    google.fault(path="*/events", skip=page, **fault)

    read(calendar, LATER)
    assert (busy(founder), calendar.sync_token) == ([an_hour(at) for at in DAYS[:3]], token)
    assert (calendar.as_of, calendar.failures) == (NOW, 1)

    for _ in range(2):  # the same end, however often
        read(calendar, LATER + timedelta(minutes=1))
        assert busy(founder) == [an_hour(at) for at in (DAYS[2], DAYS[4], DAYS[5])]
    assert (calendar.failures, calendar.last_error) == (0, "")


def test_empty_pages_are_turned(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    for days in range(2, 8):
        add(google, calendar.connection, NOW - timedelta(days=days))
    event = add(google, calendar.connection)
    google.order("knobs", {"page_cap": 1})

    read(calendar)

    assert names(founder) == {event}
    pages = [entry["answer"] for entry in google.journal() if entry["path"].endswith("/events")]
    assert [len(page["items"]) for page in pages if "nextPageToken" in page] == [0] * 6


def test_five_hundred_tombstones_are_read_past(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    series = weekly(google, calendar, recurrence=["RRULE:FREQ=DAILY;COUNT=500"])
    event = add(google, calendar.connection)
    read(calendar)
    assert len(names(founder)) > 390
    google.act(FOUNDER_AT_GOOGLE, series, "delete")
    google.order("knobs", {"page_cap": 100})
    token, before = calendar.sync_token, len(lists(google))

    read(calendar)

    assert names(founder) == {event}
    assert (calendar.state, calendar.sync_token) == ("known", token_given(google))
    assert calendar.sync_token != token
    assert len(lists(google)) - before <= MOST_PAGES
    before = len(lists(google))
    ReadCalendar.objects.update(sync_token="")
    read(calendar)
    assert names(founder) == {event}
    assert calendar.sync_token == token_given(google) != ""
    assert 5 <= len(lists(google)) - before <= MOST_PAGES  # tombstones only, page after page


def test_a_cancelled_date_without_any_time_frees_that_date_alone(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    series = weekly(google, calendar)
    read(calendar)
    assert busy(founder) == WEEKS

    google.act(FOUNDER_AT_GOOGLE, f"{series}_20261208T000000Z", "delete")
    read(calendar)
    assert busy(founder) == [WEEKS[0], *WEEKS[2:]]

    google.order("expire-sync-tokens")
    read(calendar)
    assert busy(founder) == [WEEKS[0], *WEEKS[2:]]
    shown = [item for entry in google.journal() for item in items_of(entry)]
    assert any("start" not in item for item in shown)


def test_a_date_moved_over_the_change_of_clocks_is_one_event(google: GoogleEmulatorHandle) -> None:
    mentor = a_mentor().person
    calendar = a_read_calendar(google, mentor, MENTOR_AT_GOOGLE)
    march = {
        "start": {"dateTime": "2027-03-09T09:00:00", "timeZone": "America/Los_Angeles"},
        "end": {"dateTime": "2027-03-09T10:00:00", "timeZone": "America/Los_Angeles"},
    }
    series = weekly(google, calendar, count=2, **march)
    read(calendar)
    before, after = datetime(2027, 3, 9, 17, tzinfo=UTC), datetime(2027, 3, 16, 16, tzinfo=UTC)
    assert busy(mentor) == [an_hour(before), an_hour(after)]

    moved = f"{series}_20270316T160000Z"
    google.act(MENTOR_AT_GOOGLE, moved, "move", starts_at="2027-03-10T09:00:00-08:00")
    read(calendar)
    assert busy(mentor) == [an_hour(before), an_hour(datetime(2027, 3, 10, 17, tzinfo=UTC))]
    assert moved in names(mentor)

    google.order("expire-sync-tokens")
    read(calendar)
    assert busy(mentor) == [an_hour(before), an_hour(datetime(2027, 3, 10, 17, tzinfo=UTC))]


def test_a_series_that_is_deleted_takes_no_more_time(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    series = weekly(google, calendar)
    google.act(FOUNDER_AT_GOOGLE, f"{series}_20261208T000000Z", "move", starts_at=DAYS[3].isoformat())
    read(calendar)
    google.act(FOUNDER_AT_GOOGLE, series, "delete")
    read(calendar)
    assert busy(founder) == []


def test_a_tombstone_of_a_whole_series_takes_its_dates_along(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    series = weekly(google, calendar)
    other = add(google, calendar.connection, DAYS[3])
    read(calendar)
    answer_with(google, {"id": series, "etag": '"1"', "status": "cancelled"})
    read(calendar)
    assert names(founder) == {other}


def test_a_series_that_ends_sooner_frees_the_rest(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    series = weekly(google, calendar)
    read(calendar)
    shorter = {"recurrence": ["RRULE:FREQ=WEEKLY;UNTIL=20261209T000000Z"]}
    google.act(FOUNDER_AT_GOOGLE, series, "edit", **shorter)
    read(calendar)
    assert busy(founder) == WEEKS[:2]


def test_this_and_the_following_moved_is_busy_at_the_new_times_alone(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    series = weekly(google, calendar)
    read(calendar)
    third, later = f"{series}_20261215T000000Z", timedelta(hours=5)
    moved_to = (WEEKS[2][0] + later).isoformat()
    google.act(FOUNDER_AT_GOOGLE, third, "move_following", starts_at=moved_to)
    read(calendar)
    moved = [(starts_at + later, ends_at + later) for starts_at, ends_at in WEEKS[2:]]
    assert busy(founder) == WEEKS[:2] + moved

    google.order("expire-sync-tokens")
    read(calendar)
    assert busy(founder) == WEEKS[:2] + moved


@pytest.mark.parametrize(
    ("whose", "starts", "ends"),
    [
        ("founder", "2026-12-23T15:00", "2026-12-26T15:00"),
        ("mentor", "2026-12-24T08:00", "2026-12-27T08:00"),
    ],
)
def test_days_are_taken_from_midnight_to_midnight_where_their_person_lives(
    google: GoogleEmulatorHandle, founder: Person, whose: str, starts: str, ends: str
) -> None:
    person = founder if whose == "founder" else a_mentor().person
    google.account(FOUNDER_AT_GOOGLE, time_zone="Europe/London")  # whatever Google's own setting says
    calendar = a_read_calendar(google, person)
    add(google, calendar.connection, start=day("2026-12-24"), end=day("2026-12-27"))
    read(calendar)
    begin, end = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (starts, ends))
    assert busy(person) == [(begin, end)]


def row(event_id: str, start: dict[str, Any] | None, end: dict[str, Any] | None) -> dict[str, Any]:
    times = {key: value for key, value in (("start", start), ("end", end)) if value is not None}
    return {"id": event_id, "etag": '"1"', "status": "confirmed", "summary": "x", **times}


def moment(text: str, zone: str | None = None) -> dict[str, str]:
    return {"dateTime": text} | ({"timeZone": zone} if zone else {})


@pytest.mark.parametrize(
    "zone", ["US/Pacific", "Asia/Calcutta", "Europe/Kyiv", "GMT+09:00", "Customized Time Zone", ""]
)
def test_a_zone_that_nobody_knows_does_not_hide_the_instant(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person, zone: str
) -> None:
    starts, ends = moment("2026-12-01T09:00:00+09:00", zone), moment("2026-12-01T10:00:00+09:00", zone)
    answer_with(google, row("odd", starts, ends))
    read(calendar)
    assert busy(founder) == [an_hour()]


def test_rows_that_mean_nothing_are_passed_over_and_the_others_count(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    founder: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    good = moment("2026-12-01T00:00:00Z"), moment("2026-12-01T01:00:00Z")
    answer_with(
        google,
        row("year-1", moment("0001-01-01T00:00:00+09:00"), moment("0001-01-01T01:00:00+09:00")),
        row("year-9999", moment("2026-12-01T00:00:00Z"), moment("9999-12-31T23:59:59Z")),
        row("year-10000", moment("2026-12-01T00:00:00Z"), moment("9999-12-31T23:59:59-08:00")),
        row("first-day", day("0001-01-01"), day("0001-01-02")),
        row("backwards", good[1], good[0]),
        row("no-end", good[0], None),
        row("no-times", None, None),
        row("no-length", good[0], good[0]),
        {"id": "bare"},
        row("good", *good),
    )

    with caplog.at_level("INFO"):
        read(calendar)

    assert names(founder) == {"good"}
    assert calendar.state == "known"
    skipped = [record.getMessage() for record in caplog.records if "skipped" in record.getMessage()]
    assert len(skipped) == 8  # all but the one without length, which takes no time
    assert {text.partition("skipped: ")[2] for text in skipped} == {
        "unreadable",
        "out_of_range",
        "ends_before_it_starts",
        "no_end",
        "no_start",
    }


def test_an_event_that_becomes_unreadable_keeps_the_time_that_it_had(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    event = add(google, calendar.connection)
    read(calendar)
    ReadCalendar.objects.update(sync_token="")
    answer_with(google, row(event, moment("0001-01-01T00:00:00+09:00"), None))
    read(calendar)
    assert busy(founder) == [an_hour()]


def connect_widely(google: GoogleEmulatorHandle, person: Person, email: str) -> GoogleConnection:
    """With consent to the events of calendars that the person shares with others, too."""
    url = operations.start_consent(person=person, now=NOW)
    url = url.replace("scope=", f"scope={quote_plus(SHARED_EVENTS_SCOPE)}+", 1)
    state, code = answer_of(google.decide(url, email))
    return operations.finish_consent(person=person, state=state, code=code, now=NOW)


def test_a_token_of_one_is_never_used_for_another_with_the_same_calendar(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    mentor = a_mentor().person
    people = {founder: FOUNDER_AT_GOOGLE, mentor: MENTOR_AT_GOOGLE}
    google.account(FOUNDER_AT_GOOGLE)
    shared = "team@group.calendar.google.com"
    roles = {MENTOR_AT_GOOGLE: "owner"}
    google.order("calendars", {"id": shared, "owner": FOUNDER_AT_GOOGLE, "roles": roles})
    connections = [connect_widely(google, person, email) for person, email in people.items()]
    rows = [ReadCalendar.objects.create(connection=one, google_calendar_id=shared) for one in connections]
    event = add(google, connections[0], calendar=shared)
    for one in rows:
        read(one)
    assert rows[0].sync_token != rows[1].sync_token

    google.act(FOUNDER_AT_GOOGLE, add(google, connections[0], DAYS[1]), "delete")
    second = add(google, connections[1], DAYS[2], calendar=shared)
    for one in rows:
        read(one, LATER)

    assert names(founder) == names(mentor) == {event, second}
    asked = [query["syncToken"][0] for query in lists(google) if "syncToken" in query]
    assert len(set(asked)) == 2
    assert set(statuses(google)) == {200}


def test_a_calendar_that_is_gone_takes_no_time_once_google_has_said_so_three_times(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    add(google, calendar.connection)
    read(calendar)
    google.fault(name="notFound", path="*/events", times=3)
    now = LATER
    for failures in (1, 2):
        read(calendar, now)
        assert (calendar.state, calendar.failures, busy(founder)) == ("known", failures, [an_hour()])
        now += timedelta(minutes=1)

    read(calendar, now)
    assert (calendar.state, calendar.last_error, busy(founder)) == ("gone", "notFound", [])
    assert known_of(founder) == ("unknown", None)
    assert calendar.due_at == now + timedelta(days=1)

    read(calendar, now + timedelta(days=1))
    assert (calendar.state, busy(founder)) == ("known", [an_hour()])


def test_a_calendar_that_is_back_in_googles_list_is_read_at_once(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    add(google, calendar.connection)
    google.fault(name="notFound", path="*/events", times=3)
    for minutes in range(3):
        read(calendar, NOW + timedelta(minutes=minutes))
    assert calendar.state == "gone"

    operations.refresh_calendars(connection_id=calendar.connection_id, now=LATER)
    ProcrastinateJob.objects.filter(status="todo").delete()
    assert operations.take_up_due_reads(now=LATER) == 1

    read(calendar, LATER)
    assert (calendar.state, busy(founder)) == ("known", [an_hour()])


def test_trouble_makes_what_is_known_stale_after_a_while_and_it_goes_on_counting(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    add(google, calendar.connection)
    read(calendar)
    google.fault(name="serviceUnavailable", path="*/events", times=2)

    read(calendar, NOW + timedelta(minutes=14))
    assert known_of(founder) == ("known", NOW)
    asked = len(google.journal())
    read(calendar, NOW + timedelta(minutes=14))
    assert len(google.journal()) == asked  # the pause is kept to, whoever asks

    read(calendar, NOW + timedelta(minutes=16))
    assert (known_of(founder), busy(founder)) == (("stale", NOW), [an_hour()])

    read(calendar, NOW + timedelta(minutes=20))
    assert known_of(founder) == ("known", NOW + timedelta(minutes=20))


@pytest.mark.parametrize("name", ["rateLimitExceeded", "userRateLimitExceeded", "tooManyRequests"])
def test_a_limit_of_googles_is_waited_out(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, name: str
) -> None:
    google.fault(name=name, path="*/events")
    read(calendar)
    assert calendar.due_at is not None
    assert NOW < calendar.due_at < NOW + timedelta(minutes=1)


def test_a_limit_of_use_is_waited_out_for_an_hour(
    google: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    google.fault(name="quotaExceeded", path="*/events")
    read(calendar)
    assert (calendar.due_at, calendar.last_error) == (NOW + timedelta(hours=1), "quotaExceeded")


def test_revoked_consent_makes_the_time_unknown_until_it_is_given_again(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    add(google, calendar.connection)
    read(calendar)
    google.order("revoke", {"email": FOUNDER_AT_GOOGLE})

    read(calendar, LATER)
    parked = connection_of(founder)
    assert parked is not None
    assert (parked.state, parked.last_error) == ("needs_reauth", "invalid_grant")
    assert (calendar.state, known_of(founder)) == ("unknown", ("unknown", NOW))
    asked = len(google.journal())
    read(calendar, LATER)
    assert len(google.journal()) == asked

    connect(google, founder, FOUNDER_AT_GOOGLE, now=LATER)
    read(calendar, LATER)
    assert (known_of(founder), busy(founder)) == (("known", LATER), [an_hour()])


@pytest.fixture
def busy_only(calendar: ReadCalendar) -> ReadCalendar:
    """The person let us see when they are busy, and no more."""
    calendar.connection.scopes = [FREEBUSY_SCOPE]
    calendar.connection.save()
    return calendar


def test_who_shows_only_when_they_are_busy_is_read_by_that(
    google: GoogleEmulatorHandle, busy_only: ReadCalendar, founder: Person
) -> None:
    add(google, busy_only.connection)
    add(google, busy_only.connection, NINE + timedelta(minutes=30))
    far = add(google, busy_only.connection, NINE + timedelta(days=300))

    read(busy_only)
    assert busy(founder) == [
        (NINE, NINE + timedelta(minutes=90)),
        an_hour(NINE + timedelta(days=300)),
    ]
    assert (lists(google), known_of(founder)) == ([], ("known", NOW))

    google.act(FOUNDER_AT_GOOGLE, far, "delete")
    read(busy_only, LATER)
    assert busy(founder) == [(NINE, NINE + timedelta(minutes=90))]


def test_sessions_of_their_own_are_taken_out_of_what_google_calls_busy(
    google: GoogleEmulatorHandle, busy_only: ReadCalendar, founder: Person
) -> None:
    appointments.an_appointment(founder, starts_at=NINE)
    add(google, busy_only.connection, NINE - timedelta(hours=1), hours=3)
    read(busy_only)
    hour = timedelta(hours=1)
    assert busy(founder) == [(NINE - hour, NINE), (NINE + hour, NINE + 2 * hour)]


@pytest.mark.parametrize(
    ("calendars", "reason"),
    [
        ({"primary": {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}}, "notFound"),
        ({"primary": {"errors": [{"domain": "global", "reason": "internalError"}]}}, "internalError"),
        ({}, "missing"),
    ],
)
def test_busy_time_that_google_does_not_tell_is_unknown_and_not_free(
    google: GoogleEmulatorHandle,
    busy_only: ReadCalendar,
    founder: Person,
    calendars: dict[str, Any],
    reason: str,
) -> None:
    add(google, busy_only.connection)
    read(busy_only)
    body = {"kind": "calendar#freeBusy", "calendars": calendars}
    google.fault(kind="answer", method="POST", path="*/freeBusy", status=200, body=body)

    read(busy_only, LATER)
    assert (busy_only.state, busy_only.last_error) == ("unknown", reason)
    assert (known_of(founder), busy(founder)) == (("unknown", NOW), [an_hour()])

    read(busy_only, LATER + timedelta(minutes=5))
    assert known_of(founder) == ("known", LATER + timedelta(minutes=5))


def test_a_calendar_whose_events_the_consent_does_not_reach_is_read_by_its_busy_time(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    shared = "team@group.calendar.google.com"
    owner = connect(google, a_mentor().person, MENTOR_AT_GOOGLE)
    roles = {FOUNDER_AT_GOOGLE: "owner"}
    google.order("calendars", {"id": shared, "owner": MENTOR_AT_GOOGLE, "roles": roles})
    add(google, owner, calendar=shared)
    connection = connect(google, founder, FOUNDER_AT_GOOGLE)

    team = read(ReadCalendar.objects.create(connection=connection, google_calendar_id=shared))

    assert (busy(founder), team.state) == ([an_hour()], "known")
    assert statuses(google)[-1] == 403


def test_a_consent_that_covers_neither_events_nor_busy_time_leaves_it_unknown(
    google: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    calendar.connection.scopes = ["openid"]
    calendar.connection.save()
    read(calendar)
    assert (calendar.state, calendar.last_error) == ("unknown", "no_scope")
    assert known_of(founder) == ("unknown", None)


def items_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    answer = entry["answer"]
    return answer.get("items", []) if isinstance(answer, dict) else []


def token_given(google: GoogleEmulatorHandle) -> str:
    """The sync token of the last listing, "" if it gave none."""
    answers = [entry["answer"] for entry in google.journal() if entry["path"].endswith("/events")]
    return str(answers[-1].get("nextSyncToken", ""))


def statuses(google: GoogleEmulatorHandle) -> list[int | None]:
    """Of every listing so far."""
    return [entry["status"] for entry in google.journal() if entry["path"].endswith("/events")]
