"""Every POST that gives or takes a place may be sent twice, and changes of an event may be bound to what was read."""

from drf_spectacular.utils import OpenApiParameter

from agenda.transactions import atomically
from idempotency.api import IDEMPOTENCY_KEY, answered_once
from problems.matching import revisions_seen

__all__ = ["IDEMPOTENCY_KEY", "IF_MATCH", "once", "revisions_seen"]

once = answered_once(atomically)

IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    description="The ETag under which the event was read. 412 `changed_meanwhile` tells what changed since.",
)
