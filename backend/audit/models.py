from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One thing that a person did or the system sent. Never changed, never holds a phone, e-mail or token."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    action = models.CharField(max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.action}"
