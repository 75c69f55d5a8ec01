"""Runs over HTTP: asked for, looked at, compared, published."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from mentoring.api.repeating import IDEMPOTENCY_KEY, once
from mentoring.cycles import queries, running
from mentoring.cycles.api import run_serializers as shapes
from mentoring.cycles.api.cycles import cycle_of
from mentoring.cycles.api.serializers import PairIdsSerializer
from mentoring.cycles.conflict_words import demand_words, unserved_words
from mentoring.cycles.publishing import publish_run
from mentoring.cycles.refusals import RunOfAnotherCycle
from mentoring.cycles.scored import Scored
from mentoring.cycles.why import ban_words, bans_of, reasons_of
from mentoring.models import Run

PAIR = [OpenApiParameter(side, int, required=True) for side in ("startup", "expert")]


def run_of(run_id: int) -> Run:
    """404 where there is none."""
    return get_object_or_404(Run.objects.select_related("cycle__programme", "gathered", "by"), pk=run_id)


def run_response(run: Run, code: int = status.HTTP_200_OK) -> Response:
    """With all that the board shows, in the reader's language."""
    board = queries.board_of(run)
    names = "name_ko" if get_language() == "ko" else "name_en"
    startups = {one["id"]: one[names] for one in board.startups}
    experts = {one["id"]: one["name"] for one in board.experts}
    shown = {
        **shapes.RunRowSerializer(run).data,
        "pk": run.pk,
        "by": run.by,
        "like_id": run.like_id,
        "outcome": run.outcome,
        "cycle_id": run.cycle_id,
        "asked": run.asked,
        "conflict": [demand_words(one, startups, experts) for one in run.conflict],
        "unserved": [{**one, "words": unserved_words(one)} for one in run.outcome.get("unserved", [])],
        "proof": run.proof or None,
        "faults": run.faults,
        "startups": board.startups,
        "experts": board.experts,
        "pairs": board.pairs,
        "alternatives": board.alternatives,
        "pins": board.pins,
    }
    return Response(shapes.RunDetailSerializer(shown).data, status=code)


class RunsView(generics.GenericAPIView[Run]):
    permission_classes = [Coordinators]
    serializer_class: Any = shapes.RunRowSerializer
    queryset = Run.objects.none()

    def get_queryset(self) -> QuerySet[Run]:
        return queries.runs_of(cycle_of(self.request, self.kwargs["cycle_id"]))

    @extend_schema(responses=shapes.RunRowSerializer(many=True))
    def get(self, request: Request, cycle_id: int) -> Response:
        """The runs of a cycle, the newest first."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(shapes.RunRowSerializer(page, many=True).data)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=shapes.NewRunSerializer,
        responses={201: shapes.RunRowSerializer},
    )
    @once
    def post(self, request: Request, cycle_id: int) -> Response:
        """Have it worked out by the worker. 409 `run_under_way` where that goes on already."""
        cycle = cycle_of(request, cycle_id)
        asked = shapes.NewRunSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        like_id, trial = asked.validated_data.get("like"), asked.validated_data.get("trial")
        like = Run.objects.filter(pk=like_id).first()
        if like_id is not None and like is None:
            raise RunOfAnotherCycle
        run = running.start_run(
            cycle_id=cycle.pk,
            like=like,
            trial=None if trial is None else _changes(trial, cycle.weights),
            by=signed_in(request),
            now=clock.now(),
        )
        return Response(shapes.RunRowSerializer(run).data, status=status.HTTP_201_CREATED)


def _changes(trial: dict[str, Any], weights: dict[str, int]) -> dict[str, Any]:
    changes = dict(trial)
    for name in ("required", "forbidden"):
        if f"{name}_pairs" in changes:
            pairs = changes.pop(f"{name}_pairs")
            changes[name] = [[one["startup"], one["expert"]] for one in pairs]
    if "weights" in changes:
        changes["weights"] = {**weights, **changes["weights"]}
    return changes


class RunView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.RunDetailSerializer)
    def get(self, request: Request, run_id: int) -> Response:
        """Who got whom, who got nobody and why, and the proof."""
        return run_response(run_of(run_id))


class CancelRunView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses=shapes.RunDetailSerializer)
    @once
    def post(self, request: Request, run_id: int) -> Response:
        """Its answer is not wanted any more."""
        run = run_of(run_id)
        running.cancel_run(run_id=run.pk, by=signed_in(request), now=clock.now())
        return run_response(run_of(run_id))


class PublishRunView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=shapes.PublishSerializer, responses=shapes.PublishedSerializer
    )
    @once
    def post(self, request: Request, run_id: int) -> Response:
        """Offer its pairs to both sides. 409 `world_moved` tells in `moved` what has changed since."""
        run = run_of(run_id)
        asked = shapes.PublishSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        relations = publish_run(run_id=run.pk, by=signed_in(request), now=clock.now(), **asked.validated_data)
        return Response({"pairs": len(relations)})


class WhyView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=PAIR, responses=shapes.WhySerializer)
    def get(self, request: Request, run_id: int) -> Response:
        """Why two would be a pair, part by part, or what rules them out; for any two of the run."""
        run = run_of(run_id)
        asked = PairIdsSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        startup, expert = asked.validated_data["startup"], asked.validated_data["expert"]
        document = run.gathered.document if run.gathered else {"startups": [], "experts": []}
        scored = Scored(document, run.asked)
        if startup not in scored.startups or expert not in scored.experts:
            raise Http404
        reasons = reasons_of(scored, startup, expert, queries.topic_names(get_language() or "en"))
        at = scored.startups[startup], scored.experts[expert]
        return Response(
            shapes.WhySerializer(
                {
                    "score": int(scored.table.scores[at]),
                    "bans": [ban_words(ban) for ban in bans_of(scored, startup, expert)],
                    "parts": [reason._asdict() for reason in reasons],
                }
            ).data
        )


class RunDifferenceView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=shapes.DifferenceSerializer(many=True))
    def get(self, request: Request, run_id: int, other_id: int) -> Response:
        """What a run changes of another (`other_id`): startups that fare otherwise, with whom they had and get."""
        run, other = run_of(run_id), run_of(other_id)
        if run.cycle_id != other.cycle_id:
            raise RunOfAnotherCycle
        return Response(shapes.DifferenceSerializer(queries.differences(other, run), many=True).data)
