"""Who takes part in a session beside the two who agree on it. Imported by `mentoring.models`, where Django looks."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Companion(models.Model):
    """Another expert, or a colleague of the founder's (`expert` is null), whose time the session takes as well."""

    session = models.ForeignKey("mentoring.Session", on_delete=models.CASCADE, related_name="companions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions_beside"
    )
    expert = models.ForeignKey(
        "directory.Expert", null=True, on_delete=models.PROTECT, related_name="sessions_beside"
    )
    left_at = models.DateTimeField(null=True)  # said that they cannot come
    left_word = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="companion_once_per_session"),
            models.CheckConstraint(
                condition=Q(left_word="") | Q(left_at__isnull=False), name="companion_with_a_word_has_left"
            ),
        ]

    def __str__(self) -> str:
        return f"companion {self.pk} of {self.session_id}"

    @property
    def side(self) -> str:
        """ "expert" or "startup"."""
        return "startup" if self.expert_id is None else "expert"
