"""Questions after a session over HTTP: people answer, coordinators read."""

import csv
from io import StringIO
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import Coordinators, SessionPeople
from intake.spreadsheet import safe_cell
from mentoring.api.serializers import SessionExpertSerializer, SessionStartupSerializer
from mentoring.feedback.operations import give_feedback
from mentoring.feedback.queries import (
    answered_sessions,
    answers_for,
    given_after,
    in_words,
    own_feedback,
)
from mentoring.feedback.refusals import NotYourFeedback
from mentoring.models import Programme, Session
from mentoring.programmes.place_serializers import DraftSerializer, GivenAnswerSerializer
from mentoring.programmes.serializers import QuestionSerializer
from mentoring.queries import sessions_visible_to
from mentoring.relations.rules import SIDES


class OwnFeedbackSerializer(serializers.Serializer[Any]):
    is_open = serializers.BooleanField(help_text="The session is over and took place")
    questions = QuestionSerializer(many=True)
    answers = serializers.JSONField(help_text="The caller's own, by ids of questions, as text")
    given_at = serializers.DateTimeField(allow_null=True)


class GivenFeedbackSerializer(serializers.Serializer[Any]):
    by_name = serializers.CharField(source="by.name")
    side = serializers.ChoiceField(choices=SIDES)
    at = serializers.DateTimeField()
    answers = GivenAnswerSerializer(many=True)


class SessionFeedbackSerializer(serializers.Serializer[Any]):
    """A session after which somebody answered."""

    session = serializers.UUIDField(source="pk")
    startup = SessionStartupSerializer()
    expert = SessionExpertSerializer()
    starts_at = serializers.DateTimeField(source="appointment.starts_at")
    given = serializers.SerializerMethodField()

    @extend_schema_field(GivenFeedbackSerializer(many=True))
    def get_given(self, session: Session) -> list[dict[str, Any]]:
        return [dict(GivenFeedbackSerializer(one).data) for one in given_after(session)]


class FeedbackFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    q = filters.CharFilter(method="matches", label="Part of the name of a startup or an expert")

    class Meta:
        model = Session
        fields: list[str] = []

    def matches(self, rows: QuerySet[Session], name: str, value: str) -> QuerySet[Session]:
        fields = ("startup__name_ko", "startup__name_en", "expert__person__name")
        return rows.filter(Q(*((f"{field}__icontains", value) for field in fields), _connector=Q.OR))


class OwnFeedbackView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=OwnFeedbackSerializer)
    def get(self, request: Request, session_id: UUID) -> Response:
        """What the programme asks after the session, and what the caller answered."""
        viewer = signed_in(request)
        session = _own_session(viewer, session_id)
        return Response(OwnFeedbackSerializer(own_feedback(viewer, session, clock.now())).data)

    @extend_schema(request=DraftSerializer, responses=OwnFeedbackSerializer)
    def put(self, request: Request, session_id: UUID) -> Response:
        """Answer, in place of what the caller answered before. 409 `feedback_not_asked` before the session is over."""
        viewer, now = signed_in(request), clock.now()
        session = _own_session(viewer, session_id)
        asked = DraftSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        give_feedback(session_id=session_id, **asked.validated_data, by=viewer, now=now)
        return Response(OwnFeedbackSerializer(own_feedback(viewer, session, now)).data)


def _own_session(viewer: Person, session_id: UUID) -> Session:
    """A session in which the viewer takes part. Raises Http404, NotYourFeedback."""
    session = get_object_or_404(sessions_visible_to(viewer), pk=session_id)
    if not answers_for(viewer, session):
        raise NotYourFeedback
    return session


class ProgrammeFeedbackView(generics.GenericAPIView[Session]):
    permission_classes = [Coordinators]
    serializer_class: Any = SessionFeedbackSerializer
    queryset = Session.objects.none()
    filterset_class = FeedbackFilter

    @extend_schema(responses=SessionFeedbackSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """What was answered after the programme's sessions, the latest session first."""
        programme = get_object_or_404(Programme, slug=slug)
        page = self.paginate_queryset(self.filter_queryset(answered_sessions(programme))) or []
        return self.get_paginated_response(SessionFeedbackSerializer(page, many=True).data)


class FeedbackExportView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, slug: str) -> HttpResponse:
        """A row for each answer, in the caller's language; times are UTC."""
        programme = get_object_or_404(Programme, slug=slug)
        language = "ko" if get_language() == "ko" else "en"
        text = StringIO()
        text.write("\ufeff")  # by which spreadsheets know UTF-8
        sheet = csv.writer(text)
        sheet.writerow(
            ["session", "starts_at", "startup", "expert", "side", "by", "at", "question", "answer"]
        )
        for session in answered_sessions(programme):
            sheet.writerows(_rows_of(session, language))
        disposition = f'attachment; filename="feedback-{slug}.csv"'
        headers = {"Content-Disposition": disposition}
        return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _rows_of(session: Session, language: str) -> list[list[str]]:
    names = getattr(session.startup, f"name_{language}"), session.expert.person.name
    about = [str(session.pk), session.appointment.starts_at.isoformat(), *map(safe_cell, names)]
    rows = []
    for given in given_after(session):
        for answer in given.answers:
            title = getattr(answer.question, f"title_{language}")
            words = in_words(answer.question, answer.value, language)
            who = [given.side, safe_cell(given.by.name), answer.at.isoformat()]
            rows.append([*about, *who, safe_cell(title), safe_cell(words)])
    return rows
