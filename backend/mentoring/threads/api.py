"""Threads of sessions: translate, call once, translate back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators, SessionPeople
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.queries import sessions_visible_to
from mentoring.threads import queries
from mentoring.threads import serializers as shapes
from mentoring.threads.operations import write_entry
from messaging.models import ThreadEntry
from messaging.threads.queries import from_strangers, is_unanswered, last_entries, unplaced

STRAY_DAYS, MOST_STRAY = 30, 50


class SessionThreadView(generics.GenericAPIView[ThreadEntry]):
    """Who may see the session reads what was written about it, and may write."""

    permission_classes = [SessionPeople]
    serializer_class = shapes.NewThreadEntrySerializer
    filter_backends = []
    pagination_class = None

    @extend_schema(
        parameters=[OpenApiParameter("most", int, description="So many of the latest, 50 if left out")],
        responses=shapes.ThreadSerializer,
    )
    def get(self, request: Request, session_id: UUID) -> Response:
        asked = shapes.HowManyEntriesSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return self._shown(request, session_id, asked.validated_data["most"])

    @extend_schema(parameters=[IDEMPOTENCY_KEY], responses={201: shapes.ThreadSerializer})
    @once
    def post(self, request: Request, session_id: UUID) -> Response:
        person = signed_in(request)
        get_object_or_404(sessions_visible_to(person), pk=session_id)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        write_entry(session_id=session_id, by=person, now=clock.now(), **asked.validated_data)
        return self._shown(request, session_id, 50, status.HTTP_201_CREATED)

    def _shown(self, request: Request, session_id: UUID, most: int, code: int = 200) -> Response:
        person = signed_in(request)
        session = get_object_or_404(sessions_visible_to(person), pk=session_id)
        thread = queries.thread_of(session, reader=person, most=most)
        return Response(shapes.ThreadSerializer(thread).data, status=code)


class ThreadFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    unanswered = filters.BooleanFilter(method="waiting", label="Only those in which somebody waits")
    session = filters.UUIDFilter(field_name="appointment", label="Only that of this session")
    person = filters.NumberFilter(method="of_person", label="Only those with this person")
    q = filters.CharFilter(method="matches", label="Part of a name, a goal or a title")

    class Meta:
        model = ThreadEntry
        fields: list[str] = []

    def waiting(self, entries: QuerySet[ThreadEntry], name: str, value: bool) -> QuerySet[ThreadEntry]:
        return entries.filter(is_unanswered()) if value else entries.exclude(is_unanswered())

    def of_person(self, entries: QuerySet[ThreadEntry], name: str, value: Any) -> QuerySet[ThreadEntry]:
        return queries.with_person(entries, int(value))

    def matches(self, entries: QuerySet[ThreadEntry], name: str, value: str) -> QuerySet[ThreadEntry]:
        return queries.named(entries, value)


class ThreadsView(generics.GenericAPIView[ThreadEntry]):
    permission_classes = [Coordinators]
    serializer_class = shapes.ThreadRowSerializer
    queryset = ThreadEntry.objects.none()
    filterset_class = ThreadFilter

    @extend_schema(responses=shapes.ThreadRowSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Every thread by its last entry, the latest first, paged."""
        page: list[ThreadEntry] = self.paginate_queryset(self.filter_queryset(last_entries())) or []
        rows = queries.rows_of(page, signed_in(request))
        return self.get_paginated_response(shapes.ThreadRowSerializer(rows, many=True).data)


class StrayTextsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.StrayTextsSerializer)
    def get(self, request: Request) -> Response:
        """Texts that belong to no session, and how many came from numbers that are nobody's."""
        since = clock.now() - timedelta(days=STRAY_DAYS)
        strangers = [
            {"masked": masked, "texts": texts, "last_at": last_at}
            for masked, texts, last_at in from_strangers(since=since)
        ]
        found = {"unplaced": unplaced(since=since)[:MOST_STRAY], "strangers": strangers}
        return Response(shapes.StrayTextsSerializer(found).data)
