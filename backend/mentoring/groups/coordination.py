"""What coordinators do about a group session, over HTTP."""

from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import calendars.operations
import clock
import messaging.operations
from accounts.api import signed_in
from accounts.permissions import Coordinators
from calendars.health import readings_of
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.api.serializers import RetriedSerializer, WholeStorySerializer
from mentoring.groups import joining
from mentoring.groups import serializers as shapes
from mentoring.groups.api import detail_response
from mentoring.groups.queries import everything_about_group, groups_visible_to, story_of_group


class RemoveFromGroupView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.GroupRemoveSerializer,
        responses=shapes.GroupDetailSerializer,
    )
    @once
    def post(self, request: Request, group_id: UUID) -> Response:
        """Take somebody out, who is told why; their seat is offered to the next. 409 `place_gone` if they left."""
        person, now = signed_in(request), clock.now()
        get_object_or_404(groups_visible_to(person), pk=group_id)
        asked = shapes.GroupRemoveSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        place, reason = asked.validated_data["place"], asked.validated_data["reason"]
        joining.remove_person(group_id=group_id, place_id=place, reason=reason, by=person, now=now)
        return detail_response(group_id, person, now)


class GroupStoryView(APIView):
    """Who did what to a group session and when, what the system wrote and sent, and what became of it."""

    permission_classes = [Coordinators]

    @extend_schema(responses=WholeStorySerializer)
    def get(self, request: Request, group_id: UUID) -> Response:
        group = get_object_or_404(groups_visible_to(signed_in(request)), pk=group_id)
        told = {
            "entries": story_of_group(group),
            "readings": readings_of([group.expert.person]),
            "whole": everything_about_group(group),
        }
        return Response(WholeStorySerializer(told).data)


class RetryGroupView(APIView):
    """Try again what failed: the calendar write, and messages that did not leave."""

    permission_classes = [Coordinators]

    @extend_schema(request=None, responses=RetriedSerializer)
    @transaction.atomic
    def post(self, request: Request, group_id: UUID) -> Response:
        person, now = signed_in(request), clock.now()
        appointment = get_object_or_404(groups_visible_to(person), pk=group_id).appointment
        return Response(
            {
                "calendar": calendars.operations.retry_event(appointment=appointment, by=person, now=now),
                "messages": messaging.operations.retry_failed(appointment=appointment, by=person, now=now),
            }
        )
