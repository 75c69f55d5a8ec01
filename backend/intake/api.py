from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from intake.cells import CellProblem
from intake.columns import COLUMNS
from intake.operations import PeopleFile, apply_import, preview_import
from intake.report import ImportReport
from intake.wording import detail
from problems import Problem

MOST_FILES = 20
# A single file past its own bound gets its own answer; what is past this is not even taken off the wire.
MOST_UPLOAD_BYTES = 128 * 1024 * 1024


class UploadTooLarge(Problem):
    code = "upload_too_large"
    status = 413
    title = _("The upload is too large")
    detail = _("Send fewer or smaller files at once.")
    field = "files"


class ImportUploadSerializer(serializers.Serializer[Any]):
    files = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True, max_length=200),
        min_length=1,
        max_length=MOST_FILES,
    )


class ImportChangeSerializer(serializers.Serializer[Any]):
    column = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class ImportProblemSerializer(serializers.Serializer[CellProblem]):
    column = serializers.CharField(allow_blank=True, help_text="Empty when the whole line is meant.")
    code = serializers.CharField()
    detail = serializers.SerializerMethodField()

    def get_detail(self, problem: CellProblem) -> str:
        return detail(problem)


class ImportRowSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField(help_text="Line of the file; 1 is the first.")
    outcome = serializers.ChoiceField(choices=["add", "change", "same", "refuse"])
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of ours, not Field.label
    changes = ImportChangeSerializer(many=True)
    problems = ImportProblemSerializer(many=True)


class ImportFileSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=list(COLUMNS), allow_null=True)
    rows = ImportRowSerializer(many=True)
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
    refused = serializers.IntegerField()


class ImportReportSerializer(serializers.Serializer[Any]):
    applied = serializers.BooleanField()
    files = ImportFileSerializer(many=True)


class _Import(APIView):
    permission_classes = [Coordinators]
    parser_classes = [MultiPartParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        # Before anything looks at the body: the length is known from the header.
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_UPLOAD_BYTES:
            raise UploadTooLarge
        super().initial(request, *args, **kwargs)

    def answer(self, request: Request, imports: Callable[[list[PeopleFile]], ImportReport]) -> Response:
        upload = ImportUploadSerializer(data=request.data)
        upload.is_valid(raise_exception=True)
        files = [PeopleFile(file.name, file.file) for file in upload.validated_data["files"]]
        return Response(ImportReportSerializer(imports(files)).data)


class ImportPreviewView(_Import):
    """What importing these files would do, row by row; nothing is written."""

    @extend_schema(request={"multipart/form-data": ImportUploadSerializer}, responses=ImportReportSerializer)
    def post(self, request: Request) -> Response:
        by = signed_in(request)
        return self.answer(request, lambda files: preview_import(files, by=by))


class ImportView(_Import):
    """Import these files: all rows, or none when one is refused (`applied` tells which)."""

    @extend_schema(request={"multipart/form-data": ImportUploadSerializer}, responses=ImportReportSerializer)
    def post(self, request: Request) -> Response:
        by, now = signed_in(request), clock.now()
        return self.answer(request, lambda files: apply_import(files, by=by, now=now))
