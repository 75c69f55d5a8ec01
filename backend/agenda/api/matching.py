"""What people say about their time has an ETag, its revision; a change may be bound to it."""

from drf_spectacular.utils import OpenApiParameter

from problems.matching import revisions_seen

__all__ = ["IF_MATCH", "etag", "revisions_seen"]

IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    description="Its revision in quotes, as it was read. 412 `changed_meanwhile` tells what changed since.",
)


def etag(revision: int) -> dict[str, str]:
    """The header of an answer that tells that revision."""
    return {"ETag": f'"{revision}"'}
