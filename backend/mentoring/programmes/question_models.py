"""What a programme asks of those who take part, and what it is to reach. Questions are never changed: a new version takes
the place of the old one, and an answer belongs to the version that it was given to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class QuestionUse(models.TextChoices):
    INTAKE = "intake", _("With an application")
    FEEDBACK = "feedback", _("After a session")


class QuestionKind(models.TextChoices):
    TEXT = "text", _("Text")
    ONE = "one", _("One of several")
    MANY = "many", _("Any of several")
    SCALE = "scale", _("A scale")
    LINK = "link", _("A file or page, as a link")


class Question(models.Model):
    """One version of a question. `options` are {key, ko, en}; a key keeps its meaning from version to version."""

    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="questions")
    use = models.CharField(max_length=8, choices=QuestionUse.choices)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=QuestionKind.choices)
    title_ko = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    help_ko = models.CharField(max_length=1000, blank=True)
    help_en = models.CharField(max_length=1000, blank=True)
    is_required = models.BooleanField(default=True)
    options = models.JSONField(default=list)
    scale_from = models.SmallIntegerField(null=True)
    scale_to = models.SmallIntegerField(null=True)
    number = models.PositiveIntegerField(default=1)  # of the version
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    asked_since = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)  # asked no more

    class Meta:
        ordering: ClassVar[list[str]] = ["use", "position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(use__in=QuestionUse.values) & Q(kind__in=QuestionKind.values),
                name="question_use_and_kind_are_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="scale",
                    scale_from__isnull=False,
                    scale_to__isnull=False,
                    scale_to__gt=F("scale_from"),
                )
                | (~Q(kind="scale") & Q(scale_from=None, scale_to=None)),
                name="question_scale_alone_has_two_ends_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["one", "many"]) ^ Q(options=[]),
                name="question_choice_alone_has_options",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, number=1) | Q(replaces__isnull=False, number__gt=1),
                name="question_version_follows_another",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk} version {self.number}"


class ProgrammeMilestone(models.Model):
    """What a pair of the programme reaches, so many weeks after it began; without weeks a goal of the whole."""

    programme = models.ForeignKey("mentoring.Programme", on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title_ko = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    due_weeks = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["programme", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["programme", "position"],
                name="programme_milestones_have_an_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(due_weeks=None) | Q(due_weeks__range=(1, 104)),
                name="programme_milestone_is_within_two_years",
            ),
        ]

    def __str__(self) -> str:
        return self.title_en


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WAITLISTED = "waitlisted", _("On the waiting list")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Application(models.Model):
    """A startup's wish to take part: one per programme, whoever of the startup writes it. `draft` are answers by ids of
    questions, as they were typed; what was sent stands in `answers`. `score` and `note` are the coordinators'."""

    programme = models.ForeignKey(
        "mentoring.Programme", on_delete=models.PROTECT, related_name="applications"
    )
    startup = models.ForeignKey("directory.Startup", on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    draft = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    score = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(max_length=4000, blank=True)
    decided_at = models.DateTimeField(null=True)
    word = models.CharField(max_length=1000, blank=True)  # to the startup, with the decision
    revision = models.PositiveIntegerField(default=1)  # grows with every change of it: the ETag

    class Meta:
        ordering: ClassVar[list[str]] = ["-submitted_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "startup"], name="application_once_per_programme"),
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="application_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="application_sent_tells_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "waitlisted", "declined"]) | Q(decided_at__isnull=False),
                name="application_decided_tells_when",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(1, 5)), name="application_score_is_one_to_five"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["programme", "state"], name="application_by_state")
        ]

    def __str__(self) -> str:
        return f"application {self.pk} {self.state}"


class Answer(models.Model):
    """What was answered to one version of a question: a text, a key, keys, a number or an address by its kind."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    application = models.ForeignKey(Application, null=True, on_delete=models.CASCADE, related_name="answers")
    session = models.ForeignKey(
        "mentoring.Session", null=True, on_delete=models.PROTECT, related_name="feedback"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(application=None) ^ Q(session=None), name="answer_is_of_one_thing"
            ),
            models.UniqueConstraint(fields=["application", "question"], name="answer_once_per_application"),
            models.UniqueConstraint(fields=["session", "question", "by"], name="answer_once_per_session"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
