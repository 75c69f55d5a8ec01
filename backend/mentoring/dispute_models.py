"""Two accounts of who did not come. Imported by `mentoring.models`, where Django looks."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Outcome(models.TextChoices):
    STARTUP = "startup"  # the startup did not come
    EXPERT = "expert"  # the expert did not come
    TOOK_PLACE = "took_place"  # both came


class Dispute(models.Model):
    """The word of whoever is said not to have come, and what a coordinator made of it. One per session."""

    session = models.OneToOneField("mentoring.Session", on_delete=models.CASCADE, related_name="dispute")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome.choices)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    word = models.CharField(max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", settled_by=None, settled_at=None)
                | Q(outcome__in=Outcome.values, settled_by__isnull=False, settled_at__isnull=False),
                name="dispute_is_open_or_settled_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"dispute of {self.session_id}"
