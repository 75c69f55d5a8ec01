"""Plans over HTTP, for coordinators: asked for, watched, compared, published."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from networking.models import Event, Plan
from networking.plans import queries, working
from networking.plans import serializers as shapes
from networking.plans.publishing import publish_plan
from networking.plans.rest import copy_plan, plan_rest
from networking.repeating import IDEMPOTENCY_KEY, IF_MATCH, once, revisions_seen


def plan_response(plan_id: int, code: int = status.HTTP_200_OK) -> Response:
    """The whole of a plan under its ETag; 404 where there is none."""
    plan = get_object_or_404(Plan.objects.select_related("event", "by"), pk=plan_id)
    plan.shown = queries.shown(plan, get_language() or "en")  # type: ignore[attr-defined]
    body = shapes.PlanDetailSerializer(plan).data
    return Response(body, status=code, headers={"ETag": f'"{plan.revision}"'})


class PlansView(generics.GenericAPIView[Plan]):
    permission_classes = [Coordinators]
    serializer_class: Any = shapes.PlanRowSerializer
    queryset = Plan.objects.none()

    def get_queryset(self) -> QuerySet[Plan]:
        return queries.plans_of(get_object_or_404(Event, slug=self.kwargs["slug"]))

    @extend_schema(responses=shapes.PlanRowSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """The plans of an event, the newest first."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(shapes.PlanRowSerializer(page, many=True).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewPlanSerializer,
        responses={201: shapes.PlanRowSerializer},
    )
    @once
    def post(self, request: Request, slug: str) -> Response:
        """Have the event planned by the worker. 409 `plan_under_way` where that goes on already."""
        event = get_object_or_404(Event, slug=slug)
        asked = shapes.NewPlanSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        pins_of = asked.validated_data.get("pins_of")
        plan = working.start_plan(
            event_id=event.pk,
            pins=get_object_or_404(event.plans, pk=pins_of) if pins_of else None,
            seed=asked.validated_data["seed"],
            by=signed_in(request),
            now=clock.now(),
        )
        return Response(shapes.PlanRowSerializer(plan).data, status=status.HTTP_201_CREATED)


class PlanRestView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses={201: shapes.PlanDetailSerializer})
    @once
    def post(self, request: Request, slug: str) -> Response:
        """Plan what has not begun again, with the fewest changes to the published plan: a proposal to look at and publish."""
        event = get_object_or_404(Event, slug=slug)
        plan = plan_rest(event_id=event.pk, by=signed_in(request), now=clock.now())
        return plan_response(plan.pk, status.HTTP_201_CREATED)


class PlanView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.PlanDetailSerializer)
    def get(self, request: Request, plan_id: int) -> Response:
        """How far it is, who meets whom where, and which wishes are not met and why."""
        return plan_response(plan_id)


class PlanProgressView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.PlanRowSerializer)
    def get(self, request: Request, plan_id: int) -> Response:
        """Value, bound and gap so far: cheap to ask for again and again."""
        plans = Plan.objects.select_related("by").defer("question")
        return Response(shapes.PlanRowSerializer(get_object_or_404(plans, pk=plan_id)).data)


class StopPlanView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses=shapes.PlanRowSerializer)
    @once
    def post(self, request: Request, plan_id: int) -> Response:
        """It is good enough: the best so far is kept."""
        get_object_or_404(Plan, pk=plan_id)
        plan = working.stop_plan(plan_id=plan_id, by=signed_in(request), now=clock.now())
        return Response(shapes.PlanRowSerializer(plan).data)


class CopyPlanView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses={201: shapes.PlanDetailSerializer})
    @once
    def post(self, request: Request, plan_id: int) -> Response:
        """A copy to edit, as a published plan is not edited itself."""
        get_object_or_404(Plan, pk=plan_id)
        plan = copy_plan(plan_id=plan_id, by=signed_in(request), now=clock.now())
        return plan_response(plan.pk, status.HTTP_201_CREATED)


class PublishPlanView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY, IF_MATCH], request=None, responses=shapes.PlanDetailSerializer
    )
    @once
    def post(self, request: Request, plan_id: int) -> Response:
        """Have it hold, and tell whose day changes. 409 `plan_faulty` where the world has moved on, `guests_taken`."""
        get_object_or_404(Plan, pk=plan_id)
        seen = revisions_seen(request)
        publish_plan(plan_id=plan_id, seen=seen, by=signed_in(request), now=clock.now())
        return plan_response(plan_id)


class PlanDifferenceView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.PlanDifferenceSerializer)
    def get(self, request: Request, plan_id: int, before_id: int) -> Response:
        """What a plan changes of an earlier one (`before_id`) of the same event."""
        plan = get_object_or_404(Plan.objects.select_related("event"), pk=plan_id)
        before = get_object_or_404(Plan, pk=before_id, event=plan.event)
        found = queries.difference(before, plan, get_language() or "en")
        return Response(shapes.PlanDifferenceSerializer(found).data)
