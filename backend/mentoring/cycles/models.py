"""A pairing cycle and what people said in it; what came out of it is in `mentoring.cycles.run_models`."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.cycles.rules import MOST_RANKS


class CycleState(models.TextChoices):
    """Answers are collected until somebody pairs; what was paired is in review until it is published."""

    COLLECTING = "collecting", _("Collecting answers")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


LIVING = (CycleState.COLLECTING, CycleState.REVIEW, CycleState.PUBLISHED)


def default_weights() -> dict[str, int]:
    """Wishes and needs first; what is the same for most counts little."""
    return {
        "startup_wish": 5,
        "expert_wish": 3,
        "topics": 5,
        "words": 2,
        "language": 1,
        "stage": 1,
        "market": 2,
        "hours": 2,
        "past": 2,
        "load": 1,
    }


class Cycle(models.Model):
    """One round of pairing in a programme. Deadlines are an hour of a date on each one's own clock."""

    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="cycles")
    state = models.CharField(max_length=10, choices=CycleState.choices, default=CycleState.COLLECTING)
    startups_due_on = models.DateField()
    startups_due_at = models.TimeField()
    experts_due_on = models.DateField()
    experts_due_at = models.TimeField()
    weights: Any = models.JSONField(default=default_weights)  # by part of the score, 0 to 10
    enough_hours = models.PositiveSmallIntegerField(default=5)  # a week in common: more are no better
    fewest_hours = models.PositiveSmallIntegerField(default=1)  # fewer rule a pair out
    language_is_a_must = models.BooleanField(default=True)
    with_hours = models.BooleanField(default=True)  # each pair gets an hour of the week with it
    is_stable = models.BooleanField(default=False)  # nobody and nobody would rather have each other
    most_per_organisation = models.PositiveSmallIntegerField(null=True, blank=True)  # pairs of one employer
    answer_days = models.PositiveSmallIntegerField(default=5)  # to say yes or no to a pair
    seed = models.PositiveIntegerField(default=1)  # decides what is otherwise equal
    opened_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)  # who had not answered, last
    published_at = models.DateTimeField(null=True)  # first
    closed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)  # grows with every change of it: the ETag

    class Meta:
        ordering: ClassVar[list[str]] = ["-opened_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state__in=LIVING), name="cycle_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=CycleState.values), name="cycle_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=LIVING, closed_at=None)
                | (~Q(state__in=LIVING) & Q(closed_at__isnull=False)),
                name="cycle_closed_tells_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="cycle_published_tells_when",
            ),
            models.CheckConstraint(
                condition=Q(is_stable=False) | Q(with_hours=False, most_per_organisation=None),
                name="cycle_stable_knows_no_hours_and_no_groups",
            ),
            models.CheckConstraint(condition=Q(answer_days__range=(1, 60)), name="cycle_answers_take_days"),
        ]

    def __str__(self) -> str:
        return f"cycle {self.pk} {self.state}"

    @property
    def is_living(self) -> bool:
        """Whether it is neither closed nor cancelled."""
        return self.state in LIVING


class Wish(models.Model):
    """What a startup or an expert said. A draft lies beside what was sent until it is sent itself; one that was sent
    without choices is a say too: whoever it is."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="wishes")
    startup = models.ForeignKey(
        "directory.Startup", null=True, on_delete=models.CASCADE, related_name="wishes"
    )
    expert = models.ForeignKey("directory.Expert", null=True, on_delete=models.CASCADE, related_name="wishes")
    is_draft = models.BooleanField()
    needs = models.CharField(max_length=2000, blank=True)  # of a startup, in its own words
    topics = models.ManyToManyField("directory.Topic", related_name="+", blank=True)  # none: of its profile
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    for_them = models.BooleanField(default=False)  # a coordinator wrote it
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(startup=None, expert__isnull=False) | Q(startup__isnull=False, expert=None),
                name="wish_is_of_one_side",
            ),
            models.CheckConstraint(
                condition=Q(expert=None) | Q(needs=""), name="wish_needs_are_of_a_startup"
            ),
            models.UniqueConstraint(fields=["cycle", "startup", "is_draft"], name="wish_once_per_startup"),
            models.UniqueConstraint(fields=["cycle", "expert", "is_draft"], name="wish_once_per_expert"),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk} in cycle {self.cycle_id}"


class Choice(models.Model):
    """One of the other side in a wish: at a place, the best first, or vetoed."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="choices")
    startup = models.ForeignKey("directory.Startup", null=True, on_delete=models.CASCADE, related_name="+")
    expert = models.ForeignKey("directory.Expert", null=True, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(null=True)  # none: vetoed

    class Meta:
        ordering: ClassVar[list[str]] = ["wish", "place", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(startup=None, expert__isnull=False) | Q(startup__isnull=False, expert=None),
                name="choice_names_one_of_one_side",
            ),
            models.CheckConstraint(
                condition=Q(place=None, expert=None) | Q(place__isnull=False, place__range=(1, MOST_RANKS)),
                name="choice_has_a_place_or_is_an_experts_veto",
            ),
            models.UniqueConstraint(fields=["wish", "place"], name="choice_one_per_place"),
            models.UniqueConstraint(fields=["wish", "startup"], name="choice_names_a_startup_once"),
            models.UniqueConstraint(fields=["wish", "expert"], name="choice_names_an_expert_once"),
        ]

    def __str__(self) -> str:
        return f"choice {self.pk} of wish {self.wish_id}"


class PinKind(models.TextChoices):
    REQUIRED = "required", _("Must be a pair")
    LOCKED = "locked", _("Stays as it was shown")
    FORBIDDEN = "forbidden", _("Must not be a pair")


class Pin(models.Model):
    """A pair on which the coordinators decided beforehand."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="pins")
    startup = models.ForeignKey("directory.Startup", on_delete=models.CASCADE, related_name="+")
    expert = models.ForeignKey("directory.Expert", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=PinKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "startup", "expert"], name="pin_decides_a_pair_once"),
            models.CheckConstraint(condition=Q(kind__in=PinKind.values), name="pin_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"pin {self.pk} {self.kind}"


class Nudge(models.Model):
    """Somebody who had not answered was reminded, so many hours before it was due."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="nudges")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hours_before = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["cycle", "person", "hours_before"], name="nudge_once_per_hour_before"
            )
        ]

    def __str__(self) -> str:
        return f"nudge {self.pk} of cycle {self.cycle_id}"
