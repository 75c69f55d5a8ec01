"""Startups and experts look at programmes, answer invitations, apply, and say what they give."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Experts, SessionPeople, StartupMembers
from directory.models import Expert, Startup
from directory.queries import startup_of
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.models import Application, Programme, QuestionUse
from mentoring.programmes import applying, joining
from mentoring.programmes import place_serializers as shapes
from mentoring.programmes.answering import questions_asked
from mentoring.programmes.api.people import given
from mentoring.programmes.showing import programmes_shown_to, shown_to


class OwnProgrammesView(generics.GenericAPIView[Programme]):
    """What the caller takes part in, or can."""

    permission_classes = [SessionPeople]
    serializer_class: Any = shapes.OfferedProgrammeSerializer
    queryset = Programme.objects.none()

    def get_queryset(self) -> QuerySet[Programme]:
        return programmes_shown_to(signed_in(self.request))

    @extend_schema(responses=shapes.OfferedProgrammeSerializer(many=True))
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        rows = shown_to(signed_in(request), page, clock.now())
        return self.get_paginated_response(shapes.OfferedProgrammeSerializer(rows, many=True).data)


def own_response(request: Request, slug: str) -> Response:
    """One programme with what it asks and what the caller answered; 404 where it is not theirs to see."""
    viewer = signed_in(request)
    programme = get_object_or_404(programmes_shown_to(viewer), slug=slug)
    (shown,) = shown_to(viewer, [programme], clock.now())
    is_experts = shown.place is not None and not StartupMembers().has_permission(request, APIView())
    told = {
        "programme": programme,
        "place": shown.place,
        "application": shown.application,
        "may": shown.may,
        "questions": questions_asked(programme, QuestionUse.INTAKE),
        "application_sent": shown.application,
        "giving": shown.place if is_experts else None,
    }
    return Response(shapes.OfferedProgrammeDetailSerializer(told).data)


def _programme(request: Request, slug: str) -> Programme:
    return get_object_or_404(programmes_shown_to(signed_in(request)), slug=slug)


def _startup(request: Request) -> Startup:
    startup = startup_of(signed_in(request))
    if startup is None:
        raise PermissionDenied
    return startup


class OwnProgrammeView(APIView):
    permission_classes = [SessionPeople]

    @extend_schema(responses=shapes.OfferedProgrammeDetailSerializer)
    def get(self, request: Request, slug: str) -> Response:
        return own_response(request, slug)


class InvitationAnswerView(APIView):
    """A startup says yes or no; an expert says no here, and yes with what they give."""

    permission_classes = [StartupMembers | Experts]

    @extend_schema(
        request=shapes.InvitationAnswerSerializer, responses=shapes.OfferedProgrammeDetailSerializer
    )
    def post(self, request: Request, slug: str) -> Response:
        programme, by, now = _programme(request, slug), signed_in(request), clock.now()
        asked = shapes.InvitationAnswerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        says = asked.validated_data["says"]
        if Experts().has_permission(request, self):
            expert = get_object_or_404(Expert, person=by)
            if says == "yes":
                raise PermissionDenied
            joining.decline_as_expert(programme=programme, expert=expert, by=by, now=now)
        else:
            startup = _startup(request)
            joining.answer_for_startup(programme=programme, startup=startup, says=says, by=by, now=now)
        return own_response(request, slug)


class LeaveProgrammeView(APIView):
    permission_classes = [StartupMembers | Experts]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, slug: str) -> Response:
        """409 `pairs_stand` while a pair of theirs stands."""
        programme, by, now = _programme(request, slug), signed_in(request), clock.now()
        if Experts().has_permission(request, self):
            expert = get_object_or_404(Expert, person=by)
            joining.leave(programme=programme, expert=expert, by=by, now=now)
        else:
            joining.leave(programme=programme, startup=_startup(request), by=by, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class GivingView(APIView):
    permission_classes = [Experts]

    @extend_schema(request=shapes.GivingSerializer, responses=shapes.GivingSerializer)
    def put(self, request: Request, slug: str) -> Response:
        """What the expert who calls gives; with it they take part."""
        expert = get_object_or_404(Expert, person=signed_in(request))
        return given(request, _programme(request, slug), expert)


class OwnApplicationView(APIView):
    permission_classes = [StartupMembers]

    @extend_schema(request=shapes.DraftSerializer, responses=shapes.OwnApplicationSerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Keep what was typed so far."""
        return _told(applying.save_draft, request, slug)


class OwnApplicationSubmitView(APIView):
    permission_classes = [StartupMembers]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.DraftSerializer,
        responses=shapes.OwnApplicationSerializer,
    )
    @once
    def post(self, request: Request, slug: str) -> Response:
        """Send it. 400 `answers_refused` names the questions that want another answer."""
        return _told(applying.submit_application, request, slug)


class OwnApplicationWithdrawView(APIView):
    permission_classes = [StartupMembers]

    @extend_schema(request=None, responses=shapes.OwnApplicationSerializer)
    def post(self, request: Request, slug: str) -> Response:
        programme, startup = _programme(request, slug), _startup(request)
        get_object_or_404(Application, programme=programme, startup=startup)
        row = applying.withdraw_application(
            programme=programme, startup=startup, by=signed_in(request), now=clock.now()
        )
        return Response(shapes.OwnApplicationSerializer(row).data)


def _told(deed: Any, request: Request, slug: str) -> Response:
    programme, startup = _programme(request, slug), _startup(request)
    asked = shapes.DraftSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    row = deed(
        programme=programme,
        startup=startup,
        answers=asked.validated_data["answers"],
        by=signed_in(request),
        now=clock.now(),
    )
    return Response(shapes.OwnApplicationSerializer(row).data)
