"""Optimistic locking over HTTP (RFC 9110, sections 8.8.3 and 13.1.1): the ETag of a session is its revision."""

import re

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from mentoring.models import GroupSession, Session
from mentoring.refusals import IfMatchMalformed

IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    description="The ETag under which the session was read. 412 `changed_meanwhile` tells what changed since.",
)
_TAGS = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W/)?"[\x21\x23-\x7e]*")*')
_REVISION = re.compile(r'(?<!W/)"(\d{1,9})"')


def etag_of(session: Session | GroupSession) -> str:
    return f'"{session.revision}"'


def revisions_seen(request: Request) -> frozenset[int] | None:
    """The revisions that If-Match names; None without the header or with `*`, which any session fulfils.

    Comparison is strong: a weak tag, or one that was never ours, matches nothing.
    """
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    if not _TAGS.fullmatch(header.strip()):
        raise IfMatchMalformed
    return frozenset(int(revision) for revision in _REVISION.findall(header))
