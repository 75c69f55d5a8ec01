from datetime import datetime
from uuid import uuid4

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


# Both ways the row is there and locked when this returns.
CLAIM = """
INSERT INTO idempotency_keptanswer AS kept (id, key_digest, request_digest, body, headers, at)
VALUES (%(id)s, %(key)s, %(request)s, '', '{}', %(now)s)
    ON CONFLICT (key_digest) DO UPDATE SET key_digest = kept.key_digest
RETURNING id, key_digest, request_digest, status, body, headers, at
"""


def claim(*, key_digest: str, request_digest: str, now: datetime) -> tuple[KeptAnswer, bool]:
    """The row of this key, locked until the caller's transaction ends, and whether the deed is yet to be done.

    Waits for whoever does the same at this moment: the insert meets their row in the unique index and goes on
    when they commit (then theirs is the answer) or roll back (then the deed is ours). Raises KeyReused.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a claim lives as long as the caller's transaction")
    mine = uuid4()
    asked = {"id": mine, "key": key_digest, "request": request_digest, "now": now}
    (row,) = KeptAnswer.objects.raw(CLAIM, asked)
    if row.pk == mine:
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
