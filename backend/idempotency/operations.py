from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from idempotency.models import KeptAnswer
from idempotency.rules import KEPT_FOR
from problems import Problem


class KeyReused(Problem):
    code = "idempotency_key_reused"
    status = 422
    title = _("This key belongs to another request")
    detail = _(
        "The same Idempotency-Key came with another request before. Send a new key with a new request."
    )


class KeyMalformed(Problem):
    code = "idempotency_key_malformed"
    title = _("The Idempotency-Key is malformed")
    detail = _("Send 1 to 200 visible characters without spaces, a UUID for instance.")


def claim(*, key_digest: str, request_digest: str, now: datetime) -> tuple[KeptAnswer, bool]:
    """The row of this key, locked until the caller's transaction ends, and whether the deed is yet to be done.

    Waits for whoever does the same at this moment: the insert meets their row in the unique index and goes on
    when they commit (then theirs is the answer) or roll back (then the deed is ours). Raises KeyReused.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a claim lives as long as the caller's transaction")
    mine = KeptAnswer(key_digest=key_digest, request_digest=request_digest, at=now)
    KeptAnswer.objects.bulk_create([mine], ignore_conflicts=True)
    row = KeptAnswer.objects.select_for_update().filter(key_digest=key_digest).first()
    if row is None:  # purged between the two statements
        return claim(key_digest=key_digest, request_digest=request_digest, now=now)
    if row.pk == mine.pk:
        return row, True
    if row.at <= now - KEPT_FOR:
        row.request_digest, row.at = request_digest, now
        return row, True
    if row.request_digest != request_digest:
        raise KeyReused
    return row, False


def keep(*, row: KeptAnswer, status: int, body: str, headers: dict[str, str]) -> None:
    """Write down what the deed was answered. `body` is JSON text and must hold no secret: it is stored as it is."""
    row.status, row.body, row.headers = status, body, headers
    row.save()


def purge(*, now: datetime) -> int:
    """Forget answers that are older than 24 hours; how many they were."""
    return KeptAnswer.objects.filter(at__lte=now - KEPT_FOR).delete()[0]
