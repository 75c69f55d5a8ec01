"""What can be done to a session: one address a deed, one operation behind it."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

import clock
from accounts.api import signed_in
from accounts.permissions import SessionPeople
from mentoring import disputing, moving, operations, proposing
from mentoring.api import bodies, detail
from mentoring.api.matching import IF_MATCH, revisions_seen
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.api.sessions import detail_response
from mentoring.models import Session
from mentoring.queries import sessions_visible_to


class DeedView(generics.GenericAPIView[Session]):
    """Who may see the session may try; the rules of mentoring say whether it is possible now (409 if not)."""

    permission_classes = [SessionPeople]
    operation: ClassVar[Callable[..., Session]]

    @extend_schema(parameters=[IDEMPOTENCY_KEY, IF_MATCH], responses=detail.SessionDetailSerializer)
    @once
    def post(self, request: Request, session_id: UUID) -> Response:
        person, now = signed_in(request), clock.now()
        get_object_or_404(sessions_visible_to(person), pk=session_id)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        seen = revisions_seen(request)
        type(self).operation(session_id=session_id, by=person, now=now, seen=seen, **asked.validated_data)
        return detail_response(session_id, person, now)


class AcceptView(DeedView):
    serializer_class = bodies.AnswerSerializer
    operation = staticmethod(operations.accept_session)


class DeclineView(DeedView):
    serializer_class = bodies.AnswerSerializer
    operation = staticmethod(operations.decline_session)


class RescheduleView(DeedView):
    serializer_class = bodies.RescheduleSerializer
    operation = staticmethod(moving.reschedule_session)


class CancelView(DeedView):
    serializer_class = bodies.CancelSerializer
    operation = staticmethod(operations.cancel_session)


class ProposeView(DeedView):
    serializer_class = bodies.ProposeSerializer
    operation = staticmethod(proposing.propose_times)


class TakeView(DeedView):
    serializer_class = bodies.TakeSerializer
    operation = staticmethod(proposing.take_start)


class TurnDownView(DeedView):
    serializer_class = bodies.AnswerSerializer
    operation = staticmethod(proposing.turn_down)


class CompleteView(DeedView):
    serializer_class = bodies.CompleteSerializer
    operation = staticmethod(operations.complete_session)


class NoShowView(DeedView):
    serializer_class = bodies.NoShowSerializer
    operation = staticmethod(operations.mark_no_show)


class DisputeView(DeedView):
    serializer_class = bodies.DisputeSerializer
    operation = staticmethod(disputing.dispute_no_show)


class SettleView(DeedView):
    serializer_class = bodies.SettleSerializer
    operation = staticmethod(disputing.settle_dispute)


class NotesView(DeedView):
    serializer_class = bodies.NewNoteSerializer
    operation = staticmethod(operations.leave_note)
