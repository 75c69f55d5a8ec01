from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """One entry of the shared vocabulary: what startups need is named by the words for what experts know."""

    slug = models.SlugField(unique=True)
    name_ko = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class Stage(models.TextChoices):
    IDEA = "idea", _("Idea")
    PRE_SEED = "pre_seed", _("Pre-seed")
    SEED = "seed", _("Seed")
    SERIES_A = "series_a", _("Series A")
    SERIES_B = "series_b", _("Series B and later")


class Startup(models.Model):
    """A resident company of the hub."""

    name_ko = models.CharField(max_length=120, unique=True)
    name_en = models.CharField(max_length=120)
    builds_ko = models.TextField(blank=True)
    builds_en = models.TextField(blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    needs = models.ManyToManyField(Topic, related_name="startups", blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list)

    class Meta:
        ordering = ["name_ko"]

    def __str__(self) -> str:
        return self.name_en


class StartupMember(models.Model):
    """A founder or member of staff; belongs to one startup."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership"
    )
    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="members")

    def __str__(self) -> str:
        return f"{self.person_id} of {self.startup_id}"


class ExpertKind(models.TextChoices):
    MENTOR = "mentor", _("Localization mentor")
    CONSULTANT = "consultant", _("Consultant")
    CONTACT = "contact", _("Networking contact")


class Expert(models.Model):
    """Somebody who gives time: a mentor, a consultant, or a contact at a big-tech company."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="expert")
    kind = models.CharField(max_length=12, choices=ExpertKind.choices)
    organisation = models.CharField(max_length=120, blank=True)
    headline_ko = models.CharField(max_length=200, blank=True)
    headline_en = models.CharField(max_length=200, blank=True)
    bio_ko = models.TextField(blank=True)
    bio_en = models.TextField(blank=True)
    topics = models.ManyToManyField(Topic, related_name="experts", blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list)

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ExpertKind.values), name="expert_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"expert {self.pk}"
