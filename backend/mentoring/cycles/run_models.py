"""A run of the solver over a cycle: what it was given, what came of it, and why."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.cycles.models import Cycle


class Gathered(models.Model):
    """All that a pairing depends on, as it was when somebody asked; runs over the same share it."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="gathered")
    digest = models.CharField(max_length=64)  # of the document in its canonical form
    document: Any = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["cycle", "digest"], name="gathered_once_per_digest")
        ]

    def __str__(self) -> str:
        return f"gathered {self.digest[:12]}"


class RunState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


GOING_ON = (RunState.WAITING, RunState.RUNNING)


class Run(models.Model):
    """`asked` holds weights, options, pins and changes; with what was gathered it gives the same pairs every time. A
    trial asks what would be if: it is never published."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="runs")
    gathered = models.ForeignKey(Gathered, null=True, on_delete=models.PROTECT, related_name="runs")
    asked: Any = models.JSONField()
    is_trial = models.BooleanField(default=False)
    like = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+"
    )  # few changes to it
    state = models.CharField(max_length=9, choices=RunState.choices, default=RunState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)  # workers that took it up
    failure = models.CharField(max_length=20, blank=True)  # a stable code
    conflict: Any = models.JSONField(default=list)  # demands that cannot all be kept
    outcome: Any = models.JSONField(default=dict)  # served, score, who got nobody and why
    proof: Any = models.JSONField(default=dict)  # kind, cost, bound, gap, seconds
    faults: Any = models.JSONField(default=list)  # what the checker found wrong
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    wanted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(state__in=GOING_ON), name="run_one_at_a_time_per_cycle"
            ),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="run_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=GOING_ON, ended_at=None)
                | (~Q(state__in=GOING_ON) & Q(ended_at__isnull=False)),
                name="run_ended_tells_when",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(failure="") | ~Q(state="failed") & Q(failure=""),
                name="run_failed_tells_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(gathered__isnull=False), name="run_done_tells_of_what"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state="done", is_trial=False, faults=[]),
                name="run_published_is_done_and_without_fault",
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.pk} {self.state}"

    @property
    def is_going_on(self) -> bool:
        """Whether its end is still waited for."""
        return self.state in GOING_ON


class RunPair(models.Model):
    """A pair of a run: `place` 0 is what was found; 1 and more whom the startup would get next, were it declined."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="pairs")
    startup = models.ForeignKey("directory.Startup", on_delete=models.CASCADE, related_name="+")
    expert = models.ForeignKey("directory.Expert", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    score = models.PositiveIntegerField()
    parts: Any = models.JSONField()  # by name, 0 to 1
    hour = models.PositiveSmallIntegerField(null=True)  # minutes since Monday 00:00 on the hub's clock

    class Meta:
        ordering: ClassVar[list[str]] = ["run", "place", "startup", "expert"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "startup", "expert"], name="run_names_a_pair_once"),
            models.UniqueConstraint(
                fields=["run", "expert", "hour"],
                condition=Q(place=0, hour__isnull=False),
                name="run_gives_an_experts_hour_once",
            ),
            models.CheckConstraint(condition=Q(score__gte=1), name="run_pair_scores_one_at_least"),
            models.CheckConstraint(
                condition=Q(hour=None) | Q(hour__lt=7 * 24 * 60), name="run_pair_hour_is_of_a_week"
            ),
        ]

    def __str__(self) -> str:
        return f"pair {self.startup_id} {self.expert_id} of run {self.run_id}"
