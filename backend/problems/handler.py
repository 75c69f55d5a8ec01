"""Turns every exception that leaves a view into a problem document; registered as DRF's EXCEPTION_HANDLER."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler

from problems.problem import FieldProblem, Problem, problem_document

CONTENT_TYPE = "application/problem+json"

# code -> (title, what to do), for what Django and DRF raise by themselves.
KNOWN = {
    "not_authenticated": (_("Not signed in"), _("Sign in and try again.")),
    "authentication_failed": (_("Not signed in"), _("Sign in again, or make a new token in your settings.")),
    "permission_denied": (
        _("Not allowed"),
        _("Your role does not allow this. Ask a coordinator if you need it."),
    ),
    "not_found": (_("Not found"), _("There is nothing here that you may see. Check the link.")),
    "throttled": (_("Too many attempts"), _("Wait a moment and try again.")),
    "method_not_allowed": (_("Not possible here"), _("This address does not take that method.")),
    "parse_error": (_("Unreadable request"), _("Send well-formed JSON.")),
    "unsupported_media_type": (
        _("Unreadable request"),
        _("Send JSON, or a form with files where files are asked for."),
    ),
    "not_acceptable": (_("Not available in that form"), _("Ask for application/json.")),
}


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer with `application/problem+json`; unknown exceptions return None and stay a logged 500."""
    if isinstance(exc, Problem):
        return _respond(exc.as_dict(), exc.status)
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    if isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if isinstance(exc, exceptions.ValidationError):
        return _respond(_invalid(exc), status.HTTP_400_BAD_REQUEST)
    response = drf_exception_handler(exc, context)
    if response is None or not isinstance(exc, exceptions.APIException):
        return response
    codes = exc.get_codes()
    code = codes if isinstance(codes, str) and codes in KNOWN else exc.default_code
    title, detail = KNOWN.get(code, (str(exc.default_detail), str(exc.default_detail)))
    response.data = problem_document(code, response.status_code, title, detail, [])
    response.content_type = CONTENT_TYPE
    return response


def _respond(document: dict[str, Any], status_code: int) -> Response:
    return Response(document, status=status_code, content_type=CONTENT_TYPE)


def _invalid(exc: exceptions.ValidationError) -> dict[str, Any]:
    errors = list(_rows("", exc.detail))
    detail = (
        errors[0].detail if len(errors) == 1 else _("Correct the fields that are listed and send it again.")
    )
    return problem_document("invalid", 400, _("Please check what you entered"), detail, errors)


def _rows(path: str, detail: Any) -> list[FieldProblem]:
    """Flatten DRF's nested errors: `ranges.0.weekday` names the field the way the request nests it."""
    if isinstance(detail, dict):
        return [row for key, value in detail.items() for row in _rows(_join(path, key), value)]
    if isinstance(detail, list):
        return [
            row
            for index, value in enumerate(detail)
            for row in _rows(path if isinstance(value, exceptions.ErrorDetail) else _join(path, index), value)
        ]
    return [FieldProblem(path or "non_field", getattr(detail, "code", "invalid"), str(detail))]


def _join(path: str, key: object) -> str:
    if key == "non_field_errors":
        return path
    return f"{path}.{key}" if path else str(key)
