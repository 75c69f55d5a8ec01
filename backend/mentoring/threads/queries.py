"""Threads of sessions: what a reader sees of one, and the coordinators' list of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import Person
from mentoring.about import About, about_each, subjects_named
from mentoring.models import Session
from messaging.models import ThreadEntry
from messaging.threads.queries import entries_of


@dataclass(frozen=True)
class ShownEntry:
    """An entry as `reader` sees it; `author_name` is None where its author is gone."""

    entry: ThreadEntry
    reader: Person

    @property
    def author_name(self) -> str | None:
        return self.entry.author.name if self.entry.author else None

    @property
    def is_own(self) -> bool:
        return self.entry.author_id == self.reader.pk

    @property
    def is_hubs(self) -> bool:
        return self.entry.author is not None and self.entry.author.coordinates


@dataclass(frozen=True)
class Thread:
    """The latest entries of a session, the oldest of them first, and how many there are in all."""

    entries: Sequence[ShownEntry]
    count: int


def thread_of(session: Session, *, reader: Person, most: int) -> Thread:
    """Who may see the session may read it. Two statements."""
    rows = entries_of(session.pk)
    latest = list(rows[:most])
    count = len(latest) if len(latest) < most else rows.count()
    return Thread([ShownEntry(one, reader) for one in reversed(latest)], count)


@dataclass(frozen=True)
class ThreadRow:
    """A thread by its last entry; `number` of entries in all."""

    shown: ShownEntry
    about: About | None
    number: int
    is_unanswered: bool

    @property
    def author_id(self) -> int | None:
        return self.shown.entry.author_id


def named(entries: QuerySet[ThreadEntry], words: str) -> QuerySet[ThreadEntry]:
    """Those about something where a name, a goal or a title holds `words`, or by somebody of that name."""
    appointments, _ = subjects_named(words)
    return entries.filter(Q(author__name__icontains=words) | Q(appointment__in=appointments))


def with_person(entries: QuerySet[ThreadEntry], person_id: int) -> QuerySet[ThreadEntry]:
    """Those of sessions in which the person takes part, or wrote."""
    wrote = ThreadEntry.objects.filter(author=person_id).values("appointment")
    theirs = Session.objects.filter(
        Q(expert__person=person_id) | Q(founder=person_id) | Q(companions__person=person_id)
    )
    return entries.filter(Q(appointment__in=wrote) | Q(appointment__in=theirs.values("pk")))


def rows_of(entries: Sequence[ThreadEntry], reader: Person) -> list[ThreadRow]:
    """Each with what it is about. Three statements whatever their number."""
    about = about_each(one.appointment_id for one in entries)
    return [
        ThreadRow(
            shown := ShownEntry(one, reader),
            about.get(one.appointment_id),
            one.number,  # type: ignore[attr-defined]  # annotated by `last_entries`
            one.author is not None and not shown.is_hubs,
        )
        for one in entries
    ]
