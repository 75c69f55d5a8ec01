"""What approved words on WhatsApp ask is answered there as a text is: from Korea, too, where no text comes back."""

from datetime import datetime

import pytest

from accounts.consent import allow
from accounts.models import ConsentSource, Person, Role
from directory.models import Expert
from mentoring.models import Programme, Session
from mentoring.operations import request_session
from messaging.models import InboundText, Message, MessageKind, TemplateText
from messaging.operations import notify
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY
from tests.integration.two_way.conftest import HOUR, WEDNESDAY, answer, said_back

pytestmark = pytest.mark.django_db

ASKING = "{other_name}\n{start_here}\n{link}\n{answer}"
SEOUL_PHONE = "+821055550123"


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder(name="김하늘", phone="+821055550124")


@pytest.fixture
def mentor(monday: datetime) -> Expert:
    """A Korean phone, and WhatsApp on it."""
    mentor = a_mentor(name="Dana Reyes", phone=SEOUL_PHONE)
    Person.objects.filter(pk=mentor.person.pk).update(
        reach_asks="whatsapp+none", reach_reminders="whatsapp+none"
    )
    mentor.person.refresh_from_db()
    allow(
        person=mentor.person,
        channel="whatsapp",
        given=True,
        source=ConsentSource.SETTINGS,
        language="en",
        wording="I agree",
        by=mentor.person,
        now=MONDAY,
    )
    return mentor


def approved(kind: str, body: str) -> Programme:
    programme = a_programme()
    row = TemplateText.objects.create(
        programme=programme.pk,
        about="session",
        kind=kind,
        channel="whatsapp",
        language="en",
        number=1,
        subject="HX" + "1f" * 16,
        body=body,
        by=a_person(Role.COORDINATOR),
        at=MONDAY,
    )
    programme.words_as_of = row.pk
    programme.save()
    return programme


def asked_in(programme: Programme, founder: Person, mentor: Expert) -> Session:
    return request_session(
        programme=programme,
        expert=mentor,
        startup=founder.membership.startup,
        starts_at=WEDNESDAY,
        goal="Enter the US market",
        questions="",
        deck_url="",
        by=founder,
        now=MONDAY,
    )


def handed_over(person: Person) -> Message:
    Message.objects.filter(channel="whatsapp", state="ready").update(state="delivered", claimed_at=MONDAY)
    return Message.objects.get(person=person, channel="whatsapp")


def by_whatsapp(person: Person, body: str, *, button: str = "") -> str:
    behind = {"ButtonPayload": button, "ButtonText": body} if button else {}
    return answer(person, body, at=MONDAY + HOUR, From=f"whatsapp:{person.phone}", **behind)


def state_of(session: Session) -> str:
    return Session.objects.values_list("state", flat=True).get(pk=session.pk)


def test_a_request_says_how_to_answer_where_its_words_have_room_for_it(
    mentor: Expert, founder: Person
) -> None:
    programme = approved("requested", ASKING)
    session = asked_in(programme, founder, mentor)
    told = handed_over(mentor.person)
    assert (told.asks, told.variables[-1]) == ("accept", "Answer 1 = yes, 2 = another time")
    assert by_whatsapp(mentor.person, "1") == "accepted"
    assert state_of(session) == "confirmed"
    [words] = said_back(mentor.person)
    assert words.startswith("[Meridian] Agreed: session with 김하늘")
    assert InboundText.objects.get().channel == "whatsapp"
    assert Message.objects.get(kind="answer").channel == "whatsapp"


def test_2_brings_the_page_of_another_time_there(mentor: Expert, founder: Person) -> None:
    programme = approved("requested", ASKING)
    session = asked_in(programme, founder, mentor)
    handed_over(mentor.person)
    assert by_whatsapp(mentor.person, "2") == "other_time"
    assert state_of(session) == "requested"
    [words] = said_back(mentor.person)
    assert "https://hub.example/other-time/" in words


@pytest.mark.parametrize(
    ("label", "behind", "outcome"), [("좋아요", "1", "accepted"), ("Later", "2", "other_time")]
)
def test_a_button_of_the_approved_words_answers_by_what_is_behind_it(
    mentor: Expert, founder: Person, label: str, behind: str, outcome: str
) -> None:
    programme = approved("requested", ASKING)
    asked_in(programme, founder, mentor)
    handed_over(mentor.person)
    assert by_whatsapp(mentor.person, label, button=behind) == outcome


def test_words_that_do_not_say_how_to_answer_ask_nothing(mentor: Expert, founder: Person) -> None:
    programme = approved("requested", "{other_name}\n{start_here}\n{link}")
    session = asked_in(programme, founder, mentor)
    assert handed_over(mentor.person).asks == ""
    assert by_whatsapp(mentor.person, "1") == "choose"
    assert state_of(session) == "requested"


def test_who_has_nothing_to_decide_is_shown_the_link_in_that_place(mentor: Expert, founder: Person) -> None:
    programme = approved("requested", "{other_name}\n{start_here}\n{dates_count}\n{link}\n{answer}")
    briefing = a_briefing(programme=programme.pk, words_as_of=programme.words_as_of, dates=("Mon", "Tue"))
    appointment = an_appointment(mentor.person, starts_at=WEDNESDAY)
    notify(
        appointment=appointment,
        person=mentor.person,
        kind=MessageKind.REQUESTED,
        briefing=briefing,
        now=MONDAY,
    )
    told = Message.objects.get(channel="whatsapp")
    assert (told.asks, told.variables[-1]) == ("", "All of it is behind the link")
