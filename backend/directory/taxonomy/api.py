from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import AnyoneSignedIn, Coordinators
from directory.fields import BySlugField
from directory.models import Topic
from directory.taxonomy.operations import add_topic, delete_topic, merge_topic, rename_topic
from directory.taxonomy.queries import uses_of


class TopicSerializer(serializers.ModelSerializer[Topic]):
    class Meta:
        model = Topic
        fields = ["slug", "name_ko", "name_en"]
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "slug": {"validators": []}
        }  # taken or not: the database knows


class TopicNamesSerializer(serializers.ModelSerializer[Topic]):
    class Meta:
        model = Topic
        fields = ["name_ko", "name_en"]


class TopicMergeSerializer(serializers.Serializer[Any]):
    into = BySlugField(queryset=Topic.objects.all(), help_text="The topic that stays")


class TopicUseSerializer(serializers.Serializer[Any]):
    by = serializers.CharField(help_text="What names it: startup, expert, programmeexpert, …")
    count = serializers.IntegerField()


class TopicsView(generics.ListAPIView[Topic]):
    permission_classes = [AnyoneSignedIn]
    serializer_class = TopicSerializer
    queryset = Topic.objects.all()
    pagination_class = None

    @extend_schema(request=TopicSerializer, responses={201: TopicSerializer})
    def post(self, request: Request) -> Response:
        """Coordinators alone add topics."""
        if not Coordinators().has_permission(request, self):
            raise PermissionDenied
        asked = TopicSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        topic = add_topic(**asked.validated_data, by=signed_in(request), now=clock.now())
        return Response(TopicSerializer(topic).data, status=status.HTTP_201_CREATED)


class TopicView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=TopicNamesSerializer, responses=TopicSerializer)
    def patch(self, request: Request, topic: str) -> Response:
        held = get_object_or_404(Topic, slug=topic)
        asked = TopicNamesSerializer(held, data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        renamed = rename_topic(slug=topic, **asked.validated_data, by=signed_in(request), now=clock.now())
        return Response(TopicSerializer(renamed).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, topic: str) -> Response:
        """409 `topic_in_use` tells what names it; merge it then."""
        get_object_or_404(Topic, slug=topic)
        delete_topic(slug=topic, by=signed_in(request), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class TopicUsesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=TopicUseSerializer(many=True))
    def get(self, request: Request, topic: str) -> Response:
        """What names the topic; nothing where it may be deleted."""
        return Response(TopicUseSerializer(uses_of(get_object_or_404(Topic, slug=topic)), many=True).data)


class TopicMergeView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=TopicMergeSerializer, responses=TopicSerializer)
    def post(self, request: Request, topic: str) -> Response:
        get_object_or_404(Topic, slug=topic)
        asked = TopicMergeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        into = asked.validated_data["into"].slug
        kept = merge_topic(slug=topic, into=into, by=signed_in(request), now=clock.now())
        return Response(TopicSerializer(kept).data)
