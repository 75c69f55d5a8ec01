"""Who takes part in a programme, on both sides, and with what."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ProgrammeState(models.TextChoices):
    """A draft is its coordinators' own; an open one takes applications; sessions are held while it runs."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for applications")
    RUNNING = "running", _("Running")
    CLOSED = "closed", _("Closed")


class ProgrammeKind(models.TextChoices):
    """What is offered, as the hub says it; whose time is given tells the kind of the experts."""

    MENTORING = "mentoring", _("Mentoring")
    CONSULTING = "consulting", _("Consulting")
    INVESTOR_MEETINGS = "investor_meetings", _("Investor meetings")
    TECHNOLOGY_MATCHING = "technology_matching", _("Technology matching")
    OFFICE_HOURS = "office_hours", _("Office hours")


class Joining(models.TextChoices):
    """How a startup comes in. Where it is open, every startup of the hub takes part, and needs no row for that."""

    OPEN = "open", _("Open to every startup")
    APPLICATION = "application", _("By application")
    INVITATION = "invitation", _("By invitation")


class PairingWay(models.TextChoices):
    DIRECT = "direct", _("Startups ask the expert they want")
    ASSIGNED = "assigned", _("A coordinator assigns")
    CYCLE = "cycle", _("A pairing cycle")
    POOL = "pool", _("The first free expert")


class TakingPart(models.TextChoices):
    INVITED = "invited", _("Invited")
    JOINED = "joined", _("Takes part")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")


class Place(models.Model):
    """Somebody's place in a programme."""

    state = models.CharField(max_length=8, choices=TakingPart.choices)
    since = models.DateTimeField()  # its state

    class Meta:
        abstract = True


class ProgrammeStartup(Place):
    """A startup's place in a programme that is not open to all."""

    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="startups")
    startup = models.ForeignKey("directory.Startup", on_delete=models.PROTECT, related_name="programmes")
    least_experts = models.PositiveSmallIntegerField(default=0)
    most_experts = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "startup"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "startup"], name="programme_has_a_startup_once"),
            models.CheckConstraint(
                condition=Q(state__in=TakingPart.values), name="programme_startup_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(least_experts__lte=F("most_experts")),
                name="programme_startup_least_is_no_more_than_most",
            ),
        ]

    def __str__(self) -> str:
        return f"startup {self.startup_id} in programme {self.programme_id}"


class ProgrammeExpert(Place):
    """An expert's place in a programme, and what they give there: so many startups at once, for these topics and kinds of
    company (none named: any), in these languages (none named: those of their profile)."""

    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="experts")
    expert = models.ForeignKey("directory.Expert", on_delete=models.PROTECT, related_name="programmes")
    least_startups = models.PositiveSmallIntegerField(default=0)
    capacity = models.PositiveSmallIntegerField(default=3)
    topics = models.ManyToManyField("directory.Topic", related_name="+", blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    stages = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    markets = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    will_not = models.CharField(max_length=1000, blank=True)  # in their own words

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "expert"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "expert"], name="programme_has_an_expert_once"),
            models.CheckConstraint(
                condition=Q(state__in=TakingPart.values), name="programme_expert_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(least_startups__lte=F("capacity")),
                name="programme_expert_least_is_within_capacity",
            ),
        ]

    def __str__(self) -> str:
        return f"expert {self.expert_id} in programme {self.programme_id}"
