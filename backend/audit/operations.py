from datetime import datetime
from typing import TYPE_CHECKING, Any

from audit.models import AuditEntry
from storing import insert, lastly

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def record(
    subject_kind: str,
    subject_id: object,
    action: str,
    *,
    by: "AbstractBaseUser | None",
    now: datetime,
    **details: Any,
) -> None:
    """Leave a row about `subject_kind subject_id` in the running transaction; `by=None` means the system.

    `details` is JSON-able and names values before and after, never a phone, an e-mail or a token. The rows of a
    deed are written at its end, in one statement.
    """
    entry = AuditEntry(
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        action=action,
        actor_id=by.pk if by else None,
        at=now,
        details=details,
    )
    lastly(insert, entry)
