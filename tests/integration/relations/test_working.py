"""Actions, milestones, files and notes of a pair, and the brief that is made of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person, Role
from audit.models import AuditEntry
from mentoring.models import (
    Answer,
    Application,
    Companion,
    HonorariumRate,
    PairLink,
    PairMilestone,
    PrivateNote,
    ProgrammeMilestone,
    Relation,
    SessionNote,
)
from mentoring.relations.operations import end_relation
from mentoring.relations.working import add_action, add_link, write_private_note
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, set_clock
from tests.integration.programmes.conftest import a_question
from tests.integration.relations.agreements import FIRST_AT, agreed, session_of
from tests.integration.relations.conftest import address, begun, founder_of, offered, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(monday: object) -> Relation:
    return agreed()


def an_action(pair: Relation, text: str, **fields: Any) -> None:
    given = {"owner": None, "due_on": None, "session": None, "by": founder_of(pair), "now": MONDAY, **fields}
    add_action(relation=pair, text=text, **given)


def brief(signed_in_as: Sign, person: Person, pair: Relation, number: int = 1) -> dict[str, Any]:
    answer = signed_in_as(person).get(f"/api/sessions/{session_of(pair, number).pk}/brief/")
    assert answer.status_code == 200, answer.json()
    shown: dict[str, Any] = answer.json()
    return shown


def test_an_action_is_carried_from_session_to_session_until_it_is_done(
    pair: Relation, signed_in_as: Sign
) -> None:
    founder, mentor = founder_of(pair), pair.expert.person
    body = {"text": "Call ten customers", "session": session_of(pair).pk, "due_on": "2026-11-30"}
    added = post(signed_in_as(mentor), address(pair, "actions"), owner=founder.pk, **body)
    assert added.status_code == 200, added.json()
    (action,) = added.json()["actions"]
    assert (action["owner_name"], action["done_at"]) == (founder.name, None)
    for number in (1, 2, 4):
        assert [one["text"] for one in brief(signed_in_as, mentor, pair, number)["actions"]] == [body["text"]]
    path = address(pair, f"actions/{action['id']}")
    done = signed_in_as(founder).patch(path, {"done": True}, format="json")
    assert done.json()["actions"][0]["done_at"] is not None
    assert brief(signed_in_as, mentor, pair, 2)["actions"] == []
    again = signed_in_as(founder).patch(path, {"done": False}, format="json").json()
    assert (again["progress"]["open_actions"], again["actions"][0]["done_at"]) == (1, None)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"owner": 0}, "owner_unknown"),
        ({"session": str(PrivateNote().pk)}, "not_of_this_pair"),
        ({"text": ""}, "blank"),
    ],
)
def test_an_action_names_what_who_and_when_of_this_pair(
    wrong: dict[str, object], code: str, pair: Relation, signed_in_as: Sign
) -> None:
    answer = post(signed_in_as(founder_of(pair)), address(pair, "actions"), **{"text": "Call", **wrong})
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [(next(iter(wrong)), code)]
    assert not pair.actions.exists()


def test_the_brief_tells_what_the_company_does_what_was_said_and_what_is_asked(
    pair: Relation, signed_in_as: Sign
) -> None:
    first = session_of(pair)
    SessionNote.objects.create(
        session=first, author=pair.expert.person, text="Prices are too low", at=FIRST_AT
    )
    PairMilestone.objects.create(relation=pair, title="First contract", written_at=MONDAY)
    shown = brief(signed_in_as, pair.expert.person, pair, 2)
    assert (shown["number"], shown["planned"], shown["goals"]) == (2, 4, "Find ten pilot customers")
    assert shown["company"]["name_en"] == pair.startup.name_en
    assert [note["text"] for note in shown["notes"]] == ["Prices are too low"]
    assert [one["title_ko"] for one in shown["milestones"]] == ["First contract"]
    assert brief(signed_in_as, pair.expert.person, pair, 1)["notes"] == []


def test_the_brief_is_for_those_of_the_session_and_coordinators(pair: Relation, signed_in_as: Sign) -> None:
    path = f"/api/sessions/{session_of(pair).pk}/brief/"
    people = [founder_of(pair), pair.expert.person, a_person(Role.COORDINATOR), a_founder()]
    assert [signed_in_as(person).get(path).status_code for person in people] == [200, 200, 200, 404]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_brief_costs_the_same_however_much_was_written(
    rows: int, pair: Relation, signed_in_as: Sign, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        an_action(pair, f"Action {number}")
        PairMilestone.objects.create(relation=pair, title=f"Step {number}", written_at=MONDAY)
        SessionNote.objects.create(session=session_of(pair), author=founder_of(pair), text="So", at=FIRST_AT)
    client, path = signed_in_as(pair.expert.person), f"/api/sessions/{session_of(pair, 2).pk}/brief/"
    with django_assert_num_queries(10):
        # who calls; session, needs, pair, agreement, number, notes, actions, milestones, answers
        assert len(client.get(path).json()["actions"]) == rows


@pytest.mark.parametrize("rows", [1, 30])
def test_a_whole_pair_costs_the_same_however_much_was_written(
    rows: int, pair: Relation, signed_in_as: Sign, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        an_action(pair, f"Action {number}")
        add_link(
            relation=pair,
            title="Deck",
            url=f"https://files.example/{number}",
            by=founder_of(pair),
            now=MONDAY,
        )
        write_private_note(relation=pair, text="Mine", by=founder_of(pair), now=MONDAY)
        SessionNote.objects.create(session=session_of(pair), author=founder_of(pair), text="So", at=FIRST_AT)
    client = signed_in_as(founder_of(pair))
    with django_assert_num_queries(13):
        # who calls; clock, pair, company; agreements, ratings, people, sessions, notes, actions, milestones, links, own
        assert len(client.get(address(pair)).json()["links"]) == rows


def test_a_private_note_is_shown_to_its_author_and_to_nobody_else(pair: Relation, signed_in_as: Sign) -> None:
    founder, colleague = founder_of(pair), a_founder(pair.startup)
    written = post(signed_in_as(founder), address(pair, "private-notes"), text="Doubts about the price")
    (own,) = written.json()["private_notes"]
    assert own["text"] == "Doubts about the price"
    for other in (colleague, pair.expert.person, a_person(Role.COORDINATOR), a_person(Role.ADMINISTRATOR)):
        body = signed_in_as(other).get(address(pair)).content.decode()
        assert "Doubts" not in body
    assert not AuditEntry.objects.filter(details__icontains="Doubts").exists()
    path = address(pair, f"private-notes/{own['id']}")
    assert signed_in_as(colleague).delete(path).json()["code"] == "nothing_there"
    assert signed_in_as(founder).delete(path).json()["private_notes"] == []


def test_an_author_may_take_a_private_note_away_after_the_end(pair: Relation, signed_in_as: Sign) -> None:
    written = write_private_note(relation=pair, text="Mine", by=founder_of(pair), now=MONDAY)
    end_relation(relation=pair, reason="Over", by=a_person(Role.COORDINATOR), now=MONDAY)
    client = signed_in_as(founder_of(pair))
    assert client.delete(address(pair, f"private-notes/{written.pk}")).status_code == 200
    assert post(client, address(pair, "private-notes"), text="More").json()["code"] == "pair_closed"


def test_files_are_linked_by_https_alone_and_once(pair: Relation, signed_in_as: Sign) -> None:
    client, path = signed_in_as(founder_of(pair)), address(pair, "links")

    def code(url: str) -> str:
        answer = post(client, path, title="Deck", url=url)
        return answer.json()["errors"][0]["code"] if answer.status_code >= 400 else "kept"

    urls = [
        "http://files.example/a",
        "javascript:alert(1)",
        "https://files.example/a",
        "https://files.example/a",
    ]
    assert [code(url) for url in urls] == ["not_https", "invalid", "kept", "link_there"]
    (link,) = client.get(address(pair)).json()["links"]
    mentor = signed_in_as(pair.expert.person)
    assert mentor.delete(address(pair, f"links/{link['id']}")).json()["links"] == []


def test_milestones_are_reached_and_not_after_all(pair: Relation, signed_in_as: Sign) -> None:
    client, path = signed_in_as(pair.expert.person), address(pair, "milestones")
    (step,) = post(client, path, title="First contract", due_on="2026-12-20").json()["milestones"]
    assert post(client, path, title="First contract").json()["code"] == "milestone_there"
    mark = address(pair, f"milestones/{step['id']}")
    reached = client.patch(mark, {"reached": True}, format="json").json()
    assert (reached["progress"]["milestones"], reached["progress"]["milestones_reached"]) == (1, 1)
    assert client.patch(mark, {"reached": False}, format="json").json()["progress"]["milestones_reached"] == 0


def test_only_the_two_write_and_only_while_the_pair_stands(pair: Relation, signed_in_as: Sign) -> None:
    stranger, coordinator = signed_in_as(a_founder()), signed_in_as(a_person(Role.COORDINATOR))
    assert post(stranger, address(pair, "actions"), text="Call").status_code == 404
    assert post(coordinator, address(pair, "actions"), text="Call").status_code == 403
    end_relation(relation=pair, reason="Over", by=a_person(Role.COORDINATOR), now=MONDAY)
    assert (
        post(signed_in_as(founder_of(pair)), address(pair, "actions"), text="Call").json()["code"]
        == "pair_closed"
    )


def test_the_list_tells_how_far_each_pair_has_come(pair: Relation, signed_in_as: Sign) -> None:
    set_clock(FIRST_AT + timedelta(days=1))
    an_action(pair, "Call")
    (row,) = signed_in_as(founder_of(pair)).get("/api/relations/").json()["results"]
    assert row["progress"] == {
        "held": 1,
        "planned": 4,
        "next_at": "2026-12-02T00:00:00Z",
        "open_actions": 1,
        "milestones": 0,
        "milestones_reached": 0,
        "milestones_late": 0,
    }


def a_link(pair: Relation, url: str = "https://files.example/a") -> PairLink:
    return PairLink.objects.create(
        relation=pair, title="x", url=url, added_by=founder_of(pair), added_at=MONDAY
    )


def a_milestone(pair: Relation) -> PairMilestone:
    return PairMilestone.objects.create(relation=pair, title="First contract", written_at=MONDAY)


def a_rate(pair: Relation, per_hour: int = 100) -> HonorariumRate:
    return HonorariumRate.objects.create(
        programme=pair.programme, expert=pair.expert, per_hour=per_hour, currency="USD"
    )


def an_empty_action(pair: Relation) -> None:
    an_action(pair, "")


BROKEN: dict[str, Callable[[Relation], object]] = {
    "pair_link_is_https": lambda pair: a_link(pair, "http://files.example/a"),
    "pair_link_once": lambda pair: [a_link(pair), a_link(pair)],
    "milestone_once_per_pair": lambda pair: [a_milestone(pair), a_milestone(pair)],
    "action_says_what": an_empty_action,
    "honorarium_rate_is_one": lambda pair: [a_rate(pair), a_rate(pair)],
    "honorarium_rate_is_money": lambda pair: a_rate(pair, -1),
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_the_database_keeps_the_work_of_pairs_right(name: str, pair: Relation) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](pair)


def test_a_pair_begins_with_the_milestones_of_its_programme(monday: datetime, signed_in_as: Sign) -> None:
    programme = a_programme(pairing="assigned")
    rows = [("첫 고객", "First customer", 8), ("가격", "Prices", 2), ("미국 법인", "A US company", None)]
    for position, (title_ko, title_en, due_weeks) in enumerate(rows):
        ProgrammeMilestone.objects.create(
            programme=programme, position=position, title_ko=title_ko, title_en=title_en, due_weeks=due_weeks
        )
    relation = offered(programme=programme)
    assert not PairMilestone.objects.exists()
    begun(relation)
    client = signed_in_as(founder_of(relation))
    shown = client.get(address(relation)).json()["milestones"]
    assert [(one["title_ko"], one["title_en"], one["is_of_programme"], one["due_on"]) for one in shown] == [
        ("가격", "Prices", True, "2026-12-07"),
        ("첫 고객", "First customer", True, "2027-01-18"),
        ("미국 법인", "A US company", True, None),
    ]
    answer = post(client, address(relation, "milestones"), title="Our own")
    own = answer.json()["milestones"][-1]
    assert (own["title_ko"], own["title_en"], own["is_of_programme"]) == ("Our own", "Our own", False)
    assert post(client, address(relation, "milestones"), title="가격").json()["code"] == "milestone_there"


def test_later_milestones_of_a_programme_reach_the_pairs_that_run(
    monday: datetime, signed_in_as: Sign
) -> None:
    """Due from the day on which the pair began; what is reached, and what the pair wrote itself, stays as it is."""
    coordinator, programme = a_person(Role.COORDINATOR), a_programme(pairing="assigned")
    path = f"/api/programme-desk/{programme.slug}/milestones/"

    def ask_for(*rows: tuple[str, str, int | None]) -> None:
        milestones = [{"title_ko": ko, "title_en": en, "due_weeks": weeks} for ko, en, weeks in rows]
        answer = signed_in_as(coordinator).put(path, {"milestones": milestones}, format="json")
        assert answer.status_code == 200, answer.json()

    def told(pair: Relation) -> list[tuple[str, str, str | None, bool]]:
        rows = signed_in_as(founder_of(pair)).get(address(pair)).json()["milestones"]
        return [
            (one["title_ko"], one["title_en"], one["due_on"], one["reached_at"] is not None) for one in rows
        ]

    ask_for(("가격", "Prices", 2), ("고객", "Customers", 4))
    running, not_begun = begun(offered(programme=programme)), offered(programme=programme)
    ended = begun(offered(programme=programme))
    end_relation(relation=ended, reason="Over", by=coordinator, now=MONDAY)
    PairMilestone.objects.filter(relation=running, title="고객").update(reached_at=MONDAY)
    PairMilestone.objects.create(relation=running, title="Our own", written_at=MONDAY)
    set_clock(MONDAY + timedelta(weeks=1))

    ask_for(("가격", "A price list", 3), ("고객", "Ten customers", 9), ("계약", "A contract", 6))

    assert told(running) == [
        ("가격", "A price list", "2026-12-14", False),
        ("고객", "Customers", "2026-12-21", True),
        ("계약", "A contract", "2027-01-04", False),
        ("Our own", "Our own", None, False),
    ]
    assert told(not_begun) == []
    assert [row[0] for row in told(ended)] == ["가격", "고객"]
    assert AuditEntry.objects.filter(subject_id=str(running.pk), action="milestones.followed").count() == 1


@pytest.mark.parametrize("pairs", [1, 12])
def test_new_milestones_cost_the_same_for_one_pair_and_for_twelve(
    pairs: int, monday: datetime, signed_in_as: Sign
) -> None:
    programme, client = a_programme(pairing="assigned"), signed_in_as(a_person(Role.COORDINATOR))
    for _ in range(pairs):
        begun(offered(programme=programme))
    body = {"milestones": [{"title_ko": "가격", "title_en": "Prices", "due_weeks": 2}]}
    path = f"/api/programme-desk/{programme.slug}/milestones/"
    with CaptureQueriesContext(connection) as asked:
        assert client.put(path, body, format="json").status_code == 200
    assert PairMilestone.objects.count() == pairs
    written = [one["sql"] for one in asked if 'INTO "mentoring_pairmilestone"' in one["sql"]]
    assert len(written) == 1


def test_a_milestone_that_is_late_is_shown_to_coordinators_among_all_pairs(
    monday: datetime, signed_in_as: Sign
) -> None:
    programme = a_programme(pairing="assigned")
    ProgrammeMilestone.objects.create(
        programme=programme, position=0, title_ko="가격", title_en="Prices", due_weeks=2
    )
    relation = begun(offered(programme=programme))
    due_on = MONDAY + timedelta(weeks=2)

    def at_a_glance() -> tuple[int, int, bool]:
        (row,) = signed_in_as(a_person(Role.COORDINATOR)).get("/api/relations/").json()["results"]
        progress = row["progress"]
        is_flagged = "late_milestone" in row["oversight"]["flags"]
        return progress["milestones"], progress["milestones_late"], is_flagged

    set_clock(due_on)
    assert at_a_glance() == (1, 0, False)
    set_clock(due_on + timedelta(hours=15))  # midnight in Seoul
    assert at_a_glance() == (1, 1, True)
    PairMilestone.objects.filter(relation=relation).update(reached_at=due_on)
    assert at_a_glance() == (1, 0, False)


def test_the_brief_tells_the_two_and_coordinators_what_the_startup_said_when_it_applied(
    pair: Relation, signed_in_as: Sign
) -> None:
    questions = [
        a_question(pair.programme, position=1, title_en="Which market?"),
        a_question(pair.programme, position=0, title_en="Why now?"),
    ]
    application = Application.objects.create(
        programme=pair.programme,
        startup=pair.startup,
        state="accepted",
        submitted_at=MONDAY,
        submitted_by=founder_of(pair),
        decided_at=MONDAY,
    )
    for question, value in zip(questions, ["Japan", "We raised"], strict=True):
        Answer.objects.create(
            application=application, question=question, by=founder_of(pair), value=value, at=MONDAY
        )
    other = a_mentor()
    session = session_of(pair)
    Companion.objects.create(session=session, person=other.person, expert=other)

    def told(person: Person) -> list[tuple[str, str]]:
        return [
            (one["question"]["title_en"], one["value"])
            for one in brief(signed_in_as, person, pair)["answers"]
        ]

    said = [("Why now?", "We raised"), ("Which market?", "Japan")]
    for person in (founder_of(pair), pair.expert.person, a_person(Role.COORDINATOR)):
        assert told(person) == said
    assert told(other.person) == []
    Application.objects.update(state="declined")
    assert told(pair.expert.person) == []
