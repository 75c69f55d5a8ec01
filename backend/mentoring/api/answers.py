from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from mentoring import operations
from mentoring.answers import require_open, session_of_token
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.api.serializers import AnswerSerializer, AnswerViewSerializer


class AnswerView(APIView):
    """A request as its expert sees it behind the signed link of a message; the link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=AnswerViewSerializer)
    def get(self, request: Request, token: str) -> Response:
        return Response(AnswerViewSerializer(session_of_token(token, now=clock.now())).data)


class _AnswerDeed(APIView):
    permission_classes = [AllowAny]
    authentication_classes: list[type] = []
    operation: Any

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=AnswerSerializer, responses=AnswerViewSerializer)
    @once
    def post(self, request: Request, token: str) -> Response:
        now = clock.now()
        session = session_of_token(token, now=now)
        require_open(session)
        asked = AnswerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        expert = session.expert.person
        type(self).operation(session_id=session.pk, by=expert, now=now, **asked.validated_data)
        return Response(AnswerViewSerializer(session_of_token(token, now=now)).data)


class AnswerAcceptView(_AnswerDeed):
    operation = staticmethod(operations.accept_session)


class AnswerDeclineView(_AnswerDeed):
    operation = staticmethod(operations.decline_session)
