"""What stays when an event is over: who wishes to hear from whom, notes, and what guests thought of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networking.event_models import Event
from networking.guest_models import Registration


class StayInTouch(models.Model):
    """One guest's yes to giving another their e-mail and phone. It releases nothing until the other said yes too.

    That both are guests of the same event, the operation sees to under the event's lock.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="stays_in_touch")
    by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="stays_in_touch")
    about = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="asked_to_stay_in_touch")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "about"], name="stay_in_touch_once_about_each"),
            models.CheckConstraint(condition=~Q(by=F("about")), name="stay_in_touch_is_with_another"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} stays in touch with {self.about_id}"


class NoteMark(models.TextChoices):
    NONE = "", _("No mark")
    FOLLOW_UP = "follow_up", _("Follow up")
    NOT_RELEVANT = "not_relevant", _("Not relevant")


class GuestNote(models.Model):
    """What one guest keeps about another, for their own eyes."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="guest_notes")
    by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="guest_notes")
    about = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="noted_by")
    mark = models.CharField(max_length=12, choices=NoteMark.choices, default=NoteMark.NONE, blank=True)
    text = models.TextField(blank=True, max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "about"], name="guest_note_once_about_each"),
            models.CheckConstraint(condition=Q(mark__in=NoteMark.values), name="guest_note_mark_is_known"),
            models.CheckConstraint(condition=~Q(by=F("about")), name="guest_note_is_about_another"),
        ]

    def __str__(self) -> str:
        return f"note of {self.by_id} about {self.about_id}"


class EventFeedback(models.Model):
    """What a guest thought of the event; `stars` from 1 to 5."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="feedback")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="feedback")
    stars = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, max_length=2000)
    would_return = models.BooleanField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(stars__range=(1, 5)), name="event_feedback_has_one_to_five_stars"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stars} stars of {self.registration_id}"


class EventThanks(models.Model):
    """That the guests of an event were thanked: once."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="thanks")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"thanks of {self.event_id}"
