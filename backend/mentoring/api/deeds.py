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
from mentoring import disputing, keeping, moving, operations, proposing
from mentoring.api import bodies, detail
from mentoring.api.looking import LooksFirst, looking_first
from mentoring.api.matching import IF_MATCH, revisions_seen
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.api.sessions import detail_response
from mentoring.leaving import leave_session
from mentoring.models import Session
from mentoring.queries import sessions_visible_to


class DeedView(LooksFirst, generics.GenericAPIView[Session]):
    """Who may see the session may try; the rules of mentoring say whether it is possible now (409 if not)."""

    permission_classes = [SessionPeople]
    operation: ClassVar[Callable[..., Session]]
    looks_first: ClassVar[bool] = (
        False  # whether the operation wants to be told whose calendars were looked at
    )

    @extend_schema(parameters=[IDEMPOTENCY_KEY, IF_MATCH], responses=detail.SessionDetailSerializer)
    @looking_first
    @once
    def post(self, request: Request, session_id: UUID) -> Response:
        person, now = signed_in(request), clock.now()
        get_object_or_404(sessions_visible_to(person), pk=session_id)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        seen = revisions_seen(request)
        wish = asked.validated_data | ({"looked": self.looked} if self.looks_first else {})
        type(self).operation(session_id=session_id, by=person, now=now, seen=seen, **wish)
        return detail_response(session_id, person, now)


class AcceptView(DeedView):
    serializer_class = bodies.AcceptSerializer
    operation = staticmethod(operations.accept_session)
    looks_first = True


class DeclineView(DeedView):
    serializer_class = bodies.AnswerSerializer
    operation = staticmethod(operations.decline_session)


class RescheduleView(DeedView):
    serializer_class = bodies.RescheduleSerializer
    operation = staticmethod(moving.reschedule_session)
    looks_first = True


class CancelView(DeedView):
    serializer_class = bodies.CancelSerializer
    operation = staticmethod(operations.cancel_session)


class ProposeView(DeedView):
    serializer_class = bodies.ProposeSerializer
    operation = staticmethod(proposing.propose_times)


class TakeView(DeedView):
    serializer_class = bodies.TakeSerializer
    operation = staticmethod(proposing.take_start)
    looks_first = True


class TurnDownView(DeedView):
    serializer_class = bodies.AnswerSerializer
    operation = staticmethod(proposing.turn_down)


class ConfirmCancelView(DeedView):
    """Whoever deleted it in their calendar asks whether it is off: it is."""

    serializer_class = bodies.ConfirmCancelSerializer
    operation = staticmethod(operations.confirm_cancel)


class ExcuseView(DeedView):
    """The startup cancelled late, and it does not count against its quota all the same."""

    serializer_class = bodies.ExcuseSerializer
    operation = staticmethod(operations.excuse_cancel)


class KeepView(DeedView):
    """It is not off, although somebody deleted it in their calendar."""

    serializer_class = bodies.CompleteSerializer
    operation = staticmethod(keeping.keep_session)


class LeaveView(DeedView):
    """Somebody who takes part beside the two cannot come. An expert sees no more of it from then on."""

    serializer_class = bodies.AnswerSerializer

    @extend_schema(parameters=[IDEMPOTENCY_KEY, IF_MATCH], responses={204: None})
    @once
    def post(self, request: Request, session_id: UUID) -> Response:
        person, now = signed_in(request), clock.now()
        get_object_or_404(sessions_visible_to(person), pk=session_id)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        seen = revisions_seen(request)
        leave_session(session_id=session_id, by=person, now=now, seen=seen, **asked.validated_data)
        return Response(status=204)


class CompleteView(DeedView):
    serializer_class = bodies.CompleteSerializer
    operation = staticmethod(operations.complete_session)


class NoShowView(DeedView):
    serializer_class = bodies.NoShowSerializer
    operation = staticmethod(disputing.mark_no_show)


class DisputeView(DeedView):
    serializer_class = bodies.DisputeSerializer
    operation = staticmethod(disputing.dispute_no_show)


class SettleView(DeedView):
    serializer_class = bodies.SettleSerializer
    operation = staticmethod(disputing.settle_dispute)


class NotesView(DeedView):
    serializer_class = bodies.NewNoteSerializer
    operation = staticmethod(operations.leave_note)
