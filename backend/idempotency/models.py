from uuid import uuid4

from django.db import models
from django.db.models import Q


class KeptAnswer(models.Model):
    """What a request was answered, so that its repetition hears the same. Holds digests of what came, no more.

    `status` is null only inside the transaction that does the deed: nobody else ever sees such a row.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    key_digest = models.CharField(max_length=64, unique=True)  # of the caller and their key
    request_digest = models.CharField(max_length=64)  # of method, path and body
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)  # JSON, as it was written: its members keep their order
    headers = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=None) | Q(status__range=(200, 499)), name="kept_answer_is_no_server_error"
            )
        ]
        indexes = [models.Index(fields=["at"], name="kept_answer_by_age")]

    def __str__(self) -> str:
        return f"kept answer {self.status}"
