"""What coordinators alone see of a pair, and what they pay for it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from mentoring.relations.money_rules import PLACES
from mentoring.relations.rules import SIDES

CURRENCIES = tuple(PLACES)


class Rating(models.Model):
    """How one side found a session, or the pair at half of its sessions. The other side never sees it."""

    relation = models.ForeignKey("mentoring.Relation", on_delete=models.PROTECT, related_name="ratings")
    session = models.ForeignKey(
        "mentoring.Session", null=True, on_delete=models.PROTECT, related_name="ratings"
    )  # null: the mid-term check
    side = models.CharField(max_length=7, choices=[(side, side) for side in SIDES])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()  # 1 (poor) to 5
    word = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["relation", "session", "side"],
                nulls_distinct=False,
                name="rating_once_per_side",
            ),
            models.CheckConstraint(
                condition=Q(score__range=(1, 5), side__in=SIDES), name="rating_is_from_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"rating {self.pk}"


class RematchWish(models.Model):
    """One side asks for another partner. Only coordinators learn of it."""

    relation = models.ForeignKey(
        "mentoring.Relation", on_delete=models.PROTECT, related_name="rematch_wishes"
    )
    side = models.CharField(max_length=7, choices=[(side, side) for side in SIDES])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["relation", "side"],
                condition=Q(settled_at=None),
                name="rematch_wished_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="rematch_side_is_known"),
        ]

    def __str__(self) -> str:
        return f"wish for another partner {self.pk}"


class HonorariumRate(models.Model):
    """What an expert is paid for an hour of sessions in a programme."""

    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="rates")
    expert = models.ForeignKey("directory.Expert", on_delete=models.PROTECT, related_name="rates")
    per_hour = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, choices=[(code, code) for code in CURRENCIES])

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "expert"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "expert"], name="honorarium_rate_is_one"),
            models.CheckConstraint(
                condition=Q(per_hour__gte=0, currency__in=CURRENCIES), name="honorarium_rate_is_money"
            ),
        ]

    def __str__(self) -> str:
        return f"rate {self.pk}"
