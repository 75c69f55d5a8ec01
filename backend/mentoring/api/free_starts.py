from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.fields import TimeZoneField
from accounts.models import Person, Role
from accounts.permissions import SessionPeople
from agenda import wall_clock
from agenda.availability import Availability
from agenda.dates import date_at
from agenda.intentions import Intentions
from agenda.models import ReadingState
from agenda.queries import OnWhoseClock, Reading, Together, Told, told_starts
from agenda.slots import DayReason
from clock.fields import InstantField
from directory.models import Expert
from directory.queries import experts_shown
from mentoring.api.clocks import ClockSerializer, clock_of, first_zone, said_by
from mentoring.api.empty_days import WhyEmptySerializer, why_empty
from mentoring.api.serializers import FreeStartSerializer
from mentoring.beside_agreed import MINUTE, apart_in, others_than_own
from mentoring.companions import named_beside, present_in
from mentoring.models import Companion, Programme, Session
from mentoring.programmes.taking_part import require_running, require_shown
from mentoring.queries import offer_of, sessions_visible_to
from mentoring.quota_standing import Standing, programme_and_standings, within_quota
from mentoring.refusals import instant, spans_of
from storing import Compiled

WIDEST = timedelta(days=62)


class WindowSerializer(serializers.Serializer[Any]):
    """From when until when starts are asked for."""

    until = InstantField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        fields["from"] = InstantField()  # a keyword of the language: declared by name
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["from"] < attrs["until"] <= attrs["from"] + WIDEST:
            message = _("Ask for a window that ends after it begins and is at most 62 days long.")
            raise serializers.ValidationError({"until": message}, code="bad_window")
        return attrs


class IdsField(serializers.CharField):
    """Ids with commas between them: "3,1,4"."""

    def to_internal_value(self, data: Any) -> Any:
        words = str(data).split(",")
        if not all(word.isascii() and word.isdigit() and len(word) < 10 for word in words):
            raise serializers.ValidationError(
                _("Give the ids of experts with commas between."), code="bad_ids"
            )
        return list(dict.fromkeys(map(int, words)))


class FreeStartsQuerySerializer(WindowSerializer):
    programme = serializers.CharField(help_text="Its slug")
    experts = IdsField(required=False, help_text="Ids of other experts who are to take part too")
    colleagues = IdsField(
        required=False, help_text="Ids of people of the caller's own company who are to take part too"
    )
    moving = serializers.UUIDField(
        required=False,
        help_text="A session of the caller's that is to get another start; it has to suit all who take part in it",
    )
    beside_agreed = serializers.BooleanField(
        default=False,
        help_text="Starts that can be proposed while `moving` keeps its agreed time: none that meets it",
    )
    reasons_in = TimeZoneField(
        required=False, help_text="Tell why dates on the clock of this zone have no start"
    )
    reasons_on = serializers.ChoiceField(
        choices=["viewer", "expert", "founder"],
        required=False,
        help_text="The same, on the clock by which this one lives, journeys included; the founder is that of `moving`",
    )


class CalendarReadingSerializer(serializers.Serializer[Any]):
    """What is known of somebody's own calendar. Time of which nothing is known is not offered, unless they said so."""

    state = serializers.ChoiceField(choices=ReadingState.choices)
    as_of = serializers.DateTimeField(allow_null=True, help_text="When it was last read")


class AskerSerializer(serializers.Serializer[Any]):
    """Somebody who asks: nothing is offered either while nothing is known of their time."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    calendar = CalendarReadingSerializer(allow_null=True, help_text="Null if they never connected one")


class FreeStartsSerializer(serializers.Serializer[Any]):
    expert_time_zone = serializers.CharField(help_text="On whose clock the expert lives at the first start")
    viewer_time_zone = serializers.CharField()
    expert_clock = ClockSerializer(many=True, help_text="Where the expert lives at these starts")
    viewer_clock = ClockSerializer(many=True)
    founder_clock = ClockSerializer(
        many=True, help_text="Where the founder of the session lives that is to get another start; else empty"
    )
    session_minutes = serializers.IntegerField()
    apart_minutes = serializers.IntegerField(
        help_text="So far apart, pauses included, starts lie at least that are proposed together for `moving`"
    )
    starts = FreeStartSerializer(many=True, help_text="Of `moving` never the one that it has")
    calendar = CalendarReadingSerializer(
        allow_null=True, help_text="Of the expert; null if they never connected one"
    )
    asking = AskerSerializer(
        allow_null=True, help_text="The founder who asks, or whose session is moved; null if none does"
    )
    empty_days = WhyEmptySerializer(
        many=True, help_text="On the clock of `reasons_in` or `reasons_on`; none unless asked for"
    )


class FreeStartsView(APIView):
    """When an expert can be booked: starts in UTC, with both zones to show them in."""

    permission_classes = [SessionPeople]

    @extend_schema(parameters=[FreeStartsQuerySerializer], responses=FreeStartsSerializer)
    def get(self, request: Request, expert_id: int) -> Response:
        viewer, now = signed_in(request), clock.now()
        asked = FreeStartsQuerySerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        moving = self._moving(viewer, wish.get("moving"))
        programme, standings = programme_asked_for(wish["programme"], viewer=viewer, now=now, moving=moving)
        expert = _expert(expert_id, programme, viewer, moving)
        beside = moving.founder if moving else viewer if viewer.role == Role.STARTUP_MEMBER else None
        others = _others(expert_id, programme, wish, viewer, moving)
        asked_for = Together(
            experts=(expert.person_id, *(one.person_id for one in others if one.expert is not None)),
            offer=offer_of(programme),
            beside=(
                *([beside] if beside else []),
                *(one.person for one in others if one.expert is None),
            ),
            moving=moving.pk if moving else None,
        )
        shown_on = _reasons_on(wish, viewer, expert.person_id, moving)
        told = told_starts(asked_for, window=(wish["from"], wish["until"]), now=now, shown_on=shown_on)
        apart = apart_in(moving) if moving else timedelta(minutes=programme.session_minutes)
        possible = told.starts
        if moving:
            possible = others_than_own(moving, possible, apart if wish["beside_agreed"] else MINUTE)
        starts = within_quota(possible, standings)
        theirs = told.said[expert.person_id]
        answer = {
            **_clocks({"expert": theirs, "viewer": said_by(viewer, told.said)}, starts, wish["from"]),
            "founder_clock": clock_of(said_by(moving.founder, told.said), starts) if moving else [],
            "session_minutes": programme.session_minutes,
            "apart_minutes": apart // MINUTE,
            "starts": spans_of(starts, programme.session_minutes),
            "calendar": calendar_of(told.readings.get(expert.person_id)),
            "asking": asker_of(beside, told.readings) if beside else None,
            "empty_days": _why_empty(told, possible, starts, shown_on(told.said)) if shown_on else [],
        }
        return Response(answer)

    @staticmethod
    def _moving(viewer: Person, session_id: object) -> Session | None:
        if session_id is None:
            return None
        return get_object_or_404(sessions_visible_to(viewer), pk=session_id)


def _visible(*, to_coordinators: bool) -> Compiled[Expert]:
    experts = experts_shown(to_coordinators=to_coordinators).prefetch_related(None)
    return Compiled(lambda pk: experts.filter(pk=pk).values_list("person_id", "kind"), pk=int)


SEEN_BY_COORDINATORS, SEEN_BY_ALL = _visible(to_coordinators=True), _visible(to_coordinators=False)


def _expert(expert_id: int, programme: Programme, viewer: Person, moving: Session | None) -> Expert:
    for person_id, kind in (SEEN_BY_COORDINATORS if viewer.coordinates else SEEN_BY_ALL).rows(pk=expert_id):
        expert = Expert(pk=expert_id, person_id=person_id, kind=kind)
        break
    else:
        raise Http404
    if moving is None:  # what is agreed may be moved, whoever left the programme since
        require_shown(programme, expert, viewer)
    return expert


def _others(
    expert_id: int, programme: Programme, wish: Mapping[str, Any], viewer: Person, moving: Session | None
) -> Sequence[Companion]:
    """Who takes part beside the expert and whoever asks. No statement where nobody does."""
    if moving:
        return present_in(moving)
    experts = [one for one in wish.get("experts", []) if one != expert_id]
    return named_beside(programme, experts=experts, colleagues=wish.get("colleagues", []), by=viewer)


def _clocks(
    sides: Mapping[str, Intentions], starts: Sequence[datetime], otherwise: datetime
) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for side, said in sides.items():
        clock = clock_of(said, starts)
        answer |= {f"{side}_time_zone": first_zone(said, clock, otherwise), f"{side}_clock": clock}
    return answer


def _reasons_on(
    wish: Mapping[str, Any], viewer: Person, expert_id: int, moving: Session | None
) -> OnWhoseClock | None:
    """On whose clock reasons are asked for, if any are."""
    zone, side = wish.get("reasons_in"), wish.get("reasons_on")
    if side is None:
        return (lambda _known: Availability(zone)) if zone else None
    reader = moving.founder if side == "founder" and moving else viewer

    def clock_in(known: Mapping[int, Intentions]) -> Availability:
        said = known[expert_id] if side == "expert" else said_by(reader, known)
        return Availability(said.time_zone, travel=tuple(said.travel))

    return clock_in


def _why_empty(
    told: Told, others: Sequence[datetime], starts: list[datetime], reader: Availability
) -> list[dict[str, str]]:
    """A date that has nothing but what meets the agreed time is taken by that; `others` are the starts beside it."""
    lost = set(others) - set(starts)

    def date_of(start: datetime) -> date:
        return wall_clock.date_of(date_at(reader, wall_clock.minute_before(start)))

    left = {date_of(start) for start in others}
    own = {date_of(start) for start in told.starts} - left
    empty = dict(sorted((told.empty | dict.fromkeys(own, DayReason.BUSY)).items()))
    return why_empty(empty, told.holidays, over_quota=lost, left=starts, date_of=date_of)


def programme_asked_for(
    slug: str, *, viewer: Person, now: datetime, moving: Session | None = None
) -> tuple[Programme, list[Standing]]:
    """The programme of that slug, and what has been used of its quotas by whoever asks. Raises ValidationError; unless a
    session is moved, ProgrammeNotRunning and ProgrammeClosed, as booking does."""
    try:
        programme, standings = programme_and_standings(slug, viewer=viewer, now=now, moving=moving)
    except Programme.DoesNotExist as error:
        message = serializers.SlugRelatedField.default_error_messages["does_not_exist"]
        told = serializers.ErrorDetail(message.format(slug_name="slug", value=slug), code="does_not_exist")
        raise serializers.ValidationError({"programme": [told]}) from error
    if moving is None:
        require_running(programme)
    return programme, standings


def asker_of(person: Person, readings: Mapping[int, Reading]) -> dict[str, Any]:
    """What the API tells of somebody who asks."""
    return {"id": person.pk, "name": person.name, "calendar": calendar_of(readings.get(person.pk))}


def calendar_of(reading: Reading | None) -> dict[str, Any] | None:
    """What the API tells of somebody's own calendar."""
    if reading is None:
        return None
    return {"state": reading.state, "as_of": reading.as_of and instant(reading.as_of)}
