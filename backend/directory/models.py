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
    markets = ArrayField(
        models.CharField(max_length=2), default=list, blank=True
    )  # countries that it sells to or wants to
    competitors = ArrayField(
        models.CharField(max_length=120), default=list, blank=True
    )  # companies whose people should not advise it

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


class ConflictKind(models.TextChoices):
    EMPLOYER = "employer", _("Works for it")
    PORTFOLIO = "portfolio", _("Has invested in it")
    COMPETITOR = "competitor", _("It competes with what they own or work for")


class ExpertConflict(models.Model):
    """A company with which an expert is bound up: they advise neither it nor who competes with it."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=10, choices=ConflictKind.choices)
    company = models.CharField(max_length=120)  # as it is written
    company_key = models.CharField(max_length=120)  # as it is compared

    class Meta:
        ordering = ["expert", "company_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "kind", "company_key"], name="expert_conflict_named_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ConflictKind.values), name="expert_conflict_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(company_key=""), name="expert_conflict_names_a_company"
            ),
        ]

    def __str__(self) -> str:
        return f"expert {self.expert_id} {self.kind}"
