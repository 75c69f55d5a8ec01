"""The person's own say over the secret address of their calendar; what it shows is told where sessions are known."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import AnyoneSignedIn
from calendars.operations import end_feed, make_feed
from calendars.queries import feed_of


class CalendarFeedSerializer(serializers.Serializer[Any]):
    """Whether there is a feed; its address cannot be shown again."""

    exists = serializers.BooleanField()
    made_at = serializers.DateTimeField(allow_null=True)


class NewCalendarFeedSerializer(serializers.Serializer[Any]):
    """The address, this once."""

    url = serializers.URLField()
    made_at = serializers.DateTimeField()


class CalendarFeedView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=CalendarFeedSerializer)
    def get(self, request: Request) -> Response:
        feed = feed_of(signed_in(request))
        return Response(
            CalendarFeedSerializer({"exists": feed is not None, "made_at": feed and feed.made_at}).data
        )

    @extend_schema(request=None, responses={201: NewCalendarFeedSerializer})
    def post(self, request: Request) -> Response:
        """Make the address, or another: the one before opens nothing from now on."""
        now = clock.now()
        token = make_feed(person=signed_in(request), now=now)
        answer = {"url": f"{settings.PUBLIC_URL}/feeds/{token}.ics", "made_at": now}
        return Response(NewCalendarFeedSerializer(answer).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        """The address opens nothing from now on."""
        end_feed(person=signed_in(request), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
