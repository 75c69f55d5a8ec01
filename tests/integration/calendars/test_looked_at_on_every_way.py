"""Series, proposed times and group sessions look at calendars once more as well, and book nothing that is not known."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from agenda.models import CalendarReading
from calendars.models import ReadCalendar
from directory.models import Expert
from mentoring.answers import proposal_link
from mentoring.groups.models import Place
from mentoring.models import Approval, Programme, Series, Session
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_mentor, a_person, a_programme
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE
from tests.integration.calendars.own_calendar import a_read_calendar, add, lists, read
from tests.integration.mentoring.conftest import MONDAY, Sign, at, monday, set_clock, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)

LATER = MONDAY + timedelta(minutes=2)
WEEK = timedelta(days=7)
NINE_IN_SEOUL = at(2, 0)  # Tuesday 16:00 in California
NINE = datetime.fromisoformat(NINE_IN_SEOUL)
TEN_IN_SEOUL, TEN = at(2, 1), NINE + timedelta(hours=1)


def span(begins: datetime) -> dict[str, str]:
    ends = begins + timedelta(hours=1)
    return {"starts_at": f"{begins:%Y-%m-%dT%H:%M:%SZ}", "ends_at": f"{ends:%Y-%m-%dT%H:%M:%SZ}", "title": ""}


@pytest.fixture
def programme(monday: datetime) -> Programme:
    return a_programme(step_minutes=60, notice_hours=0, approval=Approval.EXPERT)


@pytest.fixture
def mentor(programme: Programme) -> Expert:
    return a_mentor()


@pytest.fixture
def hers(google: GoogleEmulatorHandle, mentor: Expert) -> ReadCalendar:
    """The mentor's own calendar, read just now."""
    return read(a_read_calendar(google, mentor.person, MENTOR_AT_GOOGLE), MONDAY)


@pytest.fixture
def his(google: GoogleEmulatorHandle, founder: Person, monday: datetime) -> ReadCalendar:
    """The founder's."""
    return read(a_read_calendar(google, founder, FOUNDER_AT_GOOGLE), MONDAY)


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def expert(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(mentor.person)


def becomes_unknown(person: Person) -> None:
    CalendarReading.objects.filter(person=person).update(state="unknown")


def post(client: APIClient, path: str, **body: Any) -> Any:
    return client.post(f"/api/{path}", body, format="json")


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


# --- series


def series(client: APIClient, programme: Programme, mentor: Expert) -> Any:
    """Three Tuesdays at 16:00 in California."""
    return post(
        client,
        "series/",
        programme=programme.slug,
        expert=mentor.pk,
        anchor="expert",
        starts_on="2026-11-24",
        starts_time="16:00",
        rule={"frequency": "weekly", "every": 1, "count": 3},
        goal="Enter",
    )


def test_a_series_is_not_asked_for_at_what_came_into_a_calendar_since_the_last_reading(
    google: GoogleEmulatorHandle, hers: ReadCalendar, client: APIClient, programme: Programme, mentor: Expert
) -> None:
    add(google, hers.connection, NINE + WEEK)
    set_clock(LATER)
    refused = series(client, programme, mentor)
    assert code(refused) == (409, "slot_taken")
    assert [(row["starts_at"], row["reason"]) for row in refused.json()["clashes"]] == [(at(9, 0), "busy")]
    assert not Series.objects.exists()


def test_nor_while_a_calendar_is_unknown(
    hers: ReadCalendar, client: APIClient, programme: Programme, mentor: Expert
) -> None:
    becomes_unknown(mentor.person)
    refused = series(client, programme, mentor)
    assert code(refused) == (409, "series_clashes")
    assert {row["reason"] for row in refused.json()["clashes"]} == {"calendar_unknown"}


def test_an_expert_who_accepts_a_series_hears_of_each_date_that_their_calendar_shows_taken(
    google: GoogleEmulatorHandle,
    hers: ReadCalendar,
    client: APIClient,
    expert: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    asked = series(client, programme, mentor).json()["id"]
    for begins in (NINE, NINE + 2 * WEEK, TEN + WEEK):  # the last beside every date
        add(google, hers.connection, begins)
    set_clock(LATER)
    refused = post(expert, f"series/{asked}/accept/")
    assert code(refused) == (409, "own_calendar_busy")
    assert refused.json()["shows"] == [span(NINE), span(NINE + 2 * WEEK)]
    assert set(Session.objects.values_list("state", flat=True)) == {"requested"}
    accepted = post(expert, f"series/{asked}/accept/", knowingly=True)
    assert (accepted.status_code, accepted.json()["state"]) == (200, "active")


def test_an_expert_whose_calendar_became_unknown_accepts_a_series_knowingly(
    hers: ReadCalendar, client: APIClient, expert: APIClient, programme: Programme, mentor: Expert
) -> None:
    asked = series(client, programme, mentor).json()["id"]
    becomes_unknown(mentor.person)
    assert code(post(expert, f"series/{asked}/accept/")) == (409, "own_calendar_unread")
    assert set(Session.objects.values_list("state", flat=True)) == {"requested"}
    assert post(expert, f"series/{asked}/accept/", knowingly=True).json()["state"] == "active"


def test_a_series_is_looked_at_once_however_many_dates_it_has(
    google: GoogleEmulatorHandle, hers: ReadCalendar, client: APIClient, programme: Programme, mentor: Expert
) -> None:
    before = len(lists(google))
    set_clock(LATER)
    assert series(client, programme, mentor).status_code == 201
    assert len(lists(google)) - before == 1


@pytest.mark.parametrize(
    ("deed", "wish", "taken"),
    [
        ("move", {"which": "this", "on": "2026-11-24", "starts_at": TEN_IN_SEOUL, "reason": "Later"}, TEN),
        (
            "move",
            {
                "which": "following",
                "on": "2026-12-01",
                "starts_on": "2026-12-01",
                "starts_time": "17:00",
                "reason": "Later",
            },
            TEN + WEEK,
        ),
        ("extend", {"count": 2}, NINE + 4 * WEEK),
    ],
)
def test_dates_do_not_come_to_lie_on_what_came_into_a_calendar(
    google: GoogleEmulatorHandle,
    hers: ReadCalendar,
    client: APIClient,
    expert: APIClient,
    programme: Programme,
    mentor: Expert,
    deed: str,
    wish: dict[str, Any],
    taken: datetime,
) -> None:
    asked = series(client, programme, mentor).json()["id"]
    version = post(expert, f"series/{asked}/accept/").json()["version"]
    add(google, hers.connection, taken)
    set_clock(LATER)
    more = {} if wish.get("which") == "this" else {"version": version}
    refused = post(client, f"series/{asked}/{deed}/", **wish, **more)
    assert code(refused) == (409, "slot_taken")
    told = [(row["starts_at"], row["reason"]) for row in refused.json()["clashes"]]
    assert told == [(f"{taken:%Y-%m-%dT%H:%M:%SZ}", "busy")]


# --- proposed times


@pytest.fixture
def offered(client: APIClient, expert: APIClient, programme: Programme, mentor: Expert) -> str:
    """A request to which the expert answered with another time."""
    session: str = post(
        client,
        "sessions/",
        programme=programme.slug,
        expert=mentor.pk,
        goal="Enter",
        starts_at=NINE_IN_SEOUL,
    ).json()["id"]
    assert post(expert, f"sessions/{session}/propose/", starts=[TEN_IN_SEOUL]).status_code == 200
    return session


def test_who_takes_a_proposed_time_hears_of_what_came_into_their_calendar_and_may_know_better(
    google: GoogleEmulatorHandle, his: ReadCalendar, client: APIClient, offered: str
) -> None:
    add(google, his.connection, TEN)
    set_clock(LATER)
    refused = post(client, f"sessions/{offered}/take/", start=TEN_IN_SEOUL)
    assert (code(refused), refused.json()["shows"]) == ((409, "own_calendar_busy"), [span(TEN)])
    assert refused.json()["detail"].startswith("Something else stands in your own calendar")
    assert Session.objects.get().state == "proposed"
    taken = post(client, f"sessions/{offered}/take/", start=TEN_IN_SEOUL, knowingly=True)
    assert (taken.status_code, taken.json()["state"]) == (200, "confirmed")
    clashes = [row for row in taken.json()["attention"] if row["kind"] == "clash"]
    assert clashes == [{"kind": "clash", "state": "busy"}]


def test_who_cannot_be_read_takes_a_proposed_time_knowingly_behind_the_link_too(
    his: ReadCalendar, founder: Person, offered: str
) -> None:
    becomes_unknown(founder)
    session = Session.objects.get()
    proposal = session.proposals.get()
    token = proposal_link(proposal, session, founder).rstrip("/").rsplit("/", 1)[1]
    address = f"answers/{token}/take/"
    by_link = APIClient()
    assert code(post(by_link, address, start=TEN_IN_SEOUL)) == (409, "own_calendar_unread")
    assert post(by_link, address, start=TEN_IN_SEOUL, knowingly=True).json()["state"] == "confirmed"


def test_what_came_into_the_calendar_of_who_proposed_a_time_is_flagged(
    google: GoogleEmulatorHandle, hers: ReadCalendar, client: APIClient, offered: str
) -> None:
    add(google, hers.connection, TEN)
    set_clock(LATER)
    taken = post(client, f"sessions/{offered}/take/", start=TEN_IN_SEOUL)
    assert (taken.status_code, taken.json()["state"]) == (200, "confirmed")
    clashes = [row for row in taken.json()["attention"] if row["kind"] == "clash"]
    assert clashes == [{"kind": "clash", "state": "busy"}]


# --- group sessions


def opened(client: APIClient, programme: Programme, mentor: Expert, **wish: Any) -> Any:
    return post(
        client,
        "groups/",
        programme=programme.slug,
        expert=mentor.pk,
        title_en="Pricing for the US",
        starts_at=NINE_IN_SEOUL,
        seats=2,
        **wish,
    )


def test_a_group_session_is_not_opened_at_what_came_into_the_hosts_calendar(
    google: GoogleEmulatorHandle, hers: ReadCalendar, expert: APIClient, programme: Programme, mentor: Expert
) -> None:
    add(google, hers.connection, NINE)
    set_clock(LATER)
    assert code(opened(expert, programme, mentor)) == (409, "slot_taken")


def test_outside_the_rules_the_hosts_own_calendar_counts_all_the_same(
    google: GoogleEmulatorHandle,
    hers: ReadCalendar,
    signed_in_as: Sign,
    programme: Programme,
    mentor: Expert,
) -> None:
    hub = signed_in_as(a_person(Role.COORDINATOR))
    add(google, hers.connection, NINE)
    set_clock(LATER)
    refused = opened(hub, programme, mentor, outside_rules=True)
    assert (code(refused), refused.json()["shows"]) == ((409, "own_calendar_busy"), [span(NINE)])
    becomes_unknown(mentor.person)
    other = {"starts_at": TEN_IN_SEOUL}
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "title_en": "Pricing",
        "seats": 2,
        "outside_rules": True,
    }
    assert code(post(hub, "groups/", **body, **other)) == (409, "own_calendar_unread")
    assert post(hub, "groups/", **body, **other, knowingly=True).status_code == 201


def test_who_joins_a_group_session_hears_of_what_their_calendar_shows_and_may_know_better(
    google: GoogleEmulatorHandle,
    his: ReadCalendar,
    client: APIClient,
    expert: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    group = opened(expert, programme, mentor).json()["id"]
    add(google, his.connection, NINE)
    set_clock(LATER)
    refused = post(client, f"groups/{group}/join/")
    assert (code(refused), refused.json()["shows"]) == ((409, "own_calendar_busy"), [span(NINE)])
    assert not Place.objects.exists()
    joined = post(client, f"groups/{group}/join/", knowingly=True)
    assert (joined.status_code, joined.json()["place"]["state"]) == (200, "taken")


def test_who_cannot_be_read_joins_knowingly(
    his: ReadCalendar,
    founder: Person,
    client: APIClient,
    expert: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    group = opened(expert, programme, mentor).json()["id"]
    becomes_unknown(founder)
    assert code(post(client, f"groups/{group}/join/")) == (409, "own_calendar_unread")
    assert post(client, f"groups/{group}/join/", knowingly=True).json()["place"]["state"] == "taken"
