"""Links to free starts, for people who have not signed in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

import clock
from accounts.models import Person, Role
from agenda.models import CalendarReading
from directory.models import Expert
from mentoring.models import Programme, PublicLink, Session
from mentoring.public_links.operations import open_link
from mentoring.public_links.tokens import token_of
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, monday, set_clock, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WEEK = {"from": at(0, 0), "until": at(7, 0)}


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    cache.clear()  # of how often an address has asked


@pytest.fixture
def programme() -> Programme:
    return a_programme(step_minutes=60, notice_hours=0)


@pytest.fixture
def coordinator() -> Person:
    return a_person(Role.COORDINATOR)


def a_link(programme: Programme, expert: Expert | None, by: Person, **more: Any) -> PublicLink:
    wish = {"programme": programme, "expert": expert, "name": "", "expires_at": None, **more}
    return open_link(**wish, by=by, now=clock.now())


def shown(link: PublicLink, client: APIClient | None = None) -> Any:
    return (client or APIClient()).get(f"/api/open-hours/{token_of(link)}/", WEEK).json()


def starts(answer: Any) -> list[str]:
    return [start["starts_at"] for start in answer["starts"]]


def test_a_stranger_sees_the_same_starts_as_the_experts_own_list_and_no_other_name(
    programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    mentor, founder = a_mentor(), a_founder(name="Somebody Else")
    an_appointment(mentor.person, founder, starts_at=datetime.fromisoformat(at(1, 1)))
    answer = shown(a_link(programme, mentor, coordinator))
    own = signed_in_as(coordinator).get(
        f"/api/experts/{mentor.pk}/free-starts/", {"programme": programme.slug, **WEEK}
    )
    assert starts(answer) == starts(own.json())
    assert at(1, 0) in starts(answer)
    assert at(1, 1) not in starts(answer)
    assert answer["expert"] == {
        "name": mentor.person.name,
        "organisation": "Golden Gate",
        "headline_ko": "",
        "headline_en": "",
        "time_zone": "America/Los_Angeles",
    }
    assert "Somebody" not in str(answer)
    assert mentor.person.email not in str(answer)


def test_a_page_tells_on_whose_clock_expert_and_reader_live_at_each_start(
    programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    mentor, client = a_mentor(), signed_in_as(a_founder())
    link = a_link(programme, mentor, coordinator)
    assert shown(link)["viewer_clock"] == []
    first = starts(shown(link))[0]
    assert shown(link)["expert_clock"] == [{"from_at": first, "time_zone": "America/Los_Angeles"}]
    trip = {"from_on": at(2, 0)[:10], "to_on": at(5, 0)[:10], "time_zone": "Asia/Tokyo"}
    assert client.post("/api/agenda/travel/", trip, format="json").status_code == 201
    clock = shown(link, client)["viewer_clock"]
    assert [one["time_zone"] for one in clock] == ["Asia/Seoul", "Asia/Tokyo"]
    assert clock[1]["from_at"] >= at(1, 15)
    assert shown(a_link(programme, None, coordinator))["expert_clock"] == []


def test_a_programmes_link_shows_when_anybody_is_free_and_nobodys_name(
    programme: Programme, coordinator: Person
) -> None:
    early = a_mentor(hours=(16 * 60, 17 * 60), days=1)
    late = a_mentor(hours=(17 * 60, 18 * 60), days=1)
    answer = shown(a_link(programme, None, coordinator))
    assert (starts(answer), answer["expert"]) == ([at(1, 0), at(1, 1)], None)
    assert early.person.name not in str(answer)
    assert late.person.name not in str(answer)


def test_an_address_cannot_be_guessed(programme: Programme, coordinator: Person) -> None:
    one, other = (a_link(programme, a_mentor(), coordinator) for _ in range(2))
    number, signature = token_of(one).split("~")
    assert len(signature) == 43  # 256 bits
    forged = [f"{other.pk}~{signature}", f"{number}~{signature[:-1]}", number, f"{number}~", "x"]
    for token in forged:
        answer = APIClient(HTTP_ACCEPT_LANGUAGE="en").get(f"/api/open-hours/{token}/", WEEK)
        assert (answer.status_code, answer.json()["code"]) == (404, "public_link_unknown")


def test_a_link_taken_back_shows_nothing_from_then_on(
    programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    link = a_link(programme, a_mentor(), coordinator)
    keeper = signed_in_as(coordinator)
    answer = keeper.post(f"/api/public-links/{link.pk}/revoke/")
    assert (answer.status_code, answer.json()["state"]) == (200, "revoked")
    again = keeper.post(f"/api/public-links/{link.pk}/revoke/")
    assert (again.status_code, again.json()) == (200, answer.json())
    assert shown(link)["code"] == "public_link_closed"
    booked = signed_in_as(a_founder()).post(
        f"/api/open-hours/{token_of(link)}/sessions/", {"starts_at": at(1, 0), "goal": "Late"}
    )
    assert (booked.status_code, Session.objects.count()) == (410, 0)


def test_a_link_runs_out_at_its_minute(programme: Programme, coordinator: Person) -> None:
    link = a_link(programme, a_mentor(), coordinator, expires_at=MONDAY + timedelta(hours=1))
    set_clock(MONDAY + timedelta(minutes=59))
    assert starts(shown(link))
    set_clock(MONDAY + timedelta(hours=1))
    assert shown(link)["status"] == 410


def test_a_link_to_somebody_who_has_left_or_a_closed_programme_is_closed(
    programme: Programme, coordinator: Person
) -> None:
    mentor = a_mentor()
    link = a_link(programme, mentor, coordinator)
    Person.objects.filter(pk=mentor.person_id).update(is_active=False)
    assert shown(link)["code"] == "public_link_closed"
    pool = a_link(programme, None, coordinator)
    Programme.objects.update(state="closed")
    assert shown(pool)["code"] == "programme_closed"


def test_a_startup_books_through_the_link_and_the_next_in_turn_takes_the_session(
    programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    loaded, fresh = (a_mentor(hours=(16 * 60, 17 * 60)) for _ in range(2))
    an_appointment(loaded.person, starts_at=datetime.fromisoformat(at(30, 0)))
    link = a_link(programme, None, coordinator)

    def book(founder: Person) -> Any:
        body = {"starts_at": at(1, 0), "goal": "Through a link"}
        return signed_in_as(founder).post(f"/api/open-hours/{token_of(link)}/sessions/", body)

    answers = [book(a_founder()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 409]
    assert [answer.json()["expert"]["id"] for answer in answers[:2]] == [fresh.pk, loaded.pk]
    assert at(1, 0) not in starts(shown(link))
    told = answers[2].json()
    free = [{"starts_at": at(day, 0), "ends_at": at(day, 1)} for day in range(2, 6)]
    following = [{"starts_at": at(8, 0), "ends_at": at(8, 1)}]
    assert (told["code"], told["next_free"]) == ("slot_taken", free + following)


def test_a_founder_who_is_signed_in_sees_only_starts_in_their_own_humane_hours(
    programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    mentor = a_mentor(hours=(0, 1440), days=1)
    link = a_link(programme, mentor, coordinator)
    everybody, founder = starts(shown(link)), starts(shown(link, signed_in_as(a_founder())))
    assert len(everybody) == 24
    # 08:00 to 21:00 in Seoul is 23:00 to 12:00 UTC; Monday in California is 08:00 UTC to 08:00 UTC.
    assert founder == [at(0, hour) for hour in range(8, 12)] + [at(0, 23), *(at(1, h) for h in range(8))]


@pytest.mark.parametrize("whose", ["an expert's", "a programme's"])
def test_a_founder_sees_no_start_beyond_their_companys_quota_and_is_offered_none(
    whose: str, programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    Programme.objects.update(quota_per_month=1)
    mentor, founder, colleague = a_mentor(), a_founder(), a_founder()
    link = a_link(programme, mentor if whose == "an expert's" else None, coordinator)
    path = f"/api/open-hours/{token_of(link)}/"
    client, other = signed_in_as(founder), signed_in_as(colleague)
    window = {"from": at(0, 0), "until": at(9, 0)}
    assert starts(client.get(path, window).json())[0] == at(1, 0)
    assert client.post(f"{path}sessions/", {"starts_at": at(1, 1), "goal": "First"}).status_code == 201
    december = [at(8, hour) for hour in range(4)]  # from 30 November, 15:00 in UTC
    assert starts(client.get(path, {"from": at(0, 0), "until": at(8, 4)}).json()) == december
    everybody = starts(other.get(path, window).json())
    assert (everybody[0], everybody == starts(APIClient().get(path, window).json())) == (at(1, 0), True)
    beyond = client.post(f"{path}sessions/", {"starts_at": at(2, 0), "goal": "Second"})
    assert (beyond.status_code, beyond.json()["code"]) == (409, "quota_used_up")
    assert other.post(f"{path}sessions/", {"starts_at": at(2, 0), "goal": "Third"}).status_code == 201
    late = client.post(f"{path}sessions/", {"starts_at": at(2, 0), "goal": "Fourth"}).json()
    assert (late["code"], [one["starts_at"] for one in late["next_free"]]) == (
        "slot_taken",
        [*december, at(9, 0)],
    )


def test_a_founder_whose_own_calendar_cannot_be_read_is_told_why_the_page_is_empty(
    programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    link, founder = a_link(programme, a_mentor(), coordinator), a_founder()
    CalendarReading.objects.create(person=founder)
    answer = shown(link, signed_in_as(founder))
    unknown = {"state": "unknown", "as_of": None}
    assert (starts(answer), answer["asking"]["calendar"]) == ([], unknown)
    stranger = shown(link)
    assert (len(starts(stranger)) > 0, stranger["asking"]) == (True, None)


def test_a_mentor_makes_links_to_own_time_only_and_keeps_them(
    programme: Programme, signed_in_as: Sign
) -> None:
    mentor, other = a_mentor(), a_mentor()
    client = signed_in_as(mentor.person)
    made = client.post("/api/public-links/", {"programme": programme.slug, "name": "My page"})
    assert (made.status_code, made.json()["expert"]["id"]) == (201, mentor.pk)
    assert APIClient().get(made.json()["url"].replace("http://127.0.0.1:8000", "")).status_code == 200
    refused = client.post("/api/public-links/", {"programme": programme.slug, "expert": other.pk})
    assert (refused.status_code, refused.json()["code"]) == (403, "link_for_oneself_only")
    assert [row["name"] for row in client.get("/api/public-links/").json()["results"]] == ["My page"]
    assert signed_in_as(other.person).get("/api/public-links/").json()["count"] == 0
    link = PublicLink.objects.get()
    assert signed_in_as(other.person).post(f"/api/public-links/{link.pk}/revoke/").status_code == 404


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"expires_at": at(0, 0)}, 400, "expires_in_past"),
        ({"programme": "nothing"}, 400, "invalid"),
        ({"name": "x" * 81}, 400, "invalid"),
    ],
)
def test_a_wish_for_a_link_that_cannot_be_is_answered_clearly(
    wish: dict[str, Any],
    status: int,
    code: str,
    programme: Programme,
    coordinator: Person,
    signed_in_as: Sign,
) -> None:
    body = {"programme": programme.slug, **wish}
    answer = signed_in_as(coordinator).post("/api/public-links/", body)
    assert (answer.status_code, answer.json()["code"], PublicLink.objects.count()) == (status, code, 0)


def test_an_expert_of_another_kind_has_no_link_of_a_programme(
    programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    body = {"programme": programme.slug, "expert": a_mentor(kind="consultant").pk}
    answer = signed_in_as(coordinator).post("/api/public-links/", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "expert_not_in_programme")


def test_the_database_keeps_a_link_from_running_out_before_it_was_made(
    programme: Programme, coordinator: Person
) -> None:
    link = a_link(programme, None, coordinator)
    link.expires_at = link.created_at
    with pytest.raises(IntegrityError, match="public_link_expires_after_it_was_made"), transaction.atomic():
        link.save()


def statements(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert ask().status_code == 200
    return len(caught)


@pytest.mark.parametrize("experts", [1, 30])
def test_a_page_of_starts_takes_the_same_statements_however_many_experts_stand_behind_it(
    experts: int, programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    for _ in range(experts):
        a_mentor()
    path = f"/api/open-hours/{token_of(a_link(programme, None, coordinator))}/"
    assert statements(lambda: APIClient().get(path, WEEK)) == 4  # one reads the movable clock
    Programme.objects.update(quota_per_month=1)
    founder = signed_in_as(a_founder())
    # Besides: who asks, their company, and what it has used.
    assert statements(lambda: founder.get(path, WEEK)) == 7


@pytest.mark.parametrize("links", [1, 20])
def test_the_list_of_links_takes_the_same_statements_however_long_it_is(
    links: int, programme: Programme, coordinator: Person, signed_in_as: Sign
) -> None:
    for _ in range(links):
        a_link(programme, a_mentor(), coordinator)
    client = signed_in_as(coordinator)
    assert statements(lambda: client.get("/api/public-links/")) == 4


def test_whoever_asks_too_often_is_told_to_wait(programme: Programme, coordinator: Person) -> None:
    link = a_link(programme, None, coordinator)
    answers = [APIClient().get(f"/api/open-hours/{token_of(link)}/") for _ in range(121)]
    assert [answer.status_code for answer in answers] == [400] * 120 + [429]


def test_only_the_embedded_page_may_stand_in_a_frame_of_another_site() -> None:
    framed, page = Client().get("/embed/1~x"), Client().get("/book/1~x")
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert not framed.cookies
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
