"""The ETag of a session is its revision; a change may be bound to it."""

from drf_spectacular.utils import OpenApiParameter

from mentoring.models import GroupSession, Session
from problems.matching import revisions_seen

__all__ = ["IF_MATCH", "etag_of", "revisions_seen"]

IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    description="The ETag under which the session was read. 412 `changed_meanwhile` tells what changed since.",
)


def etag_of(session: Session | GroupSession) -> str:
    return f'"{session.revision}"'
