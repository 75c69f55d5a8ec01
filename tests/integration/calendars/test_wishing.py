"""Google is asked for what a person wishes; what it grants of that works, and the rest says why not (G 16)."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from accounts.models import Person
from calendars import operations
from calendars.models import GoogleConnection
from calendars.operations.connecting import ConsentIncomplete
from calendars.operations.consent import WishEmpty
from calendars.queries import connection_of, people_reached_by_google
from calendars.wishes import Part, PartState, Wish, WritesTo
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    a_pair,
    an_appointment,
    at_google,
    connect,
    plan,
    story,
    write,
)
from tests.integration.calendars.wishing import (
    BUSY,
    BUSY_AND_OWN,
    CHOSEN_CALENDAR,
    EVENTS,
    EVERYTHING,
    LIST,
    ONLY_BUSY,
    OWN,
    OWN_CALENDAR,
    ticked,
    wish,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (ONLY_BUSY, [BUSY, LIST]),
        (OWN_CALENDAR, [OWN]),
        (BUSY_AND_OWN, [BUSY, LIST, OWN]),
        (CHOSEN_CALENDAR, [LIST, EVENTS]),
        (EVERYTHING, [BUSY, LIST, EVENTS]),
    ],
)
def test_google_is_asked_for_no_more_than_the_wish_takes(
    google: GoogleEmulatorHandle, founder: Person, wanted: Wish, names: list[str]
) -> None:
    url = operations.start_consent(person=founder, wish=wanted, now=NOW)

    asked = parse_qs(urlsplit(url).query)
    assert asked["scope"] == [" ".join(ticked(*names))]
    assert "include_granted_scopes" not in asked


def test_a_smaller_wish_later_gets_a_smaller_token(google: GoogleEmulatorHandle, founder: Person) -> None:
    before = wish(google, founder, EVERYTHING)

    after = wish(google, founder, ONLY_BUSY)

    assert before.pk == after.pk
    assert sorted(after.scopes) == sorted(ticked(BUSY, LIST))
    assert not after.calendars.filter(is_written=True).exists()


def test_a_wish_for_nothing_is_not_taken_to_google(founder: Person) -> None:
    with pytest.raises(WishEmpty):
        operations.start_consent(person=founder, wish=Wish(False, WritesTo.NOTHING), now=NOW)


def test_who_only_shows_busy_times_organises_nothing_and_is_not_invited_by_google(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_pair()
    wish(google, pair.founder, ONLY_BUSY)
    connect(google, pair.mentor, MENTOR_AT_GOOGLE)

    event = plan(an_appointment(pair), pair)
    write(event)

    assert event.organiser == connection_of(pair.mentor)
    assert people_reached_by_google(event) == {pair.mentor.pk}
    assert len(at_google(google, MENTOR_AT_GOOGLE)) == 1
    assert at_google(google, FOUNDER_AT_GOOGLE) == []
    assert google.mails() == []


@pytest.mark.parametrize(
    ("granted", "reading", "listing", "writing"),
    [
        ([BUSY], "on", "missing", "missing"),
        ([BUSY, LIST], "on", "on", "missing"),
        ([EVENTS], "missing", "missing", "on"),
        ([LIST, EVENTS], "missing", "on", "on"),
    ],
)
def test_what_was_granted_works_and_the_rest_is_named(
    google: GoogleEmulatorHandle,
    founder: Person,
    granted: list[str],
    reading: str,
    listing: str,
    writing: str,
) -> None:
    found = wish(google, founder, EVERYTHING, granted=granted)

    states = found.wish.states(found.scopes)
    assert states == {
        Part.READING: PartState(reading),
        Part.LISTING: PartState(listing),
        Part.WRITING: PartState(writing),
    }
    assert found.state == "active"
    assert found.can_write == (writing == "on")


@pytest.mark.parametrize("granted", [[], [LIST]])
def test_consent_to_nothing_of_use_saves_no_token(
    google: GoogleEmulatorHandle, founder: Person, granted: list[str]
) -> None:
    with pytest.raises(ConsentIncomplete):
        wish(google, founder, EVERYTHING, granted=granted)

    assert connection_of(founder) is None


def test_a_box_left_out_sends_invitations_by_mail_until_it_is_ticked(google: GoogleEmulatorHandle) -> None:
    pair = a_pair()
    appointment = an_appointment(pair)
    wish(google, pair.founder, EVERYTHING, granted=[BUSY, LIST])
    event = plan(appointment, pair)
    assert (event.state, event.organiser, people_reached_by_google(event)) == ("none", None, set())

    wish(google, pair.founder, EVERYTHING)
    event = plan(appointment, pair)

    assert write(event) is None
    assert event.state == "written"
    assert len(at_google(google, FOUNDER_AT_GOOGLE)) == 1


def test_an_event_waits_while_its_organiser_takes_the_leave_to_write_back(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_pair()
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    wish(google, pair.founder, EVERYTHING, granted=[BUSY])
    event = plan(appointment, pair, description="changed")

    assert write(event) is None
    assert (event.state, event.last_error) == ("waiting", "writing_not_granted")

    wish(google, pair.founder, EVERYTHING)
    assert write(event) is None
    assert [shown["description"] for shown in at_google(google, FOUNDER_AT_GOOGLE)] == ["changed"]
    assert story(appointment)[-2:] == ["calendar.waiting", "calendar.written"]


def test_a_connection_from_before_there_were_wishes_goes_on(google: GoogleEmulatorHandle) -> None:
    pair = a_pair()
    connect(google, pair.founder, FOUNDER_AT_GOOGLE)
    GoogleConnection.objects.update(scopes=ticked(BUSY, EVENTS), google_subject="")

    event = plan(an_appointment(pair), pair)

    assert write(event) is None
    assert event.state == "written"


@pytest.mark.parametrize(
    ("granted", "ends_at"),
    [
        ([BUSY, LIST, EVENTS], "/settings?google=connected"),
        ([BUSY], "/settings?google=partial&reason=scopes_missing"),
        ([EVENTS, LIST], "/settings?google=partial&reason=scopes_missing"),
        ([], "/settings?google=failed&reason=consent_incomplete"),
    ],
)
def test_the_browser_is_told_how_much_was_granted(
    google: GoogleEmulatorHandle, founder: Person, client: Client, granted: list[str], ends_at: str
) -> None:
    client.force_login(founder)
    url = client.post("/api/me/google/connect/", content_type="application/json").json()["authorization_url"]
    back = urlsplit(google.decide(url, FOUNDER_AT_GOOGLE, granted=ticked(*granted)))

    assert client.get(f"{back.path}?{back.query}").headers["location"] == ends_at


def test_the_door_takes_the_wish_and_refuses_what_makes_no_sense(
    google: GoogleEmulatorHandle, founder: Person, client: Client
) -> None:
    client.force_login(founder)

    def connecting(**asked: object) -> tuple[int, dict[str, str]]:
        answer = client.post("/api/me/google/connect/", asked, content_type="application/json")
        return answer.status_code, answer.json()

    status, answer = connecting(reads_busy=False, writes_to="own_calendar")
    assert (status, OWN in answer["authorization_url"], BUSY in answer["authorization_url"]) == (
        200,
        True,
        False,
    )
    status, answer = connecting(reads_busy=False, writes_to="nothing")
    assert (status, answer["code"]) == (400, "wish_empty")
    status, answer = connecting(writes_to="everything")
    assert (status, answer["code"]) == (400, "invalid")
