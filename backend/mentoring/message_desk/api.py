"""The message log and the state of delivery, for coordinators: translate, call once, translate back."""

import csv
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from agenda.own_clock import zone_of
from clock.fields import InstantFilter
from intake.spreadsheet import safe_cell
from mentoring.message_desk import serializers as shapes
from mentoring.message_desk.queries import logged, named
from messaging import delivery
from messaging.channels import profiles
from messaging.links.api import RevokedLinkSerializer
from messaging.links.operations import revoke_link
from messaging.models import Channel, Message, MessageKind, MessageState
from messaging.operations import retry_messages
from messaging.queries import NEEDS_A_LOOK

COLUMNS = [
    "id",
    "written",
    "to",
    "kind",
    "channel",
    "language",
    "state",
    "code",
    "attempts",
    "settled",
    "session",
]
MOST_ROWS = 50_000  # of one export


def is_a_channel(name: str) -> None:
    """Raises ValidationError for one that is not set up here."""
    if name not in (*Channel.values, *profiles()):
        raise ValidationError(_("There is no such channel here."))


class MessageFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    state = filters.MultipleChoiceFilter(choices=MessageState.choices)
    channel = filters.CharFilter(validators=[is_a_channel])
    kind = filters.MultipleChoiceFilter(choices=MessageKind.choices)
    person = filters.NumberFilter(field_name="person", label="Only those to this person")
    attention = filters.BooleanFilter(
        method="needing_a_look", label="Only what did not arrive, or may not have"
    )
    written_from = InstantFilter(field_name="created_at", lookup_expr="gte")
    written_until = InstantFilter(field_name="created_at", lookup_expr="lt")
    q = filters.CharFilter(method="matches", label="Part of a name, a goal or a title")

    class Meta:
        model = Message
        fields: list[str] = []

    def needing_a_look(self, messages: QuerySet[Message], name: str, value: bool) -> QuerySet[Message]:
        return messages.filter(state__in=NEEDS_A_LOOK) if value else messages.exclude(state__in=NEEDS_A_LOOK)

    def matches(self, messages: QuerySet[Message], name: str, value: str) -> QuerySet[Message]:
        return named(messages, value)


FILTERS = [
    OpenApiParameter("state", str, many=True, enum=MessageState.values),
    OpenApiParameter("channel", str, description=shapes.CHANNEL),
    OpenApiParameter("kind", str, many=True, enum=MessageKind.values),
    OpenApiParameter("person", int, description="Only those to this person"),
    OpenApiParameter("attention", bool, description="Only what did not arrive, or may not have"),
    OpenApiParameter("written_from", datetime),
    OpenApiParameter("written_until", datetime),
    OpenApiParameter("q", str, description="Part of a name, a goal or a title"),
]


def asked_for(request: Request) -> QuerySet[Message]:
    """Those that the address asks for, the latest first. Raises ValidationError."""
    return filters.DjangoFilterBackend().filter_queryset(  # type: ignore[no-any-return]
        request, Message.objects.select_related("person", "revoked_link").order_by("-pk"), MessagesView()
    )


class MessagesView(generics.GenericAPIView[Message]):
    permission_classes = [Coordinators]
    serializer_class = shapes.LoggedMessageSerializer
    queryset = Message.objects.none()
    filterset_class = MessageFilter

    @extend_schema(responses=shapes.LoggedMessageSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What was said to whom and what became of it, the latest first, paged."""
        page: list[Message] = self.paginate_queryset(asked_for(request)) or []
        return self.get_paginated_response(shapes.LoggedMessageSerializer(logged(page), many=True).data)


class RetryMessagesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        operation_id="messages_retry_all",
        parameters=FILTERS,
        request=None,
        responses=shapes.RetriedMessagesSerializer,
    )
    def post(self, request: Request) -> Response:
        """Try again at once all that the address asks for and did not arrive."""
        return _retried(asked_for(request), request)


class RetryMessageView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=shapes.RetriedMessagesSerializer)
    def post(self, request: Request, message_id: int) -> Response:
        """Try one again at once; nothing is done about one that is on its way or has arrived."""
        found = get_object_or_404(Message, pk=message_id)
        return _retried(Message.objects.filter(pk=found.pk), request)


class RevokeLinkView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=RevokedLinkSerializer)
    def post(self, request: Request, message_id: int) -> Response:
        """Take back the short link in one message, for somebody whose text others have seen."""
        message = get_object_or_404(Message, pk=message_id)
        row = revoke_link(message=message, by=signed_in(request), now=clock.now())
        return Response(RevokedLinkSerializer(row).data)


class MessagesExportView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=FILTERS, responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request) -> HttpResponse:
        """The log as CSV for a spreadsheet, by the same filters; the latest 50,000."""
        out = StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for message in asked_for(request)[:MOST_ROWS]:
            writer.writerow([safe_cell(cell) for cell in _cells(message)])
        # The byte order mark tells Excel that it is UTF-8.
        headers = {"Content-Disposition": 'attachment; filename="messages.csv"'}
        return HttpResponse(
            "\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers
        )


class DeliveryView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[OpenApiParameter("days", int, description="How far back, 30 if left out")],
        responses=shapes.DeliverySerializer,
    )
    def get(self, request: Request) -> Response:
        """What waits, what did not arrive and why, whose number is to be mended, and how much left each day."""
        asked = shapes.DaysBackSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        days, now = asked.validated_data["days"], clock.now()
        since, zone = now - timedelta(days=days), zone_of(signed_in(request), now)
        found = {
            "days_back": days,
            "waiting": delivery.waiting(now=now),
            "not_arrived": delivery.not_arrived(since=since),
            "bad_numbers": delivery.numbers_to_mend(),
            "bad_addresses": delivery.addresses_to_mend(),
            "days": delivery.days(since=since, zone=zone),
            "costs": delivery.costs(since=since, zone=zone),
        }
        return Response(shapes.DeliverySerializer(found).data)


def _retried(messages: QuerySet[Message], request: Request) -> Response:
    count = retry_messages(messages=messages, by=signed_in(request), now=clock.now())
    return Response(shapes.RetriedMessagesSerializer({"retried": count}).data)


def _cells(message: Message) -> list[Any]:
    return [
        str(message.pk),
        message.created_at.isoformat(),
        message.person.name,
        message.kind,
        message.channel,
        message.language,
        message.state,
        message.error_code,
        str(message.attempts),
        message.settled_at.isoformat() if message.settled_at else "",
        str(message.appointment_id or ""),
    ]
