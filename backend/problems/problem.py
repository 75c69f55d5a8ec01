from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise


@dataclass(frozen=True)
class FieldProblem:
    """One thing wrong with one field: `field` is the name in the request, `code` is stable, `detail` for people."""

    field: str
    code: str
    detail: str | Promise

    def as_dict(self) -> dict[str, str]:
        return {"field": self.field, "code": self.code, "detail": str(self.detail)}


class Problem(Exception):
    """A refusal with a clear answer. Areas subclass it beside the function that raises it.

    Class attributes give the stable `code`, the HTTP `status` and the lazily translated `title`
    (what happened) and `detail` (what to do); `field` names the request field that is at fault.
    Keyword arguments of the constructor become members of the answer, e.g. `next_free=[…]`.
    """

    code: ClassVar[str] = "problem"
    status: ClassVar[int] = 400
    title: ClassVar[str | Promise] = ""
    detail: ClassVar[str | Promise] = ""
    field: ClassVar[str | None] = None

    def __init__(self, *, detail: str | Promise | None = None, **extra: Any) -> None:
        super().__init__(self.code)
        self.told = detail if detail is not None else self.detail
        self.extra = extra

    def errors(self) -> list[FieldProblem]:
        return [FieldProblem(self.field, self.code, self.told)] if self.field else []

    def as_dict(self) -> dict[str, Any]:
        return problem_document(self.code, self.status, self.title, self.told, self.errors(), **self.extra)


def problem_document(
    code: str,
    status: int,
    title: str | Promise,
    detail: str | Promise,
    errors: list[FieldProblem],
    **extra: Any,
) -> dict[str, Any]:
    """The members of RFC 9457 section 3.1, our stable `code`, one row per field in `errors`, and extensions."""
    return {
        "type": f"/problems/{code}",
        "code": code,
        "title": str(title),
        "status": status,
        "detail": str(detail),
        "errors": [error.as_dict() for error in errors],
        **extra,
    }
