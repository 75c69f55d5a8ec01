"""Finding time with several experts: who is free next, when all of them are, when any of them is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person, Role
from accounts.permissions import SessionPeople
from agenda import queries as agenda
from agenda.intentions import Intentions
from agenda.slots import DayReason
from mentoring.api.clocks import ClockSerializer, clock_of, first_zone, said_by
from mentoring.api.free_starts import (
    AskerSerializer,
    CalendarReadingSerializer,
    IdsField,
    WindowSerializer,
    asker_of,
    calendar_of,
    programme_asked_for,
)
from mentoring.api.serializers import FreeStartSerializer
from mentoring.companions import colleagues_named
from mentoring.models import Programme
from mentoring.programmes.queries import experts_open_to
from mentoring.queries import offer_of
from mentoring.quota_standing import closed_spans
from mentoring.refusals import ExpertUnknown, TooManyExperts, spans_of
from mentoring.rules import MOST_EXPERTS
from storing import any_of

# How many experts one question may name, and how many there may be where it names none.
MOST = {"each": 300, "any": 300, "all": MOST_EXPERTS}
LARGEST_POOL = {"each": 10_000, "any": 10_000, "all": MOST_EXPERTS}


class FindingQuerySerializer(WindowSerializer):
    programme = serializers.CharField(help_text="Its slug")
    experts = IdsField(
        required=False, help_text="Ids, commas between; without any, every expert of the programme"
    )
    colleagues = IdsField(
        required=False,
        help_text="Ids of people of the caller's own company who take part too, at most ten: their hours and what "
        "they have committed to count like the caller's",
    )
    topic = serializers.CharField(required=False, help_text="Only experts who know this topic")
    mode = serializers.ChoiceField(
        choices=["each", "all", "any"],
        default="each",
        help_text="each: everybody's first starts, whoever is free next first. all: starts that suit all of them at "
        "once; the first expert's clock sets the minutes. any: starts at which one is free, with whose turn it is",
    )
    first = serializers.IntegerField(
        min_value=1, max_value=500, default=5, help_text="At most so many starts"
    )
    reasons = serializers.BooleanField(
        default=False,
        help_text="Tell why dates have no start: in mode each of the first twenty, those without any before the others; "
        "in mode any of more than twenty only where there is no start at all",
    )


class EmptyDaySerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    reason = serializers.ChoiceField(choices=[reason.value for reason in DayReason])


class FoundExpertSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    organisation = serializers.CharField()
    time_zone = serializers.CharField(help_text="On whose clock they live at their first start")
    clock = ClockSerializer(many=True, help_text="Where they live at their starts")
    calendar = CalendarReadingSerializer(allow_null=True, help_text="Null if they never connected one")
    starts = FreeStartSerializer(many=True, help_text="In mode each")
    empty_days = EmptyDaySerializer(many=True, help_text="On this expert's clock")


class FoundStartSerializer(FreeStartSerializer):
    expert = serializers.IntegerField(allow_null=True, help_text="Whose turn it is, in mode any")


class FindingSerializer(serializers.Serializer[Any]):
    mode = serializers.ChoiceField(choices=["each", "all", "any"])
    session_minutes = serializers.IntegerField()
    viewer_time_zone = serializers.CharField(help_text="On whose clock the caller lives at the first start")
    viewer_clock = ClockSerializer(many=True)
    asking = AskerSerializer(many=True, help_text="The caller, then the colleagues who take part")
    experts = FoundExpertSerializer(many=True)
    left_out = serializers.IntegerField(
        help_text="Of a pool of more than 300 how many are not in the answer: in mode each those who are free later, in mode any "
        "those who have more before them"
    )
    starts = FoundStartSerializer(many=True, help_text="In modes all and any")
    empty_days = EmptyDaySerializer(many=True, help_text="In modes all and any, on the first expert's clock")


class FindingView(APIView):
    """When several experts can be met: at most six statements, one more where colleagues
    take part, one where reasons are asked for, one where the pool is large; for one expert and for thousands."""

    permission_classes = [SessionPeople]

    @extend_schema(parameters=[FindingQuerySerializer], responses=FindingSerializer)
    def get(self, request: Request) -> Response:
        viewer, now = signed_in(request), clock.now()
        asked = FindingQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        programme, standings = programme_asked_for(wish["programme"], viewer=viewer, now=now)
        pool = _experts(programme, wish, viewer)
        experts = _least_loaded(pool, now) if wish["mode"] == "any" else pool
        question = agenda.Together(
            experts=tuple(expert.person_id for expert in experts),
            offer=offer_of(programme),
            beside=_beside(viewer, wish.get("colleagues") or []),
            closed=closed_spans(standings),
        )
        told, found = MODES[wish["mode"]](question, experts, wish, now)
        own = said_by(viewer, found.said)
        zones = clock_of(own, found.every_start)
        about = {
            "mode": wish["mode"],
            "session_minutes": programme.session_minutes,
            "viewer_time_zone": first_zone(own, zones, wish["from"]),
            "viewer_clock": zones,
            "left_out": len(pool) - len(told["experts"]),
            "asking": [asker_of(person, found.readings) for person in question.beside],
        }
        return Response(about | told)


# What is told, and what it was made of.
Answer = tuple[dict[str, Any], agenda.Found | agenda.Shared]


class Shown(NamedTuple):
    """What is told of an expert."""

    pk: int
    person_id: int
    organisation: str
    name: str
    time_zone: str


def _experts(programme: Programme, wish: Mapping[str, Any], viewer: Person) -> list[Shown]:
    """Those asked for, in that order; every one of them may be asked by the viewer in the programme. One statement."""
    ids, topic = wish.get("experts"), wish.get("topic")
    most = (MOST if ids else LARGEST_POOL)[wish["mode"]]
    if ids and len(ids) > most:
        raise TooManyExperts(most=most)
    visible = experts_open_to(programme, viewer)
    if ids:
        visible = visible.filter(pk__in=any_of(ids))
    if topic:
        visible = visible.filter(topics__slug=topic)
    rows = visible.values_list("pk", "person_id", "organisation", "person__name", "person__time_zone")
    found = {row[0]: Shown(*row) for row in rows[: most + 1]}
    if len(found) > most:
        raise TooManyExperts(most=most)
    if ids and not topic and (unknown := [pk for pk in ids if pk not in found]):
        raise ExpertUnknown(experts=unknown)
    return [found[pk] for pk in ids or found if pk in found]


def _least_loaded(pool: Sequence[Shown], now: datetime) -> list[Shown]:
    """Whose turn it can be: of a large pool those who have least before them."""
    people = {expert.person_id: expert for expert in pool}
    return [people[one] for one in agenda.least_loaded([*people], at_most=agenda.MOST_AT_LENGTH, now=now)]


def _beside(viewer: Person, colleagues: Sequence[int]) -> tuple[Person, ...]:
    """Who of a company takes part: the caller, and those of their own company. No statement without colleagues."""
    asking = (viewer,) if viewer.role == Role.STARTUP_MEMBER else ()
    return (*asking, *colleagues_named(viewer, colleagues))


def _each(
    question: agenda.Together, experts: Sequence[Shown], wish: Mapping[str, Any], now: datetime
) -> Answer:
    minutes, by_person = question.offer.session_minutes, {expert.person_id: expert for expert in experts}
    found = agenda.first_starts_of_each(
        question, window=_window(wish), now=now, at_most=wish["first"], reasons=wish["reasons"]
    )
    rows = [
        _row(by_person[person], found, starts, wish)
        | {"starts": spans_of(starts, minutes), "empty_days": _empty(found.empty.get(person, {}))}
        for person, starts in found.starts.items()
    ]
    return {"experts": rows, "starts": [], "empty_days": []}, found


def _all(
    question: agenda.Together, experts: Sequence[Shown], wish: Mapping[str, Any], now: datetime
) -> Answer:
    found = agenda.starts_for_all(
        question, window=_window(wish), now=now, at_most=wish["first"], reasons=wish["reasons"]
    )
    spans = spans_of(found.starts, question.offer.session_minutes)
    answer = {
        "experts": [_row(expert, found, found.starts, wish) for expert in experts],
        "starts": [span | {"expert": None} for span in spans],
        "empty_days": _empty(found.empty),
    }
    return answer, found


def _any(
    question: agenda.Together, experts: Sequence[Shown], wish: Mapping[str, Any], now: datetime
) -> Answer:
    found = agenda.starts_of_any(
        question, window=_window(wish), now=now, at_most=wish["first"], reasons=wish["reasons"]
    )
    ids = {expert.person_id: expert.pk for expert in experts}
    spans = spans_of(found.starts, question.offer.session_minutes)
    turns = zip(spans, found.turns, strict=True)
    answer = {
        "experts": [_row(expert, found, found.starts, wish) for expert in experts],
        "starts": [span | {"expert": ids[person]} for span, person in turns],
        "empty_days": _empty(found.empty),
    }
    return answer, found


MODES = {"each": _each, "all": _all, "any": _any}


def _window(wish: Mapping[str, Any]) -> tuple[datetime, datetime]:
    return wish["from"], wish["until"]


def _row(
    expert: Shown, found: agenda.Found | agenda.Shared, starts: Sequence[datetime], wish: Mapping[str, Any]
) -> dict[str, Any]:
    said = found.said.get(expert.person_id) or Intentions(expert.time_zone)
    zones = clock_of(said, starts)
    return {
        "id": expert.pk,
        "name": expert.name,
        "organisation": expert.organisation,
        "time_zone": first_zone(said, zones, wish["from"]),
        "clock": zones,
        "calendar": calendar_of(found.readings.get(expert.person_id)),
        "starts": [],
        "empty_days": [],
    }


def _empty(days: Mapping[date, DayReason]) -> list[dict[str, str]]:
    return [{"on": on.isoformat(), "reason": reason.value} for on, reason in days.items()]
