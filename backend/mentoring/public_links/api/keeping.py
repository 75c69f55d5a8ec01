"""Making, listing and taking back public links."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import MentorsAndCoordinators
from clock.fields import InstantField
from directory.fields import BySlugField
from directory.models import Expert
from mentoring.api.serializers import SessionProgrammeSerializer
from mentoring.models import Programme, PublicLink, PublicLinkState
from mentoring.public_links import operations
from mentoring.public_links.queries import public_links_kept_by
from mentoring.public_links.refusals import NotYourLink
from mentoring.public_links.tokens import frame_of, page_of


class PublicLinkExpertSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField(source="person.name")


class PublicLinkSerializer(serializers.Serializer[PublicLink]):
    id = serializers.IntegerField()
    url = serializers.SerializerMethodField(help_text="The page to give to people")
    embed_url = serializers.SerializerMethodField(help_text="The same for a frame inside another site")
    programme = SessionProgrammeSerializer()
    expert = PublicLinkExpertSerializer(allow_null=True)
    name = serializers.CharField()
    state = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    created_by = serializers.CharField(source="created_by.name")
    expires_at = serializers.DateTimeField(allow_null=True)

    def get_url(self, link: PublicLink) -> str:
        return page_of(link)

    def get_embed_url(self, link: PublicLink) -> str:
        return frame_of(link)

    @extend_schema_field(serializers.ChoiceField(choices=[state.value for state in PublicLinkState]))
    def get_state(self, link: PublicLink) -> str:
        return link.state_at(self.context["now"]).value


class NewPublicLinkSerializer(serializers.Serializer[Any]):
    programme = BySlugField(queryset=Programme.objects.all())
    expert = serializers.PrimaryKeyRelatedField(
        queryset=Expert.objects.select_related("person"),
        allow_null=True,
        default=None,
        help_text="Null: whoever of the programme is free; for an expert who asks, always that expert",
    )
    name = serializers.CharField(max_length=80, allow_blank=True, default="")
    expires_at = InstantField(allow_null=True, default=None)


class PublicLinksView(generics.GenericAPIView[PublicLink]):
    permission_classes = [MentorsAndCoordinators]
    serializer_class = PublicLinkSerializer
    queryset = PublicLink.objects.none()

    def get_queryset(self) -> QuerySet[PublicLink]:
        return public_links_kept_by(signed_in(self.request))

    @extend_schema(responses=PublicLinkSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The links that the caller keeps, newest first."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(_rows(page, clock.now()))

    @extend_schema(request=NewPublicLinkSerializer, responses={201: PublicLinkSerializer})
    def post(self, request: Request) -> Response:
        person, now = signed_in(request), clock.now()
        asked = NewPublicLinkSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        if not person.coordinates:
            own = get_object_or_404(Expert.objects.select_related("person"), person=person)
            if wish["expert"] not in (None, own):
                raise NotYourLink
            wish["expert"] = own
        link = operations.open_link(**wish, by=person, now=now)
        return Response(_rows([link], now)[0], status=status.HTTP_201_CREATED)


class PublicLinkRevokeView(APIView):
    permission_classes = [MentorsAndCoordinators]

    @extend_schema(request=None, responses=PublicLinkSerializer)
    def post(self, request: Request, link_id: int) -> Response:
        """The address shows nothing from now on."""
        person, now = signed_in(request), clock.now()
        get_object_or_404(public_links_kept_by(person), pk=link_id)
        return Response(_rows([operations.revoke_link(link_id=link_id, by=person, now=now)], now)[0])


def _rows(links: list[PublicLink], now: datetime) -> list[dict[str, Any]]:
    return [dict(PublicLinkSerializer(link, context={"now": now}).data) for link in links]
