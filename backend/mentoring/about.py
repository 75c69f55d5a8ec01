"""What an appointment or a recurring event is of, for lists that show more than sessions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Person
from directory.models import Startup
from mentoring.models import GroupSession, Series, Session

NAMES = ("startup__name_ko", "startup__name_en", "founder__name", "expert__person__name", "goal")
GROUP_NAMES = ("title_ko", "title_en", "expert__person__name")


@dataclass(frozen=True)
class About:
    """One of these: "session", "series", "group" or "event", and whose. A group session has a title and no founder, and
    so has what stands of an event in its guest's calendar: that guest takes the place of the expert."""

    kind: str
    subject_id: UUID
    expert: Person
    founder: Person | None = None
    startup: Startup | None = None
    title_ko: str = ""
    title_en: str = ""
    page: str = ""  # the path where it is told of an event


def about_each(ids: Iterable[UUID]) -> dict[UUID, About]:
    """What each is of, by the id of the session, group session or series. Three statements."""
    wanted = list(ids)
    with_names = ("startup", "founder", "expert__person")
    found = {
        one.pk: About("session", one.pk, one.expert.person, one.founder, one.startup)
        for one in Session.objects.filter(pk__in=wanted).select_related(*with_names).order_by()
    }
    for series in Series.objects.filter(pk__in=wanted).select_related(*with_names).order_by():
        found[series.pk] = About("series", series.pk, series.expert.person, series.founder, series.startup)
    for group in GroupSession.objects.filter(pk__in=wanted).select_related("expert__person").order_by():
        found[group.pk] = About(
            "group", group.pk, group.expert.person, title_ko=group.title_ko, title_en=group.title_en
        )
    return found


def subjects_named(words: str) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The appointments where a name, a goal or a title holds `words`, and the series: their ids, to filter by.

    Both kinds of appointment in one set: the rows of the two are UNIONed, as each keeps its appointment's id.
    """
    sessions = Session.objects.filter(_holding(NAMES, words)).order_by().values("pk")
    groups = GroupSession.objects.filter(_holding(GROUP_NAMES, words)).order_by().values("pk")
    series = Series.objects.filter(_holding(NAMES, words)).order_by().values("pk")
    return sessions.union(groups), series


def _holding(fields: Iterable[str], words: str) -> Q:
    return Q(*((f"{field}__icontains", words) for field in fields), _connector=Q.OR)
