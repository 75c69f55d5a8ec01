"""A run as files: all that it was given and what came of it, to be worked out again or read in a spreadsheet."""

import csv
from io import StringIO

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.permissions import Coordinators
from intake.spreadsheet import safe_cell
from mentoring.cycles.api.runs import run_of
from mentoring.cycles.gathering import canonical
from mentoring.cycles.queries import board_of
from mentoring.pairing.scoring import Part


class RunExportView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, run_id: int) -> HttpResponse:
        """`document` and `asked` give the same `pairs` whenever they are worked out."""
        run = run_of(run_id)
        pairs = run.pairs.filter(place=0).values("startup", "expert", "score", "hour", "parts")
        exported = {
            "document": run.gathered.document if run.gathered else None,
            "digest": run.gathered.digest if run.gathered else None,
            "asked": run.asked,
            "pairs": list(pairs),
            "outcome": run.outcome,
            "proof": run.proof,
        }
        return _file(canonical(exported), "application/json", f"pairing-{run.pk}.json")


class RunSpreadsheetView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, run_id: int) -> HttpResponse:
        """A row for each pair, with the parts of its score."""
        run = run_of(run_id)
        board = board_of(run)
        startups = {one["id"]: one["name_en"] for one in board.startups}
        experts = {one["id"]: one["name"] for one in board.experts}
        text = StringIO()
        text.write("\ufeff")  # by which spreadsheets know UTF-8
        sheet = csv.writer(text)
        sheet.writerow(["startup", "expert", "hour", "score", *Part])
        for pair in board.pairs:
            names = startups.get(pair.startup_id, ""), experts.get(pair.expert_id, "")
            parts = [pair.parts[part] for part in Part]
            sheet.writerow([*map(safe_cell, names), pair.hour, pair.score, *parts])
        return _file(text.getvalue(), "text/csv; charset=utf-8", f"pairing-{run.pk}.csv")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": disposition})
