"""A plan edited by hand, bound to the revision that was seen."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from networking.models import Meeting, Plan
from networking.plans import hand
from networking.plans import serializers as shapes
from networking.plans.api.plans import plan_response
from networking.plans.clashing import Place, clashes_by_round
from networking.repeating import IDEMPOTENCY_KEY, IF_MATCH, once, revisions_seen


def asked_of(shape: Any, request: Request) -> dict[str, Any]:
    asked = shape(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


class NewMeetingView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=shapes.NewMeetingSerializer,
        responses={201: shapes.PlanDetailSerializer},
    )
    @once
    def post(self, request: Request, plan_id: int) -> Response:
        """Two meet who did not; 409 `meeting_clashes` tells in `clashes` what stands in the way."""
        get_object_or_404(Plan, pk=plan_id)
        given = asked_of(shapes.NewMeetingSerializer, request)
        hand.add_meeting(
            plan_id=plan_id,
            startup=given["startup"],
            contact=given["contact"],
            place=Place(given["round"], given["table"]),
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return plan_response(plan_id, status.HTTP_201_CREATED)


class MeetingView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IF_MATCH], request=shapes.MoveMeetingSerializer, responses=shapes.PlanDetailSerializer
    )
    def put(self, request: Request, plan_id: int, meeting_id: int) -> Response:
        """Have it in another round or at another table; 409 `meeting_clashes` tells what stands in the way."""
        get_object_or_404(Meeting, pk=meeting_id, plan=plan_id)
        given = asked_of(shapes.MoveMeetingSerializer, request)
        hand.move_meeting(
            plan_id=plan_id,
            meeting_id=meeting_id,
            place=Place(given["round"], given["table"]),
            swap=given["swap"],
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return plan_response(plan_id)

    @extend_schema(parameters=[IF_MATCH], responses={200: shapes.PlanDetailSerializer})
    def delete(self, request: Request, plan_id: int, meeting_id: int) -> Response:
        """It does not take place."""
        get_object_or_404(Meeting, pk=meeting_id, plan=plan_id)
        hand.remove_meeting(
            plan_id=plan_id,
            meeting_id=meeting_id,
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return plan_response(plan_id)


class MeetingClashesView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.RoundClashesSerializer(many=True))
    def get(self, request: Request, plan_id: int, meeting_id: int) -> Response:
        """Round by round what would stand in its way, to be shown while it is dragged."""
        meeting = get_object_or_404(
            Meeting.objects.select_related("plan__event"), pk=meeting_id, plan=plan_id
        )
        return Response(shapes.RoundClashesSerializer(clashes_by_round(meeting), many=True).data)


class PinMeetingsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=shapes.PinMeetingsSerializer,
        responses=shapes.PlanDetailSerializer,
    )
    @once
    def post(self, request: Request, plan_id: int) -> Response:
        """Have meetings stay where they are when the rest is planned again, or not any more."""
        get_object_or_404(Plan, pk=plan_id)
        given = asked_of(shapes.PinMeetingsSerializer, request)
        hand.pin_meetings(
            plan_id=plan_id,
            **given,
            seen=revisions_seen(request),
            by=signed_in(request),
            now=clock.now(),
        )
        return plan_response(plan_id)
