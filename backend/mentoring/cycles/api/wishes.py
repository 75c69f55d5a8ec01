"""What somebody wants of a cycle: their own, or for coordinators anybody's."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import SessionPeople
from directory.models import Startup
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.cycles.api import serializers as shapes
from mentoring.cycles.api.cycles import cycle_of
from mentoring.cycles.queries import candidates_for
from mentoring.cycles.wishing import TAKES_WISHES, Party, Say, due_for, keep_wish, own_party
from mentoring.models import Cycle, Wish
from mentoring.programmes.queries import experts_in, startups_in

WHOSE = [
    OpenApiParameter(side, int, description=f"For coordinators: the {side} for whom they speak")
    for side in shapes.SIDES
]


class CycleWishView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(parameters=WHOSE, responses=shapes.WishSerializer)
    def get(self, request: Request, cycle_id: int) -> Response:
        """Whom one may rank, and what was said so far."""
        cycle = cycle_of(request, cycle_id)
        return _wish_response(request, cycle, _party(request, cycle), clock.now())

    @extend_schema(
        parameters=[*WHOSE, IDEMPOTENCY_KEY],
        request=shapes.NewWishSerializer,
        responses=shapes.WishSerializer,
    )
    @once
    def put(self, request: Request, cycle_id: int) -> Response:
        """Keep a draft, or send it. 409 `due_passed` a second after it was due, except for coordinators."""
        person, now = signed_in(request), clock.now()
        cycle = cycle_of(request, cycle_id)
        party = _party(request, cycle)
        asked = shapes.NewWishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        send = data.pop("send")
        keep_wish(
            cycle_id=cycle.pk,
            party=party,
            say=Say(**data),
            send=send,
            by=person,
            now=now,
            for_them=person.coordinates,
        )
        return _wish_response(request, cycle, party, now)


def _party(request: Request, cycle: Cycle) -> Party:
    person = signed_in(request)
    if not person.coordinates:
        return own_party(cycle, person)
    named = {side: request.query_params[side] for side in shapes.SIDES if side in request.query_params}
    if len(named) != 1:
        raise ValidationError({"startup": [_("Say for which startup or which expert you write.")]})
    ((side, key),) = named.items()
    if not key.isdecimal() or len(key) > 18:
        raise ValidationError({side: [_("Send the number of the startup or the expert.")]})
    if side == "startup":
        return get_object_or_404(startups_in(cycle.programme), pk=int(key))
    return get_object_or_404(experts_in(cycle.programme).select_related("person"), pk=int(key))


def _wish_response(request: Request, cycle: Cycle, party: Party, now: datetime) -> Response:
    person = signed_in(request)
    wishes = cycle.wishes.filter(**({"startup": party} if isinstance(party, Startup) else {"expert": party}))
    said = {
        one.is_draft: _said(one) for one in wishes.select_related("by").prefetch_related("choices", "topics")
    }
    due = None if person.coordinates else due_for(cycle, party, person, now)
    topics = party.needs if isinstance(party, Startup) else party.topics
    shown = {
        "side": "startup" if isinstance(party, Startup) else "expert",
        "name": _name(party, person),
        "due_at": due,
        "is_open": cycle.is_living if due is None else cycle.state in TAKES_WISHES and now <= due,
        "profile_topics": sorted(topic.slug for topic in topics.all()),
        "candidates": candidates_for(cycle, party),
        "sent": said.get(False),
        "draft": said.get(True),
    }
    return Response(shapes.WishSerializer(shown).data)


def _name(party: Party, reader: Person) -> str:
    if not isinstance(party, Startup):
        return party.person.name
    return party.name_ko if reader.language == "ko" else party.name_en


def _said(wish: Wish) -> dict[str, Any]:
    choices = list(wish.choices.all())
    return {
        "ranks": [one.expert_id or one.startup_id for one in choices if one.place],
        "vetoes": [one.startup_id for one in choices if not one.place],
        "needs": wish.needs,
        "topics": sorted(topic.slug for topic in wish.topics.all()),
        "at": wish.at,
        "by": wish.by.name,
        "for_them": wish.for_them,
    }
