"""What a pair agrees on before it meets regularly."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.recurrence import MOST_OCCURRENCES
from mentoring.relations.rules import SIDES
from mentoring.series_models import Anchor


class AgreementState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed to the other side")
    AGREED = "agreed", _("Agreed by both")
    DECLINED = "declined", _("Declined")
    REPLACED = "replaced", _("Replaced by a later one")


class Agreement(models.Model):
    """Goals, how many sessions in all, and their hour on one clock. One side proposes, the other agrees; then the dates are
    booked. What is to change is proposed as the next version."""

    relation = models.ForeignKey("mentoring.Relation", on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()  # from 1
    state = models.CharField(max_length=8, choices=AgreementState.choices)
    goals = models.TextField(max_length=2000)
    sessions = models.PositiveSmallIntegerField()  # in all, those held included, those left out not
    every_weeks = models.PositiveSmallIntegerField(default=1)
    anchor = models.CharField(max_length=7, choices=Anchor.choices)
    anchor_zone = models.CharField(max_length=64)  # whose clock stays fixed, as it was named when proposed
    starts_on = models.DateField()
    starts_time = models.TimeField()
    # Dates of the rule that are left out (null), or have another start (an instant): {"2026-12-25": null}.
    exceptions: Any = models.JSONField(default=dict)
    side = models.CharField(max_length=7, choices=[(side, side) for side in SIDES])  # which proposes it
    founder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    word = models.CharField(max_length=500, blank=True)  # with the answer

    class Meta:
        ordering: ClassVar[list[str]] = ["relation", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["relation", "version"], name="agreement_version_is_one"),
            models.UniqueConstraint(
                fields=["relation"], condition=Q(state="proposed"), name="agreement_one_is_proposed"
            ),
            models.UniqueConstraint(
                fields=["relation"], condition=Q(state="agreed"), name="agreement_one_is_agreed"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AgreementState.values, anchor__in=Anchor.values, side__in=SIDES),
                name="agreement_words_are_known",
            ),
            models.CheckConstraint(
                condition=Q(sessions__range=(1, MOST_OCCURRENCES), every_weeks__range=(1, 8)),
                name="agreement_is_of_so_many_sessions",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.version} of {self.relation_id} {self.state}"

    @property
    def schedule(self) -> tuple[object, ...]:
        """What the dates follow from: two agreements with the same need no other dates."""
        return (
            self.sessions,
            self.every_weeks,
            self.anchor_zone,
            self.starts_on,
            self.starts_time,
            self.exceptions,
        )

    @property
    def exceptional(self) -> Mapping[date, datetime | None]:
        """The dates that the rule names and the two would not have as it has them: left out (None), or at another start."""
        return {
            date.fromisoformat(on): datetime.fromisoformat(at) if at else None
            for on, at in self.exceptions.items()
        }
