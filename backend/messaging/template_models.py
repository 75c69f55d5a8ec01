"""The words that coordinators gave to messages. Imported by `messaging.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class TemplateAbout(models.TextChoices):
    """What a message is about: the built-in words of one kind differ between these."""

    SESSION = "session"
    GROUP = "group"
    DAY = "day"  # several things of one day
    ANSWER = "answer"  # a text that its reader has just sent
    NEWS = "news"  # what a coordinator tells many: the frame of their words
    EVENT = "event"  # an event, as its guests hear of it


class TemplateText(models.Model):
    """One wording of a message, from `at` on until the next of the same message comes. Rows are only added.

    `programme` is the id of a programme of the area above; programmes are never deleted. What is about events is the hub's, and
    has none. `number` counts the wordings
    of one message from 1. `kind` is one of messages or, of answers, what was made of the text (`inbound.rules.Back`). `is_built_in` gives the message back to the built-in words. On a channel whose words its
    vendor approves, `subject` is the id of the approved template and each line of the body one of its variables.
    """

    programme = models.BigIntegerField(null=True)
    about = models.CharField(max_length=7, choices=TemplateAbout.choices)
    kind = models.CharField(max_length=12)
    channel = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    is_built_in = models.BooleanField(default=False)
    restores = models.PositiveIntegerField(null=True)  # the number of the older wording that this one repeats
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["programme", "about", "kind", "channel", "language", "number"],
                nulls_distinct=False,
                name="template_wording_is_numbered_once",
            ),
            models.CheckConstraint(
                condition=Q(is_built_in=True, subject="", body="") | (Q(is_built_in=False) & ~Q(body="")),
                name="template_has_words_or_is_built_in",
            ),
            models.CheckConstraint(
                condition=Q(about__in=TemplateAbout.values)
                & Q(channel__regex="^[a-z][a-z0-9_]{1,11}$")
                & Q(language__in=["ko", "en"]),
                name="template_is_of_a_message",
            ),
            models.CheckConstraint(
                condition=Q(about="event", programme=None) | (~Q(about="event") & Q(programme__isnull=False)),
                name="template_is_a_programme_s_or_of_events",
            ),
        ]

    def __str__(self) -> str:
        return f"template {self.pk} {self.about} {self.kind} {self.channel} {self.language}"
