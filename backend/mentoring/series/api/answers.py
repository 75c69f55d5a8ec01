"""A series answered by a signed link: the link is the permission."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

import clock
from mentoring.api.looking import LooksFirst, looking_first
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.models import Series
from mentoring.series import answering
from mentoring.series.api.bodies import SeriesAcceptSerializer, SeriesAnswerSerializer
from mentoring.series.api.serializers import SeriesAnswerViewSerializer
from mentoring.series.links import SeriesBearer, bearer_of_series_token, require_unanswered


class SeriesAnswerView(APIView):
    """The dates that were asked for together, as the expert sees them who is to answer."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    @extend_schema(responses=SeriesAnswerViewSerializer)
    def get(self, request: Request, token: str) -> Response:
        return Response(_shown(bearer_of_series_token(token, now=clock.now())))


class _SeriesAnswerDeed(LooksFirst):
    permission_classes = [AllowAny]
    authentication_classes: list[type] = []
    serializer_class: type[Serializer[Any]] = SeriesAnswerSerializer

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=SeriesAnswerSerializer, responses=SeriesAnswerViewSerializer
    )
    @looking_first
    @once
    def post(self, request: Request, token: str) -> Response:
        """All of the dates at once. 409 `already_answered`, 410 `link_expired`."""
        now = clock.now()
        bearer = bearer_of_series_token(token, now=now)
        require_unanswered(bearer)
        asked = self.serializer_class(data=request.data)
        asked.is_valid(raise_exception=True)
        self.carry_out(
            series_id=bearer.series.pk,
            asked_at=bearer.asked_at,
            by=bearer.person,
            now=now,
            **asked.validated_data,
        )
        return Response(_shown(bearer_of_series_token(token, now=now)))

    def carry_out(self, **given: Any) -> Series:
        raise NotImplementedError


class SeriesAnswerAcceptView(_SeriesAnswerDeed):
    serializer_class = SeriesAcceptSerializer

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=SeriesAcceptSerializer, responses=SeriesAnswerViewSerializer
    )
    def post(self, request: Request, token: str) -> Response:
        """All of the dates at once; knowingly, if the bearer's own calendar shows something at one of them."""
        return super().post(request, token)

    def carry_out(self, **given: Any) -> Series:
        return answering.accept_series(**given, looked=self.looked)


class SeriesAnswerDeclineView(_SeriesAnswerDeed):
    def carry_out(self, **given: Any) -> Series:
        return answering.decline_series(**given)


def _shown(bearer: SeriesBearer) -> dict[str, Any]:
    return dict(SeriesAnswerViewSerializer(bearer.series, context={"bearer": bearer}).data)
