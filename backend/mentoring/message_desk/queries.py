from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mentoring.about import About, about_each, subjects_named
from messaging.delivery import NOT_ARRIVED
from messaging.models import Message, RevokedLink


@dataclass(frozen=True)
class LoggedMessage:
    """A message, and what it is about; None where that is the reader's own account."""

    message: Message
    about: About | None

    @property
    def can_be_tried(self) -> bool:
        """Whether `retry_messages` takes it up."""
        return self.message.state in NOT_ARRIVED and self.message.erased_at is None

    @property
    def revoked_link(self) -> RevokedLink | None:
        """That somebody took the link in it back."""
        found: RevokedLink | None = getattr(self.message, "revoked_link", None)
        return found


def named(messages: QuerySet[Message], words: str) -> QuerySet[Message]:
    """Those to somebody of this name, or about something where a name, a goal or a title holds `words`."""
    appointments, _ = subjects_named(words)
    return messages.filter(Q(person__name__icontains=words) | Q(appointment__in=appointments))


def logged(messages: Sequence[Message]) -> list[LoggedMessage]:
    """Each with what it is about. Three statements whatever their number."""
    about = about_each(one.appointment_id for one in messages if one.appointment_id)
    return [
        LoggedMessage(one, about.get(one.appointment_id) if one.appointment_id else None) for one in messages
    ]
