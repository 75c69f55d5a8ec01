"""Another time: offered, held, taken or not."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connections, transaction
from rest_framework.test import APIClient

from accounts.models import Person, Role
from agenda.models import Appointment, Commitment, Travel
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.jobs import let_time_pass
from mentoring.models import Programme, Proposal, Session
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock
from tests.integration.mentoring.test_booking import ask, free

pytestmark = pytest.mark.django_db
OTHERS = [at(3, 0), at(3, 2), at(4, 1)]


@pytest.fixture
def mentor(monday: datetime) -> Expert:
    return a_mentor()


@pytest.fixture
def programme(mentor: Expert) -> Programme:
    return a_programme()


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder()


@pytest.fixture
def asking(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def expert(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(mentor.person)


@pytest.fixture
def requested(asking: APIClient, programme: Programme, mentor: Expert) -> str:
    return f"/api/sessions/{ask(asking, programme, mentor, at(2, 0)).json()['id']}/"


@pytest.fixture
def confirmed(requested: str, expert: APIClient) -> str:
    expert.post(f"{requested}accept/", {}, format="json")
    return requested


def propose(client: APIClient, session: str, starts: list[str] | None = None, **more: object) -> Any:
    body = {"starts": OTHERS if starts is None else starts, "word": "I fly on Wednesday", **more}
    return client.post(f"{session}propose/", body, format="json")


def take(client: APIClient, session: str, start: str) -> Any:
    return client.post(f"{session}take/", {"start": start}, format="json")


def held(now: datetime = MONDAY) -> Counter[str]:
    """How many people's time is taken at each start."""
    standing = Commitment.objects.standing_at(now).values_list("appointment__starts_at", flat=True)
    return Counter(start.strftime("%Y-%m-%dT%H:%M:%SZ") for start in standing)


def token_for(person: Person) -> str:
    body: str = Message.objects.filter(kind="proposed", person=person).latest("pk").body
    return body.split("/answer/")[1].split("?", maxsplit=1)[0]


def test_proposed_times_are_held_for_both_instead_of_the_one_asked_for(
    requested: str, expert: APIClient, asking: APIClient, programme: Programme, mentor: Expert
) -> None:
    answer = propose(expert, requested)
    assert (answer.status_code, answer.json()["state"]) == (200, "proposed")
    proposal = asking.get(requested).json()["proposal"]
    assert [start["starts_at"] for start in proposal["starts"]] == OTHERS
    assert (proposal["by"], proposal["word"], proposal["expires_at"]) == (
        "expert",
        "I fly on Wednesday",
        answer.json()["hold_expires_at"],
    )
    assert held() == dict.fromkeys(OTHERS, 2)
    assert at(2, 0) in free(asking, programme, mentor, at(2, 0), at(2, 1))
    assert (expert.get(requested).json()["may"], asking.get(requested).json()["may"]) == (
        ["decline", "propose"],
        ["propose", "take", "turn_down", "withdraw"],
    )


def test_nobody_else_books_a_proposed_time(
    requested: str, expert: APIClient, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    propose(expert, requested)
    assert ask(signed_in_as(a_founder()), programme, mentor, at(3, 2)).json()["code"] == "slot_taken"


def test_one_tap_takes_one_and_frees_the_rest(requested: str, expert: APIClient, asking: APIClient) -> None:
    propose(expert, requested)
    taken = take(asking, requested, at(3, 2)).json()
    assert (taken["state"], taken["starts_at"], taken["proposal"]) == ("confirmed", at(3, 2), None)
    assert held() == {at(3, 2): 2}
    assert [row["offset_minutes"] for row in taken["reminders"]] == [1440, 1440, 60, 60]
    assert set(Appointment.objects.values_list("state", flat=True)) == {"booked", "released"}
    assert Proposal.objects.get().state == "taken"
    again = take(asking, requested, at(3, 0))
    assert (again.status_code, again.json()["code"]) == (409, "not_possible_now")


def test_a_time_that_was_not_proposed_cannot_be_taken(
    requested: str, expert: APIClient, asking: APIClient
) -> None:
    propose(expert, requested)
    assert take(asking, requested, at(2, 0)).json()["code"] == "not_proposed"


def test_who_proposed_cannot_answer_and_who_answers_may_propose_in_turn(
    requested: str, expert: APIClient, asking: APIClient
) -> None:
    propose(expert, requested)
    assert take(expert, requested, at(3, 0)).json()["code"] == "not_possible_now"
    back = propose(asking, requested, [at(4, 2)]).json()
    assert (back["state"], back["starts_at"], held()) == ("proposed", at(4, 2), {at(4, 2): 2})
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["open", "replaced"]
    assert take(expert, requested, at(4, 2)).json()["state"] == "confirmed"


def test_an_agreed_session_keeps_its_time_until_another_is_taken(
    confirmed: str, expert: APIClient, asking: APIClient
) -> None:
    proposed = propose(asking, confirmed).json()
    assert (proposed["state"], proposed["starts_at"]) == ("confirmed", at(2, 0))
    assert held() == {at(2, 0): 2, **dict.fromkeys(OTHERS, 2)}
    taken = take(expert, confirmed, at(4, 1)).json()
    assert (taken["starts_at"], taken["version"], held()) == (at(4, 1), 2, {at(4, 1): 2})


def test_an_agreed_session_stands_when_the_other_times_are_turned_down(
    confirmed: str, expert: APIClient, asking: APIClient, mentor: Expert
) -> None:
    propose(expert, confirmed)
    answer = asking.post(f"{confirmed}turn-down/", {"word": "We stay"}, format="json").json()
    assert (answer["state"], answer["proposal"], held()) == ("confirmed", None, {at(2, 0): 2})
    told = Message.objects.filter(kind="turned_down", channel="email")
    assert [(mail.person, "Reason: We stay" in mail.body) for mail in told] == [(mentor.person, True)]


def test_a_request_whose_other_times_are_turned_down_is_declined(
    requested: str, expert: APIClient, asking: APIClient, mentor: Expert
) -> None:
    propose(expert, requested)
    answer = asking.post(f"{requested}turn-down/", {"word": "None fits"}, format="json").json()
    assert (answer["state"], held()) == ("declined", {})
    told = Message.objects.get(kind="turned_down", person=mentor.person, channel="email").body
    assert "takes none of the times that you proposed" in told
    assert "Reason: None fits" in told


@pytest.mark.parametrize("deed", ["cancel", "reschedule"])
def test_whatever_ends_a_proposal_frees_its_times(
    confirmed: str, expert: APIClient, asking: APIClient, deed: str
) -> None:
    propose(expert, confirmed)
    body = {"reason": "Changed plans", "starts_at": at(2, 2), "version": 1}
    answer = asking.post(f"{confirmed}{deed}/", body, format="json")
    assert (answer.status_code, Proposal.objects.get().state) == (200, "dropped")
    assert held() == ({at(2, 2): 2} if deed == "reschedule" else {})


def test_proposed_times_expire_by_the_query_and_by_the_job(
    requested: str, expert: APIClient, asking: APIClient, programme: Programme, mentor: Expert
) -> None:
    propose(expert, requested)
    later = MONDAY + timedelta(hours=49)
    set_clock(later)
    assert held(later) == {}
    assert free(asking, programme, mentor, at(4, 1), at(4, 2)) == [at(4, 1)]
    assert take(asking, requested, at(4, 1)).json()["code"] == "not_possible_now"
    let_time_pass()
    assert (Session.objects.get().state, Proposal.objects.get().state) == ("expired", "expired")


def test_a_proposal_for_an_agreed_session_expires_and_the_session_stands(
    confirmed: str, expert: APIClient, asking: APIClient
) -> None:
    propose(expert, confirmed)
    set_clock(MONDAY + timedelta(days=2, minutes=-30))
    assert asking.get(confirmed).json()["proposal"] is not None
    set_clock(MONDAY + timedelta(days=2, minutes=30))
    assert asking.get(confirmed).json()["proposal"] is None
    let_time_pass()
    assert (Session.objects.get().state, Proposal.objects.get().state) == ("confirmed", "expired")
    let_time_pass()
    assert AuditEntry.objects.filter(action="session.proposal_expired").count() == 1


def test_the_message_links_to_the_times_and_a_replayed_link_is_told_so(
    requested: str, expert: APIClient, founder: Person
) -> None:
    propose(expert, requested)
    token = token_for(founder)
    anybody = APIClient()
    shown = anybody.get(f"/api/answers/{token}/").json()
    assert (shown["asks"], shown["answered"], shown["person_id"]) == ("proposal", False, founder.pk)
    assert [start["starts_at"] for start in shown["proposal"]["starts"]] == OTHERS
    taken = anybody.post(f"/api/answers/{token}/take/", {"start": at(3, 0)}, format="json")
    assert (taken.status_code, taken.json()["state"], taken.json()["answered"]) == (200, "confirmed", True)
    for deed in ("take", "decline"):
        again = anybody.post(f"/api/answers/{token}/{deed}/", {"start": at(3, 2)}, format="json")
        assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    assert held() == {at(3, 0): 2}


def test_the_message_lists_the_times_on_both_clocks_each_with_its_own_link(
    requested: str, expert: APIClient, asking: APIClient, founder: Person, mentor: Expert
) -> None:
    propose(asking, requested)
    body = Message.objects.get(kind="proposed", person=mentor.person, channel="email").body
    times = body.split("The times:\n")[1].split("\n\n")[0].splitlines()
    link = f"{settings.PUBLIC_URL}/answer/{token_for(mentor.person)}"
    assert times == [
        f"Wed 25 Nov 16:00 Los Angeles · Thu 26 Nov 09:00 Seoul {link}?start={OTHERS[0]}",
        f"Wed 25 Nov 18:00 Los Angeles · Thu 26 Nov 11:00 Seoul {link}?start={OTHERS[1]}",
        f"Thu 26 Nov 17:00 Los Angeles · Fri 27 Nov 10:00 Seoul {link}?start={OTHERS[2]}",
    ]
    assert body.rstrip().split("\n\n")[-2].endswith(link)


NIGHT = at(3, 13)  # 22:00 in Seoul, 05:00 in California


def test_an_expert_hears_that_a_time_is_in_the_founders_night_and_may_offer_it_knowingly(
    requested: str, expert: APIClient, founder: Person
) -> None:
    refused = propose(expert, requested, [OTHERS[0], NIGHT])
    assert (refused.status_code, refused.json()["code"]) == (409, "outside_humane_hours")
    assert refused.json()["starts"] == [{"starts_at": NIGHT, "local": "Thu 26 Nov 22:00 Seoul"}]
    assert held() == {at(2, 0): 2}
    founder.language = "en"
    founder.save()
    offered = propose(expert, requested, [OTHERS[0], NIGHT], outside_humane_hours=True)
    assert offered.status_code == 200
    body = Message.objects.get(kind="proposed", person=founder, channel="email").body
    mark = "(outside the hours in which you meet)"
    assert [mark in line for line in body.splitlines() if "?start=" in line] == [False, True]


def test_a_founder_on_a_journey_is_asked_by_the_clock_there(
    requested: str, expert: APIClient, founder: Person
) -> None:
    Travel.objects.create(
        person=founder,
        from_on=date(2026, 11, 25),
        to_on=date(2026, 11, 28),
        time_zone="America/Los_Angeles",
    )
    assert propose(expert, requested, [at(3, 1)]).status_code == 200  # 17:00 there
    assert propose(expert, requested, [NIGHT]).json()["code"] == "outside_humane_hours"


def test_the_request_link_is_answered_by_a_proposal_and_a_proposal_link_ends_with_it(
    requested: str, expert: APIClient, founder: Person
) -> None:
    request_link = Message.objects.get(kind="requested").body.split("/answer/")[1].split()[0]
    propose(expert, requested)
    anybody = APIClient()
    late = anybody.post(f"/api/answers/{request_link}/accept/", {}, format="json")
    assert (late.status_code, late.json()["code"]) == (409, "already_answered")
    assert anybody.post(f"/api/answers/{token_for(founder)}/accept/", {}, format="json").status_code == 404
    set_clock(MONDAY + timedelta(hours=49))
    gone = anybody.get(f"/api/answers/{token_for(founder)}/")
    assert (gone.status_code, gone.json()["code"]) == (410, "link_expired")


@pytest.mark.parametrize(
    ("starts", "code"),
    [
        ([], "invalid"),
        ([at(3, 0), at(3, 1), at(3, 2), at(3, 3), at(4, 0), at(4, 1)], "invalid"),
        ([at(3, 0), at(3, 0, 30)], "alternatives_too_near"),
        ([at(3, 0), at(3, 0)], "alternatives_too_near"),
        ([at(-1, 0)], "starts_in_past"),
    ],
)
def test_a_proposal_that_means_nothing_is_refused(
    requested: str, expert: APIClient, starts: list[str], code: str
) -> None:
    answer = propose(expert, requested, starts)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert held() == {at(2, 0): 2}


def test_a_founder_proposes_what_the_expert_offers_and_an_expert_what_they_like(
    requested: str, asking: APIClient, expert: APIClient
) -> None:
    outside = [at(3, 5)]
    assert propose(asking, requested, outside).json()["code"] == "outside_hours"
    assert propose(expert, requested, outside).json()["state"] == "proposed"


def test_a_time_that_somebody_else_has_cannot_be_proposed_and_nothing_is_held(
    requested: str, expert: APIClient, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    ask(signed_in_as(a_founder()), programme, mentor, at(3, 2))
    answer = propose(expert, requested)
    assert (answer.status_code, answer.json()["code"]) == (409, "slot_taken")
    assert held() == {at(2, 0): 2, at(3, 2): 2}
    assert Session.objects.get(state="requested", appointment__starts_at=at(2, 0)).proposed_by == ""


def test_one_proposal_is_open_per_session(requested: str, expert: APIClient, founder: Person) -> None:
    propose(expert, requested)
    session = Session.objects.get()
    with pytest.raises(IntegrityError, match="proposal_one_is_open_per_session"), transaction.atomic():
        Proposal.objects.create(session=session, by=founder, at=MONDAY, expires_at=MONDAY)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"proposed_by": "expert"}, "session_proposal_tells_whose_and_until_when"),
        ({"state": "proposed"}, "session_proposed_by_somebody"),
    ],
)
def test_the_database_refuses_half_a_proposal(
    requested: str, change: dict[str, str], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Session.objects.update(**change)


def test_a_settled_proposal_says_when(requested: str, expert: APIClient) -> None:
    propose(expert, requested)
    with pytest.raises(IntegrityError, match="proposal_is_open_or_settled"), transaction.atomic():
        Proposal.objects.update(state="taken")


def test_the_story_names_who_proposed_and_who_took(
    requested: str, expert: APIClient, asking: APIClient, signed_in_as: Sign, mentor: Expert, founder: Person
) -> None:
    propose(expert, requested)
    take(asking, requested, at(3, 0))
    entries = signed_in_as(a_person(Role.COORDINATOR)).get(f"{requested}story/").json()["entries"]
    told = [(entry["actor"], entry["action"]) for entry in entries if entry["action"].startswith("session.")]
    assert told[1:] == [(mentor.person.name, "session.proposed"), (founder.name, "session.taken")]


CLIENTS = 8


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        yield pool
        closed = Barrier(CLIENTS)

        def close() -> None:
            connections.close_all()
            closed.wait()

        list(pool.map(lambda _: close(), range(CLIENTS)))


@pytest.mark.django_db(transaction=True)
def test_while_one_time_is_taken_others_get_only_what_is_freed(
    requested: str, expert: APIClient, programme: Programme, mentor: Expert, pool: ThreadPoolExecutor
) -> None:
    propose(expert, requested)
    founders = [a_founder(humane_from=time(0), humane_until=time(0)) for _ in range(CLIENTS)]
    owner = Session.objects.get().founder
    ready = Barrier(CLIENTS)

    def act(number: int) -> int:
        client = APIClient()
        client.force_authenticate(founders[number] if number else owner)
        ready.wait()
        if number == 0:
            return int(take(client, requested, at(3, 2)).status_code)
        return int(ask(client, programme, mentor, at(3, 2)).status_code)

    assert list(pool.map(act, range(CLIENTS))) == [200] + [409] * (CLIENTS - 1)
    assert held() == {at(3, 2): 2}
