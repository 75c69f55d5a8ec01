"""Every POST that books may be sent twice: one deed, one answer."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Appointment, Commitment
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import Programme, Session
from mentoring.other_times.links import other_time_link
from mentoring.public_links.operations import open_link
from mentoring.public_links.tokens import token_of
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, at
from tests.integration.mentoring.test_booking import ask
from tests.integration.relations.conftest import begun, offered

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
WISHES = Path(__file__).parents[3] / "frontend" / "src" / "lib" / "wishes.ts"
ABOUT_SESSIONS = (
    "/api/sessions/",
    "/api/series/",
    "/api/answers/",
    "/api/series-answers/",
    "/api/open-hours/",
    "/api/other-times/",
    "/api/groups/",
    "/api/offers/",
    "/api/relations/",
)
# These keep nothing, or send again what failed.
KEEP_NOTHING = ("preview/", "/retry/")


class Deed(NamedTuple):
    client: APIClient
    address: str
    body: Body


class World:
    """One expert, one founder, and what they have with each other."""

    def __init__(self, founder: Person, mentor: Expert, programme: Programme, sign: Sign) -> None:
        self.mentor, self.programme = mentor, programme
        self.asking, self.expert, self.anybody = sign(founder), sign(mentor.person), APIClient()

    @property
    def session_body(self) -> Body:
        return {
            "programme": self.programme.slug,
            "expert": self.mentor.pk,
            "starts_at": at(2, 0),
            "goal": "Enter the market",
        }

    @property
    def series_body(self) -> Body:
        about = {"programme": self.programme.slug, "expert": self.mentor.pk, "goal": "Enter the market"}
        rule = {"frequency": "weekly", "count": 2}
        return {**about, "anchor": "utc", "starts_on": "2026-11-26", "starts_time": "02:00", "rule": rule}

    @property
    def through_a_link(self) -> Deed:
        link = open_link(
            programme=self.programme,
            expert=None,
            name="",
            expires_at=None,
            by=self.mentor.person,
            now=MONDAY,
        )
        body = {"starts_at": at(2, 0), "goal": "Enter the market"}
        return Deed(self.asking, f"/api/open-hours/{token_of(link)}/sessions/", body)

    def requested(self) -> str:
        found = ask(self.asking, self.programme, self.mentor, at(2, 0)).json()
        return f"/api/sessions/{found['id']}/"

    def confirmed(self) -> str:
        address = self.requested()
        self.expert.post(f"{address}accept/", {}, format="json")
        return address

    def proposed(self) -> str:
        address = self.requested()
        self.expert.post(f"{address}propose/", {"starts": [at(3, 0)]}, format="json")
        return address

    def series(self) -> str:
        found = self.asking.post("/api/series/", self.series_body, format="json").json()
        return f"/api/series/{found['id']}/"

    def running(self) -> str:
        address = self.series()
        self.expert.post(f"{address}accept/", {}, format="json")
        return address

    def token(self, kind: str, path: str) -> str:
        body = Message.objects.filter(kind=kind, channel="email").latest("pk").body
        return str(body.split(f"/{path}/")[1].split("?")[0].split()[0])

    def group(self) -> str:
        body = {
            "programme": self.programme.slug,
            "starts_at": at(2, 0),
            "title_en": "Pricing",
            "seats": 1,
        }
        return f"/api/groups/{self.expert.post('/api/groups/', body, format='json').json()['id']}/"

    def offered(self) -> str:
        """A group whose only seat was given up, and is offered to the founder who waits."""
        address, other = self.group(), APIClient()
        other.force_login(a_founder())
        other.post(f"{address}join/", {"wait": False}, format="json")
        self.asking.post(f"{address}join/", {"wait": True}, format="json")
        other.post(f"{address}leave/", {}, format="json")
        return address

    def other_time(self) -> Deed:
        self.confirmed()
        session = Session.objects.select_related("appointment").get()
        link = other_time_link(session, session.founder, now=MONDAY)
        return Deed(self.anybody, f"/api/other-times/{link.rsplit('/', 1)[-1]}/", {"start": at(3, 0)})

    def pair(self) -> str:
        """Both have said yes."""
        founder = Person.objects.get(membership__isnull=False)
        pair = begun(offered(startup=founder.membership.startup, expert=self.mentor))
        return f"/api/relations/{pair.pk}/"

    def proposed_to_the_pair(self) -> str:
        address = self.pair()
        terms = {"goals": "Ten customers", "sessions": 2, "anchor": "founder"}
        first = {"starts_on": "2026-11-25", "starts_time": "09:00"}
        self.asking.post(f"{address}agreements/", terms | first, format="json")
        return address

    def by_link(self, kind: str, deed: str, body: Body) -> Deed:
        return Deed(self.anybody, f"/api/answers/{self.token(kind, 'answer')}/{deed}/", body)


def moves(which: str) -> Body:
    to = {"starts_at": at(3, 1)} if which == "this" else {"starts_on": "2026-11-27", "starts_time": "01:00"}
    return {"which": which, "on": "2026-11-26", "reason": "Flight", "version": 2, **to}


OPENED = {"starts_at": at(2, 0), "title_en": "Pricing", "seats": 3}
DEEDS: dict[str, Callable[[World], Deed]] = {
    "sessions": lambda world: Deed(world.asking, "/api/sessions/", world.session_body),
    "open hours": lambda world: world.through_a_link,
    "accept": lambda world: Deed(world.expert, f"{world.requested()}accept/", {"word": "Yes"}),
    "reschedule": lambda world: Deed(
        world.asking,
        f"{world.confirmed()}reschedule/",
        {"starts_at": at(3, 0), "reason": "Flight", "version": 1},
    ),
    "propose": lambda world: Deed(
        world.expert, f"{world.requested()}propose/", {"starts": [at(3, 0), at(3, 2)]}
    ),
    "take": lambda world: Deed(world.asking, f"{world.proposed()}take/", {"start": at(3, 0)}),
    "answers accept": lambda world: (world.requested(), world.by_link("requested", "accept", {}))[1],
    "answers take": lambda world: (world.proposed(), world.by_link("proposed", "take", {"start": at(3, 0)}))[
        1
    ],
    "other times": lambda world: world.other_time(),
    "groups": lambda world: Deed(world.expert, "/api/groups/", {**OPENED, "programme": world.programme.slug}),
    "groups join": lambda world: Deed(world.asking, f"{world.group()}join/", {"wait": False}),
    "groups take": lambda world: Deed(world.asking, f"{world.offered()}take/", {}),
    "offers take": lambda world: (
        world.offered(),
        Deed(world.anybody, f"/api/offers/{world.token('offered', 'offer')}/take/", {}),
    )[1],
    "series": lambda world: Deed(world.asking, "/api/series/", world.series_body),
    "series accept": lambda world: Deed(world.expert, f"{world.series()}accept/", {}),
    "series extend": lambda world: Deed(
        world.asking, f"{world.running()}extend/", {"count": 1, "version": 2}
    ),
    "series move one": lambda world: Deed(world.asking, f"{world.running()}move/", moves("this")),
    "series move following": lambda world: Deed(world.asking, f"{world.running()}move/", moves("following")),
    "series-answers accept": lambda world: (
        world.series(),
        Deed(
            world.anybody,
            f"/api/series-answers/{world.token('requested', 'series-answer')}/accept/",
            {"word": "Yes"},
        ),
    )[1],
    "pair books": lambda world: Deed(
        world.asking, f"{world.pair()}sessions/", {"starts_at": at(2, 0), "goal": "Prices"}
    ),
    "pair agrees": lambda world: Deed(
        world.expert, f"{world.proposed_to_the_pair()}agreements/1/agree/", {"word": "Yes"}
    ),
}


def send(deed: Deed, key: str, **more: object) -> Any:
    return deed.client.post(deed.address, {**deed.body, **more}, format="json", HTTP_IDEMPOTENCY_KEY=key)


def rows() -> list[int]:
    return [model.objects.count() for model in (Appointment, Commitment, AuditEntry, Message)]


@pytest.mark.parametrize("name", DEEDS)
def test_sent_twice_it_is_done_once_and_answered_the_same(
    name: str, monday: datetime, signed_in_as: Sign
) -> None:
    deed = DEEDS[name](World(a_founder(), a_mentor(), a_programme(), signed_in_as))
    first = send(deed, "wish")
    assert first.status_code in (200, 201), first.json()
    after = rows()
    again = send(deed, "wish")
    assert (again.status_code, again.json(), again["Idempotent-Replayed"]) == (
        first.status_code,
        first.json(),
        "true",
    )
    assert again.get("ETag") == first.get("ETag")
    assert rows() == after
    reused = send(deed, "wish", word="Something else", goal="Something else")
    assert (reused.status_code, reused.json()["code"]) == (422, "idempotency_key_reused")


def posts() -> dict[str, set[str]]:
    """The addresses of the API that take a POST, each with the names of its parameters."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # drf-spectacular leaves it untyped
    paths = generator.get_schema(request=None, public=True)["paths"]  # type: ignore[no-untyped-call]
    return {
        path: {parameter["name"] for parameter in methods["post"].get("parameters", ())}
        for path, methods in paths.items()
        if "post" in methods
    }


def test_every_post_about_sessions_heeds_the_key() -> None:
    about = {
        path: names
        for path, names in posts().items()
        if path.startswith(ABOUT_SESSIONS) and not path.endswith(KEEP_NOTHING)
    }
    assert len(about) > len(DEEDS)
    assert {path.split("/")[2] for path in about} == {prefix.split("/")[2] for prefix in ABOUT_SESSIONS}
    assert [path for path, names in about.items() if "Idempotency-Key" not in names] == []


def test_the_browser_sends_a_key_wherever_one_is_heeded() -> None:
    (pattern,) = re.findall(r"^const heeded =\s+/(.+)/;$", WISHES.read_text(encoding="utf-8"), re.MULTILINE)
    heeding = [path for path, names in posts().items() if "Idempotency-Key" in names]
    assert [path for path in heeding if not re.search(pattern, path)] == []
