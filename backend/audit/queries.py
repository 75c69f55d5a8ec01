from django.db.models import QuerySet

from audit.models import AuditEntry


def changed_in(entries: QuerySet[AuditEntry]) -> list[dict[str, object]]:
    """One row per field that these, in order, changed: as it was before them, as it is now.

    Each holds `changed` in its details: by field, the value before and the one after.
    """
    changed: dict[str, dict[str, object]] = {}
    for details in entries.values_list("details", flat=True):
        for field, (before, after) in details["changed"].items():
            changed.setdefault(field, {"field": field, "before": before})["after"] = after
    return [row for row in changed.values() if row["before"] != row["after"]]
