"""A startup and an expert who meet over a programme: from the offer of the pair to its end."""

from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RelationState(models.TextChoices):
    OFFERED = "offered", _("Offered to both sides")
    ACTIVE = "active", _("Active")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn before both had said yes")
    EXPIRED = "expired", _("Not answered in time")
    ENDED = "ended", _("Ended")


STANDING = (RelationState.OFFERED, RelationState.ACTIVE)
SAYS = [("", _("Not answered")), ("yes", _("Yes")), ("no", _("No"))]


class Relation(models.Model):
    """A pair of one programme. Offered, each side says yes or no; both yes: active. `instead_of` is the declined pair
    whose place it took; `series` its regular sessions, once they are agreed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="relations")
    startup = models.ForeignKey("directory.Startup", on_delete=models.PROTECT, related_name="relations")
    expert = models.ForeignKey("directory.Expert", on_delete=models.PROTECT, related_name="relations")
    state = models.CharField(max_length=9, choices=RelationState.choices)
    startup_says = models.CharField(max_length=3, choices=SAYS, blank=True)
    expert_says = models.CharField(max_length=3, choices=SAYS, blank=True)
    answer_by = models.DateTimeField(null=True)  # while it is offered
    offered_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=500, blank=True)
    why_ko = models.TextField(max_length=2000, blank=True)  # these two, for both sides to read
    why_en = models.TextField(max_length=2000, blank=True)
    # When the two could meet every week, in minutes since Monday 00:00 on the hub's clock: suggested with the offer.
    weekly_minute = models.PositiveSmallIntegerField(null=True)
    instead_of = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    series = models.OneToOneField(
        "mentoring.Series", null=True, on_delete=models.PROTECT, related_name="relation"
    )
    midterm_asked_at = models.DateTimeField(null=True)  # both, how it goes, at half of the sessions
    revision = models.PositiveIntegerField(default=1)  # grows with every change of it: the ETag

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "startup", "offered_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["programme", "startup", "expert"],
                condition=Q(state__in=STANDING),
                name="relation_stands_once_per_pair",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RelationState.values), name="relation_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(startup_says__in=["", "yes", "no"], expert_says__in=["", "yes", "no"]),
                name="relation_answers_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="active")
                | Q(startup_says="yes", expert_says="yes", began_at__isnull=False),
                name="relation_active_has_two_yeses",
            ),
            models.CheckConstraint(
                condition=Q(state__in=STANDING, closed_at=None)
                | (~Q(state__in=STANDING) & Q(closed_at__isnull=False)),
                name="relation_closed_tells_when",
            ),
            models.CheckConstraint(
                condition=Q(weekly_minute=None) | Q(weekly_minute__lt=7 * 24 * 60),
                name="relation_weekly_minute_is_of_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"relation {self.pk} {self.state}"

    def is_open_at(self, now: datetime) -> bool:
        """Whether it can be answered; one whose time has passed cannot, whether or not a worker has seen it."""
        return self.state == RelationState.OFFERED and (self.answer_by is None or now < self.answer_by)
