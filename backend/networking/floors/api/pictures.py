"""The picture of the room over HTTP."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from networking.events.api.desk import desk_response
from networking.events.serializers import EventDeskSerializer
from networking.floors.operations import drop_floor_picture, set_floor_picture
from networking.models import Event, EventState, FloorPicture
from networking.repeating import IF_MATCH, revisions_seen

# Shown as a picture and as nothing else, wherever it is opened; its address changes with it.
HEADERS = {
    "Cache-Control": "public, max-age=86400",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
NUMBER = OpenApiParameter("number", int, description="Of the picture: another one has another address")


class FloorPictureUploadSerializer(serializers.Serializer[Any]):
    picture = serializers.FileField(allow_empty_file=True, max_length=200)


class FloorPictureView(APIView):
    """The room is no secret: who can read of an event can see where its tables stand."""

    permission_classes = [AllowAny]

    @extend_schema(parameters=[NUMBER], responses={(200, "image/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, slug: str) -> HttpResponse:
        """The picture under the tables; 404 where there is none, or the event is a draft that others must not see."""
        pictures = FloorPicture.objects.filter(event__slug=slug)
        if not (request.user.is_authenticated and signed_in(request).coordinates):
            pictures = pictures.exclude(event__state=EventState.DRAFT)
        picture = get_object_or_404(pictures)
        return HttpResponse(bytes(picture.content), content_type=picture.kind, headers=HEADERS)


class FloorPictureDeskView(APIView):
    permission_classes = [Coordinators]
    parser_classes = [MultiPartParser]

    @extend_schema(
        parameters=[IF_MATCH],
        request={"multipart/form-data": FloorPictureUploadSerializer},
        responses=EventDeskSerializer,
    )
    def put(self, request: Request, slug: str) -> Response:
        """PNG, JPEG or WebP of at most 4 MB. 400 `not_a_picture`, 413 `picture_too_large`."""
        get_object_or_404(Event, slug=slug)
        asked = FloorPictureUploadSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        content, by = asked.validated_data["picture"].read(), signed_in(request)
        seen = revisions_seen(request)
        set_floor_picture(slug=slug, content=content, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)

    @extend_schema(parameters=[IF_MATCH], responses=EventDeskSerializer)
    def delete(self, request: Request, slug: str) -> Response:
        get_object_or_404(Event, slug=slug)
        by, seen = signed_in(request), revisions_seen(request)
        drop_floor_picture(slug=slug, by=by, now=clock.now(), seen=seen)
        return desk_response(by, slug)
