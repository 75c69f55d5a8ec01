"""`answered_once`: what makes a POST safe to repeat."""

import functools
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from idempotency.operations import KeyMalformed, claim, keep
from idempotency.rules import digest, key_in, request_digest

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="Chosen by the caller, new for each wish: for 24 hours the same request with the same key is "
    "done once and answered the same. 422 `idempotency_key_reused` with another request.",
)
KEPT_HEADERS = ("ETag",)
Post = Callable[..., Response]
Owner = Callable[[Callable[[], Response]], Callable[[], Response]]


def answered_once(owner: Owner) -> Callable[[Post], Post]:
    """Make a view's method heed `Idempotency-Key`; without the header nothing changes.

    `owner` makes a function one transaction (and tries again after a deadlock). The deed and its answer
    commit together or not at all; a server error leaves the key free. Refusals are answers and are kept.
    For views whose answers hold no secret: they are stored.
    """

    def deciding(post: Post) -> Post:
        @functools.wraps(post)
        def once(view: APIView, request: Request, *args: Any, **kwargs: Any) -> Response:
            header = request.headers.get("Idempotency-Key")
            if header is None:
                return post(view, request, *args, **kwargs)
            key = key_in(header)
            if key is None:
                raise KeyMalformed
            return owner(lambda: _answer(key, view, request, lambda: post(view, request, *args, **kwargs)))()

        return once

    return deciding


def _answer(key: str, view: APIView, request: Request, post: Callable[[], Response]) -> Response:
    row, is_new = claim(
        key_digest=digest(_caller(request), key),
        request_digest=request_digest(request.method or "", request.path, request.data),
        now=clock.now(),
    )
    if is_new:
        try:
            with transaction.atomic():  # what a refused deed had begun is undone, the refusal is kept
                response = post()
        except Exception as refused:  # noqa: BLE001 -- what is no refusal is raised again by the view
            response = view.handle_exception(refused)
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        if response.content_type:
            headers["Content-Type"] = response.content_type
        body = JSONRenderer().render(response.data).decode() or "null"
        keep(row=row, status=response.status_code, body=body, headers=headers)
        return response
    headers = dict(row.headers)
    content_type = headers.pop("Content-Type", None)
    headers["Idempotent-Replayed"] = "true"
    return Response(json.loads(row.body), status=row.status, headers=headers, content_type=content_type)


def _caller(request: Request) -> str:
    """Who asks: a person by number; whoever comes by a signed link is known by that link."""
    return f"person {request.user.pk}" if request.user.is_authenticated else f"link {request.path}"
