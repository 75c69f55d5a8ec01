"""Instants and dates at the ends of what a calendar can hold, into every field of the API that takes one."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from accounts.models import Person, Role
from agenda.models import Travel
from directory.models import Expert
from mentoring.answers import proposal_link
from mentoring.models import Programme, Proposal, Relation, RelationState
from mentoring.other_times.links import other_time_link
from mentoring.public_links.operations import open_link
from mentoring.public_links.tokens import token_of
from mentoring.queries import sessions_visible_to
from networking.guests.tokens import guest_token
from tests.factories.cycles import a_cycle, a_pairing_programme
from tests.factories.events import a_contact, a_guest, an_event
from tests.factories.hub import a_person
from tests.faults.input.asking import MONDAY, asked, code_and_field, everything, signed_in

pytestmark = pytest.mark.django_db

FORMATS = ("date", "date-time")
ENDS = {
    "date": ["0001-01-01", "1999-12-31", "2201-01-01", "9999-12-31"],
    "date-time": [
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",
        "1999-12-31T23:59:59Z",
        "2201-01-01T00:00:00",
        "9999-12-31T23:59:59-14:00",
    ],
}
# What the clock of a desk says when a guest comes is put aside where it cannot be right: nobody is kept out for it.
PUT_ASIDE = ("post", "/api/event-desk/{slug}/check-ins/", "at")
Place = tuple[
    str, str, str, str, str
]  # method, path, the field as an answer names it, where it stands, its format
SCHEMA: dict[str, Any] = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]


def fields_of(shape: dict[str, Any], name: str = "") -> Iterator[tuple[str, str]]:
    """The dates and instants that somebody may send in a body of that shape: "chosen.0.on"."""
    if "$ref" in shape:
        shape = SCHEMA["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
    for part in (*shape.get("allOf", ()), *shape.get("oneOf", ())):
        yield from fields_of(part, name)
    if shape.get("format") in FORMATS:
        yield name, shape["format"]
    if "items" in shape:
        yield from fields_of(shape["items"], f"{name}.0")
    for key, inner in shape.get("properties", {}).items():
        if not inner.get("readOnly"):
            yield from fields_of(inner, f"{name}.{key}".lstrip("."))


def places() -> Iterator[Place]:
    for path, methods in SCHEMA["paths"].items():
        for method, what in methods.items():
            for query in what.get("parameters", ()):
                if query["schema"].get("format") in FORMATS and query["in"] == "query":
                    yield method, path, query["name"], "query", query["schema"]["format"]
            body = what.get("requestBody", {}).get("content", {}).get("application/json", {})
            for name, form in fields_of(body.get("schema", {})):
                yield method, path, name, "body", form


def body_with(name: str, value: str) -> Any:
    """ "chosen.0.on" -> {"chosen": [{"on": value}]}"""
    head, _, rest = name.partition(".")
    inner = body_with(rest, value) if rest else value
    return [inner] if head == "0" else {head: inner}


@pytest.fixture
def roads(founder: Person, mentor: Expert, programme: Programme) -> dict[str, str]:
    """What stands in the paths, of things that there are."""
    asking, answering = signed_in(founder), signed_in(mentor.person)
    session = asked(asking, programme, mentor).json()["id"]
    series = asking.post("/api/series/", weekly(programme, mentor), format="json").json()["id"]
    assert answering.post(f"/api/series/{series}/accept/", {}, format="json").status_code == 200
    travel = Travel.objects.create(
        person=mentor.person, from_on="2026-12-24", to_on="2026-12-26", time_zone="Asia/Seoul"
    )
    offered = {"starts": ["2026-11-26T00:00:00Z"]}
    assert answering.post(f"/api/sessions/{session}/propose/", offered, format="json").status_code == 200
    link = open_link(
        programme=programme, expert=mentor, name="", expires_at=None, by=mentor.person, now=MONDAY
    )
    a_date = sessions_visible_to(founder).filter(series=series)[0]
    proposal = Proposal.objects.select_related("session").get()
    pair = Relation.objects.create(
        programme=programme,
        startup=founder.membership.startup,
        expert=mentor,
        state=RelationState.ACTIVE,
        startup_says="yes",
        expert_says="yes",
        offered_at=MONDAY,
        began_at=MONDAY,
    )
    todo = asking.post(f"/api/relations/{pair.pk}/actions/", {"text": "Call them"}, format="json").json()
    event = an_event()
    a_guest(event, person=founder)
    return {
        "{expert_id}": str(mentor.pk),
        "{session_id}": session,
        "{series_id}": series,
        "{travel_id}": str(travel.pk),
        "{cycle_id}": str(a_cycle(a_pairing_programme(), now=MONDAY).pk),
        "{relation_id}": str(pair.pk),
        "{action_id}": str(todo["actions"][0]["id"]),
        "programme-desk/{slug}": f"programme-desk/{programme.slug}",
        "event-desk/{slug}": f"event-desk/{event.slug}",
        "/events/{slug}": f"/events/{event.slug}",
        "/guests/{token}": f"/guests/{guest_token(a_guest(event, expert=a_contact()))}",
        "/open-hours/{token}": f"/open-hours/{token_of(link)}",
        "/other-times/{token}": f"/other-times/{last(other_time_link(a_date, founder, now=MONDAY))}",
        "/answers/{token}": f"/answers/{last(proposal_link(proposal, proposal.session, founder))}",
    }


def weekly(programme: Programme, mentor: Expert) -> dict[str, Any]:
    return {
        "programme": programme.slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "count": 4},
        "goal": "Market",
    }


def last(link: str) -> str:
    return link.rsplit("/", 1)[-1]


def test_every_field_for_a_date_or_an_instant_refuses_the_ends_of_the_calendar(
    founder: Person, mentor: Expert, roads: dict[str, str]
) -> None:
    callers = [signed_in(person) for person in (founder, mentor.person, a_person(Role.COORDINATOR))]
    callers.append(APIClient())
    before, accepted = everything(), []
    for method, road, name, where, form in places():
        path = road
        for gap, filled in roads.items():
            path = path.replace(gap, filled)
        for end in ENDS[form]:
            answers = [asks(client, method, path, name, where, end) for client in callers]
            assert max(answer.status_code for answer in answers) < 500
            if not any(is_told(answer, name) for answer in answers):
                accepted.append(((method, road, name), end))
    assert accepted == [(PUT_ASIDE, end) for end in ENDS["date-time"]]
    assert everything() == before


def asks(client: APIClient, method: str, path: str, name: str, where: str, value: str) -> Any:
    if where == "query":
        return client.generic(method.upper(), f"{path}?{urlencode({name: value})}")
    return getattr(client, method)(path, body_with(name, value), format="json")


def is_told(answer: Any, name: str) -> bool:
    rows = answer.json().get("errors", ())
    return answer.status_code == 400 and (name, "out_of_range") in {
        (row["field"], row["code"]) for row in rows
    }


@pytest.mark.parametrize(("language", "word"), [("en", "from 2000 to 2200"), ("ko", "2000년부터 2200년까지")])
def test_whoever_names_a_year_out_of_range_is_told_which_years_there_are(
    founder: Person, mentor: Expert, programme: Programme, language: str, word: str
) -> None:
    answer = asked(signed_in(founder, language), programme, mentor, "9999-12-31T23:30:00Z")
    assert code_and_field(answer.json()) == ("out_of_range", "starts_at")
    assert word in answer.json()["detail"]


@pytest.mark.parametrize("end", ["2000-01-01", "2200-12-30"])
def test_the_ends_that_are_in_range_are_worked_with(
    founder: Person, mentor: Expert, programme: Programme, end: str
) -> None:
    own = signed_in(mentor.person)
    journey = {"from_on": end, "to_on": end, "time_zone": "Pacific/Apia"}
    assert own.post("/api/agenda/time-off/", {"from_on": end, "to_on": end}, format="json").status_code == 201
    assert own.post("/api/agenda/travel/", journey, format="json").status_code == 201
    over_night = {"on": end, "ranges": [{"starts_minute": 0, "ends_minute": 1440}]}
    assert own.put("/api/agenda/overrides/", over_night, format="json").status_code == 200
    following = str(date.fromisoformat(end) + timedelta(days=1))
    assert own.get("/api/agenda/calendar/", {"from": end, "until": following}).status_code == 200
    window = {"from": f"{end}T00:00:00Z", "until": f"{following}T00:00:00Z"}
    query = {"programme": programme.slug, "reasons_on": "expert", **window}
    found = signed_in(founder).get(f"/api/experts/{mentor.pk}/free-starts/", query)
    assert (found.status_code, found.json()["starts"]) == (200, [])
