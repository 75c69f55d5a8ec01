from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

import clock
from agenda.own_clock import know_journeys
from calendars.queries import rooms_of, shown_by_google
from mentoring import operations, proposing
from mentoring.answers import Bearer, bearer_of_token, require_open
from mentoring.api.bodies import AcceptSerializer, AnswerSerializer, TakeSerializer
from mentoring.api.looking import LooksFirst, looking_first
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.api.serializers import AnswerViewSerializer
from mentoring.companions import named_in
from mentoring.refusals import LinkUnknown


class AnswerView(APIView):
    """A request, or a proposal of other times, as who is to answer sees it; the link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=AnswerViewSerializer)
    def get(self, request: Request, token: str) -> Response:
        return Response(_shown(bearer_of_token(token, now=clock.now())))


class _AnswerDeed(LooksFirst):
    permission_classes = [AllowAny]
    authentication_classes: list[type] = []
    serializer_class: type[Serializer[Any]] = AnswerSerializer

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=AnswerSerializer, responses=AnswerViewSerializer)
    @looking_first
    @once
    def post(self, request: Request, token: str) -> Response:
        now = clock.now()
        bearer = bearer_of_token(token, now=now)
        require_open(bearer)
        asked = self.serializer_class(data=request.data)
        asked.is_valid(raise_exception=True)
        operation = self.operation_for(bearer)
        operation(session_id=bearer.session.pk, by=bearer.person, now=now, **asked.validated_data)
        return Response(_shown(bearer_of_token(token, now=now)))

    def operation_for(self, bearer: Bearer) -> Any:
        raise NotImplementedError


class AnswerAcceptView(_AnswerDeed):
    """Yes to the request; knowingly, if the bearer's own calendar shows something then."""

    serializer_class = AcceptSerializer

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=AcceptSerializer, responses=AnswerViewSerializer)
    def post(self, request: Request, token: str) -> Response:
        return super().post(request, token)

    def operation_for(self, bearer: Bearer) -> Any:
        if bearer.proposal:
            raise LinkUnknown
        return partial(operations.accept_session, looked=self.looked)


class AnswerDeclineView(_AnswerDeed):
    """No to the request, or to all of the proposed times."""

    def operation_for(self, bearer: Bearer) -> Any:
        return proposing.turn_down if bearer.proposal else operations.decline_session


class AnswerTakeView(_AnswerDeed):
    """One of the proposed times; knowingly, if the bearer's own calendar shows something then."""

    serializer_class = TakeSerializer

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=TakeSerializer, responses=AnswerViewSerializer)
    def post(self, request: Request, token: str) -> Response:
        return super().post(request, token)

    def operation_for(self, bearer: Bearer) -> Any:
        if bearer.proposal is None:
            raise LinkUnknown
        return partial(proposing.take_start, looked=self.looked)


def _shown(bearer: Bearer) -> dict[str, Any]:
    know_journeys(named_in(bearer.session))
    ids = [bearer.session.pk]
    context = {"bearer": bearer, "rooms": rooms_of(ids), "in_google": shown_by_google(bearer.person, ids)}
    return dict(AnswerViewSerializer(bearer.session, context=context).data)
