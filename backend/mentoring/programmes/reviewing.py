"""Coordinators read applications, note what they think, and decide on many at once."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Person
from agenda.transactions import atomically
from audit.models import AuditEntry
from audit.queries import changed_in
from mentoring.models import Application, ApplicationState, Programme
from mentoring.programmes.applying import UNSENT, Changed, change, note_down
from mentoring.programmes.editing import Seen, locked
from mentoring.programmes.joining import take_in
from mentoring.programmes.refusals import NotDecidable
from mentoring.programmes.telling import DECISIONS, tell_startups
from problems.matching import ChangedMeanwhile

MOST_AT_ONCE = 500
# An acceptance stands: who was taken in is taken out among those who take part, where pairs are looked at.
DECIDABLE = frozenset({ApplicationState.SUBMITTED, ApplicationState.WAITLISTED, ApplicationState.DECLINED})


@atomically
def review_application(
    *, application_id: int, score: int | None, note: str, by: Person, now: datetime, seen: Seen = None
) -> Application:
    """What the coordinators think of it: 1 to 5, and a note that the startup never sees. Raises ChangedMeanwhile,
    NotDecidable where it was not sent."""
    application = Application.objects.select_for_update().get(pk=application_id)
    if seen is not None and application.revision not in seen:
        raise ChangedMeanwhile(changed=changed_in(_entries_after(application, min(seen, default=0))))
    if application.state in UNSENT:
        raise NotDecidable(applications=[application_id])
    changed: Changed = {"score": [application.score, score], "note": [application.note, note]}
    application.score, application.note = score, note
    change(application, "application.reviewed", by, now, changed)
    return application


@atomically
def decide(
    *, slug: str, applications: Collection[int], decision: str, word: str, by: Person, now: datetime
) -> int:
    """Accept, waitlist or decline all of these (ids), or none: how many. Those accepted take part at once; everybody is
    told, with `word`. Raises NotDecidable with those that are in another state by now."""
    programme: Programme = locked(slug)
    rows = Application.objects.select_for_update().filter(programme=programme, pk__in=applications)
    found = {row.pk: row for row in rows.order_by("pk")}
    unfit = [
        pk
        for pk in sorted(set(applications))
        if pk not in found or found[pk].state not in DECIDABLE or found[pk].state == decision
    ]
    if unfit:
        raise NotDecidable(applications=unfit)
    for row in found.values():
        changed = {"state": [row.state, decision], "word": [row.word, word]}
        row.state, row.word, row.decided_at = decision, word, now
        row.revision += 1
        note_down(row, f"application.{decision}", by, now, changed)
    Application.objects.bulk_update(found.values(), ["state", "word", "decided_at", "revision"])
    startups = [row.startup_id for row in found.values()]
    if decision == ApplicationState.ACCEPTED:
        take_in(programme, startups, now)
    tell_startups(programme, startups, DECISIONS[decision], word=word, now=now)
    return len(found)


def _entries_after(application: Application, revision: int) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.filter(subject_kind="application", subject_id=str(application.pk))
    return entries.filter(details__revision__gt=revision).order_by("pk")
