"""What the two of a pair do, over HTTP: each deed answers with the whole pair as it is then."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators, SessionPeople, SessionSides
from mentoring.api.looking import LooksFirst, looking_first
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.groups.serializers import NothingAskedSerializer
from mentoring.models import Relation
from mentoring.queries import sessions_visible_to
from mentoring.relations import agreeing, meeting, overseeing, working
from mentoring.relations.api import serializers as shapes
from mentoring.relations.api.detail import BriefSerializer, RelationDetailSerializer
from mentoring.relations.api.relations import relation_of, relation_response
from mentoring.relations.briefs import brief_of
from mentoring.series.api.serializers import SeriesPreviewSerializer


class _PairDeed(LooksFirst, generics.GenericAPIView[Relation]):
    """Reads the body by `serializer_class`, calls `operation` once with it and with what the address names."""

    permission_classes: Any = [SessionSides]
    serializer_class: Any
    queryset = Relation.objects.none()
    filter_backends: Any = []
    pagination_class = None
    operation: ClassVar[Callable[..., object]]
    looks_first: ClassVar[bool] = (
        False  # whether the operation wants to be told whose calendars were looked at
    )

    def done(self, request: Request, relation_id: UUID, **route: Any) -> Response:
        person, now = signed_in(request), clock.now()
        relation = relation_of(request, relation_id)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = {**route, "looked": self.looked} if self.looks_first else route
        type(self).operation(relation=relation, by=person, now=now, **given, **asked.validated_data)
        return relation_response(relation_id, person, now)


class _Post(_PairDeed):
    @extend_schema(parameters=[IDEMPOTENCY_KEY], responses=RelationDetailSerializer)
    @looking_first
    @once
    def post(self, request: Request, relation_id: UUID, **route: Any) -> Response:
        return self.done(request, relation_id, **route)


class _Patch(_PairDeed):
    @extend_schema(parameters=[IDEMPOTENCY_KEY], responses=RelationDetailSerializer)
    @once
    def patch(self, request: Request, relation_id: UUID, **route: Any) -> Response:
        return self.done(request, relation_id, **route)


class _Delete(_PairDeed):
    serializer_class = NothingAskedSerializer

    @extend_schema(request=None, responses=RelationDetailSerializer)
    @once
    def delete(self, request: Request, relation_id: UUID, **route: Any) -> Response:
        return self.done(request, relation_id, **route)


class AgreementPreviewView(APIView):
    permission_classes = [SessionSides]

    @extend_schema(request=shapes.AgreementTermsSerializer, responses=SeriesPreviewSerializer)
    def post(self, request: Request, relation_id: UUID) -> Response:
        """Every date that these terms would book, on both clocks, and why one cannot be had. Nothing is kept."""
        person, now = signed_in(request), clock.now()
        relation = relation_of(request, relation_id)
        asked = shapes.AgreementTermsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        terms = agreeing.Terms(**asked.validated_data)
        wanted, dates = agreeing.rehearse_agreement(relation=relation, terms=terms, by=person, now=now)
        return Response(SeriesPreviewSerializer({"wanted": wanted, "dates": dates}).data)


def _propose(*, relation: Relation, by: Any, now: Any, looked: Any, **terms: Any) -> None:
    given = agreeing.Terms(**terms)
    agreeing.propose_agreement(relation=relation, terms=given, by=by, now=now, looked=looked)


class ProposeAgreementView(_Post):
    """Goals and regular sessions, for the other side to agree to. 409 `series_clashes` tells which dates cannot be had."""

    serializer_class = shapes.AgreementTermsSerializer
    operation = staticmethod(_propose)
    looks_first = True


class AgreeView(_Post):
    """The other side agrees: every date is booked, or none."""

    serializer_class = shapes.AgreementAnswerSerializer
    operation = staticmethod(agreeing.agree)
    looks_first = True


class DeclineAgreementView(_Post):
    serializer_class = shapes.AgreementAnswerSerializer
    operation = staticmethod(agreeing.decline_agreement)


class BookSessionView(_Post):
    """One session at a free start. Booked by the expert it is agreed at once. 409 `slot_taken` tells the next free starts."""

    serializer_class = shapes.PairSessionSerializer
    operation = staticmethod(meeting.book_session)
    looks_first = True


class ActionsView(_Post):
    """Something to do, shown at every session until it is done."""

    serializer_class = shapes.NewActionSerializer
    operation = staticmethod(working.add_action)


class ActionView(_Patch):
    serializer_class = shapes.ActionChangeSerializer
    operation = staticmethod(working.change_action)


class MilestonesView(_Post):
    serializer_class = shapes.NewMilestoneSerializer
    operation = staticmethod(working.add_milestone)


class MilestoneView(_Patch):
    serializer_class = shapes.MilestoneMarkSerializer
    operation = staticmethod(working.mark_milestone)


class LinksView(_Post):
    """A file that lies elsewhere, by its https address."""

    serializer_class = shapes.NewLinkSerializer
    operation = staticmethod(working.add_link)


class LinkView(_Delete):
    operation = staticmethod(working.remove_link)


class PrivateNotesView(_Post):
    """A note for the author alone."""

    serializer_class = shapes.NewPrivateNoteSerializer
    operation = staticmethod(working.write_private_note)


class PrivateNoteView(_Delete):
    operation = staticmethod(working.remove_private_note)


class RatingsView(_Post):
    """How a session was, or the pair at half-time: for coordinators and the caller's own side."""

    serializer_class = shapes.NewRatingSerializer
    operation = staticmethod(overseeing.rate)


class RematchView(_Post):
    """Asks for another partner. Coordinators are told, and nobody else."""

    serializer_class = shapes.RematchSerializer
    operation = staticmethod(overseeing.wish_for_another)


class SettleRematchView(_Post):
    permission_classes = [Coordinators]
    serializer_class = NothingAskedSerializer
    operation = staticmethod(overseeing.settle_wishes)


class BriefView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=BriefSerializer)
    def get(self, request: Request, session_id: UUID) -> Response:
        """What to know before the session, as it is at this moment."""
        viewer = signed_in(request)
        visible = sessions_visible_to(viewer).prefetch_related("startup__needs")
        session = get_object_or_404(visible, pk=session_id)
        return Response(BriefSerializer(brief_of(session, viewer)).data)
