"""What people did in Google to events of ours. Imported by `calendars.models`, where Django looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class EditKind(models.TextChoices):
    MOVED = "moved"
    DELETED = "deleted"
    # Of these nobody is asked.
    UNINVITED = "uninvited"  # a guest was taken out
    REPEATED = "repeated"  # a single event was made a recurring one


class EditState(models.TextChoices):
    NEW = "new"  # nobody has decided yet what follows
    ASKED = "asked"  # somebody is asked; until then Google keeps what the person made of it
    SETTLED = "settled"
    REPLACED = "replaced"  # by the next edit of the same event
    TAKEN_BACK = "taken_back"  # the person undid it in Google


OPEN = (EditState.NEW, EditState.ASKED)


class CalendarEdit(models.Model):
    """A time that a person gave an event of ours in Google, that they deleted it there, or took a guest out. Noticed
    once."""

    event = models.ForeignKey("calendars.CalendarEvent", on_delete=models.CASCADE, related_name="edits")
    on = models.DateField(null=True)  # the date of a series that it is about; null is the event as a whole
    # Whose calendar it was done in, and undone in once it is taken back; null is the hub's own, of which nobody knows
    # who uses it, or an event that its guests may change: Google does not say who did.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=9, choices=EditKind.choices)
    guest = models.ForeignKey(  # who was taken out
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    starts_at = models.DateTimeField(null=True)  # where it was put; an all-day event begins at 00:00 UTC
    ends_at = models.DateTimeField(null=True)
    is_all_day = models.BooleanField(default=False)
    seen_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=EditState.choices, default=EditState.NEW)
    is_heeded = models.BooleanField(default=False)  # whether what its state asks for has been done

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "on"],
                condition=Q(state__in=OPEN),
                nulls_distinct=False,
                name="calendar_edit_one_is_open",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["deleted", "repeated"], starts_at=None, ends_at=None, guest=None)
                | Q(kind="uninvited", starts_at=None, ends_at=None, guest__isnull=False)
                | Q(kind="moved", starts_at__isnull=False, ends_at__isnull=False, guest=None),
                name="calendar_edit_tells_where_to",
            ),
            models.CheckConstraint(condition=Q(state__in=EditState.values), name="calendar_edit_state"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["event"], condition=Q(is_heeded=False), name="calendar_edit_to_heed")
        ]

    def __str__(self) -> str:
        return f"edit {self.pk} {self.kind} {self.state}"


class CalendarAnswer(models.Model):
    """What a guest last answered in Google to an event of ours, or to one date of it."""

    event = models.ForeignKey("calendars.CalendarEvent", on_delete=models.CASCADE, related_name="answers")
    on = models.DateField(null=True)  # as above
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(
        max_length=9,
        choices=[("accepted", "accepted"), ("tentative", "tentative"), ("declined", "declined")],
    )
    stamped_at = (
        models.DateTimeField()
    )  # when the event last changed, as Google says: an older copy tells nothing
    # When Google's event was without them since then: the answer went with the invitation, and the same one is news
    # after another. An older copy that still has it tells nothing.
    taken_out_at = models.DateTimeField(null=True)
    is_heeded = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "on", "person"], nulls_distinct=False, name="calendar_answer_once_a_person"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["accepted", "tentative", "declined"]),
                name="calendar_answer_is_known",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["event"], condition=Q(is_heeded=False), name="calendar_answer_to_heed")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} {self.answer}"

    def stands_as(self, answer: str) -> bool:
        return self.answer == answer and self.taken_out_at is None
