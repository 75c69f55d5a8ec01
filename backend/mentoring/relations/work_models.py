"""What a pair works with between its sessions: actions, milestones, files as links, and notes of one's own."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q


class ActionItem(models.Model):
    """Something that one of a pair's people is to do; each session shows it until it is done."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    relation = models.ForeignKey("mentoring.Relation", on_delete=models.PROTECT, related_name="actions")
    session = models.ForeignKey(
        "mentoring.Session", null=True, on_delete=models.PROTECT, related_name="actions"
    )  # in which it came up
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField(null=True)  # on the owner's clock
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["written_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="action_says_what"),
        ]

    def __str__(self) -> str:
        return f"action {self.pk}"


class PairMilestone(models.Model):
    """A step that a pair wants to have taken by a day: its own, or one of those that its programme has for every pair."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    relation = models.ForeignKey("mentoring.Relation", on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=200)  # as the pair wrote it; of a programme's in Korean
    title_en = models.CharField(max_length=200, blank=True)  # of a programme's alone
    due_on = models.DateField(null=True)
    reached_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "written_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["relation", "title"], name="milestone_once_per_pair"),
        ]

    def __str__(self) -> str:
        return f"milestone {self.pk}"

    @property
    def is_of_programme(self) -> bool:
        return self.title_en != ""

    def title_in(self, language: str) -> str:
        """As somebody reads it whose language is "ko" or "en"."""
        return self.title_en if language == "en" and self.title_en else self.title


class PairLink(models.Model):
    """A file that lies elsewhere, for both sides."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    relation = models.ForeignKey("mentoring.Relation", on_delete=models.PROTECT, related_name="links")
    title = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["added_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["relation", "url"], name="pair_link_once"),
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="pair_link_is_https"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class PrivateNote(models.Model):
    """What somebody writes for nobody else: no coordinator and no export ever shows it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    relation = models.ForeignKey("mentoring.Relation", on_delete=models.CASCADE, related_name="private_notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="private_notes"
    )
    text = models.TextField(max_length=4000)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]

    def __str__(self) -> str:
        return f"private note {self.pk}"
