"""The links in one's own texts."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import AnyoneSignedIn
from messaging.links.operations import revoke_link
from messaging.links.queries import open_links_of
from messaging.models import Message, MessageKind, RevokedLink


class OpenLinkSerializer(serializers.ModelSerializer[Message]):
    """A short link that still leads somewhere, by the message that it is in. Neither the link nor where it leads."""

    kind = serializers.ChoiceField(choices=MessageKind.choices)
    channel = serializers.CharField()
    until = serializers.DateTimeField(source="link_until")
    session_at = serializers.DateTimeField(
        source="starts_at", allow_null=True, help_text="When what it is about starts"
    )

    class Meta:
        model = Message
        fields = ["id", "kind", "channel", "created_at", "session_at", "until"]


class RevokedLinkSerializer(serializers.ModelSerializer[RevokedLink]):
    class Meta:
        model = RevokedLink
        fields = ["at"]


class OwnLinksView(ListAPIView[Message]):
    """The links in texts to the caller that still lead somewhere, the last first, paged."""

    permission_classes = [AnyoneSignedIn]
    serializer_class = OpenLinkSerializer
    filter_backends = []
    queryset = Message.objects.none()

    def get_queryset(self) -> QuerySet[Message]:
        return open_links_of(signed_in(self.request), now=clock.now())


class RevokeOwnLinkView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=None, responses=RevokedLinkSerializer)
    def post(self, request: Request, message_id: int) -> Response:
        """Take back the link in one of the caller's texts; whoever has the text opens nothing by it."""
        person = signed_in(request)
        message = get_object_or_404(Message, pk=message_id, person=person)
        return Response(RevokedLinkSerializer(revoke_link(message=message, by=person, now=clock.now())).data)
