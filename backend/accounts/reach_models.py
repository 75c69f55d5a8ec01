"""By what a person wants to be told, and when to be reminded. Imported by `accounts.models`, where Django looks."""

from datetime import time
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class KindGroup(models.TextChoices):
    """What messages are about, as people tell them apart."""

    ASKS = "asks"  # requests, proposals and the answers to them
    CHANGES = "changes"  # moved, cancelled, and whatever else happens to a session
    REMINDERS = "reminders"
    AFTER = "after"  # the note after a session
    NEWS = "news"  # what the hub tells many


class Reach(models.TextChoices):
    """`sms` is a text where one reaches the person, and an e-mail where none does.

    Any other channel that rings a phone is wished for by its name and what is beside it: `whatsapp+none`,
    `whatsapp+email`.
    """

    SMS = "sms"
    EMAIL = "email"
    BOTH = "both"
    NONE = "none"


# The database cannot know which channels a hub adds.
WISH = r"^(none|both|sms|email|(?!(?:sms|email|both|none)\+)[a-z][a-z0-9_]{1,11}\+(email|none))$"
# Who missed one of these would miss a session, or keep somebody waiting: one way always stays.
NEVER_OFF = (KindGroup.ASKS, KindGroup.CHANGES)
MOST_OFFSETS = 5
LEAST_OFFSET, LONGEST_OFFSET = 5, 14 * 24 * 60  # minutes before the start


def reach_field(default: Reach) -> "models.CharField[str, str]":
    return models.CharField(max_length=18, default=default, db_default=default.value)


class Reachable(models.Model):
    """The choices of a person; the database holds their limits."""

    reach_asks = reach_field(Reach.BOTH)
    reach_changes = reach_field(Reach.BOTH)
    reach_reminders = reach_field(Reach.SMS)
    reach_after = reach_field(Reach.EMAIL)
    reach_news = reach_field(Reach.BOTH)
    # Minutes before the start; null: as the programme has it.
    reminder_offsets_minutes = ArrayField(models.PositiveIntegerField(), null=True, blank=True)
    told_at_start = models.BooleanField(default=True, db_default=True)
    # The local hour at which a day with several sessions is told in one message; null: never.
    digest_at = models.TimeField(null=True, blank=True, default=time(8), db_default=time(8))

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(**{f"reach_{group}__regex": WISH for group in KindGroup.values}),
                name="person_reach_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(reach_asks="none") & ~Q(reach_changes="none"),
                name="person_is_told_of_changes",
            ),
            models.CheckConstraint(
                condition=Q(reminder_offsets_minutes=None)
                | Q(reminder_offsets_minutes__len__lte=MOST_OFFSETS),
                name="person_reminders_are_few",
            ),
        ]

    def reach_of(self, group: KindGroup) -> str:
        """One of `Reach`, or the name of another channel with `+none` or `+email`."""
        return str(getattr(self, f"reach_{group}"))
