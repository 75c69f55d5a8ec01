"""A person's own say over the secret addresses of programmes' calendars."""

from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import SessionPeople
from mentoring.programme_feeds.operations import end_programme_feed, make_programme_feed
from mentoring.programme_feeds.queries import programme_feeds_of
from mentoring.programmes.showing import programmes_bookable_by


class ProgrammeFeedSerializer(serializers.Serializer[Any]):
    """A programme, and whether one has a feed of it; its address cannot be shown again."""

    slug = serializers.SlugField(source="programme.slug")
    name_ko = serializers.CharField(source="programme.name_ko")
    name_en = serializers.CharField(source="programme.name_en")
    exists = serializers.SerializerMethodField()
    made_at = serializers.DateTimeField(allow_null=True)

    def get_exists(self, standing: Any) -> bool:
        return standing.made_at is not None


class NewProgrammeFeedSerializer(serializers.Serializer[Any]):
    """The address, this once."""

    url = serializers.URLField()
    made_at = serializers.DateTimeField()


class ProgrammeFeedsView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=ProgrammeFeedSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The programmes in which one can book, and those that one has a feed of."""
        return Response(ProgrammeFeedSerializer(programme_feeds_of(signed_in(request)), many=True).data)


class ProgrammeFeedView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(request=None, responses={201: NewProgrammeFeedSerializer})
    def post(self, request: Request, slug: str) -> Response:
        """Make the address, or another: the one before opens nothing from now on."""
        now = clock.now()
        programme = get_object_or_404(programmes_bookable_by(signed_in(request)), slug=slug)
        token = make_programme_feed(person=signed_in(request), programme=programme, now=now)
        answer = {"url": f"{settings.PUBLIC_URL}/feeds/programmes/{token}.ics", "made_at": now}
        return Response(NewProgrammeFeedSerializer(answer).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str) -> Response:
        """The address opens nothing from now on."""
        end_programme_feed(person=signed_in(request), slug=slug, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
