from datetime import datetime

from accounts.models import Person
from agenda.operations import SlotTaken
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert, Startup
from mentoring.models import Programme, PublicLink, Session
from mentoring.operations import ask_for_session
from mentoring.own_calendars import Looked
from mentoring.public_links.queries import expert_for, next_free_through
from mentoring.public_links.refusals import ExpiresTooSoon
from mentoring.quota_standing import closed_to
from mentoring.refusals import ExpertNotInProgramme, spans_of

# How many experts of a pool are asked in turn when others are a moment faster.
TURNS = 5


@atomically
def open_link(
    *,
    programme: Programme,
    expert: Expert | None,
    name: str,
    expires_at: datetime | None,
    by: Person,
    now: datetime,
) -> PublicLink:
    """Show the free starts of `expert`, or of all who take sessions of `programme`, to whoever has the address.

    Raises ExpertNotInProgramme, ExpiresTooSoon.
    """
    if expert is not None and expert.kind != programme.expert_kind:
        raise ExpertNotInProgramme
    if expires_at is not None and expires_at <= now:
        raise ExpiresTooSoon
    link = PublicLink.objects.create(
        programme=programme, expert=expert, name=name, expires_at=expires_at, created_by=by, created_at=now
    )
    record("public_link", link.pk, "public_link.opened", by=by, now=now, programme=programme.slug)
    return link


@atomically
def revoke_link(*, link_id: int, by: Person, now: datetime) -> PublicLink:
    """From now on the address shows nothing; doing it again changes nothing."""
    links = PublicLink.objects.select_related("programme", "expert__person", "created_by")
    link = links.select_for_update(of=("self",)).get(pk=link_id)
    if link.revoked_at is None:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
        record("public_link", link.pk, "public_link.revoked", by=by, now=now)
    return link


def book_through(
    *,
    link: PublicLink,
    startup: Startup,
    starts_at: datetime,
    goal: str,
    questions: str,
    deck_url: str,
    by: Person,
    now: datetime,
    looked: Looked = None,
) -> Session:
    """Ask for a session at a start that the link shows. Behind a programme stand many: the next in turn takes it.

    Raises what `ask_for_session` raises; SlotTaken with the next free starts of the link where nobody of the
    programme is free at that one.
    """
    for _turn in range(TURNS):
        expert = expert_for(link, starts_at, by=by, now=now)
        if expert is None:
            break
        try:
            session, _ = ask_for_session(
                programme=link.programme,
                expert=expert,
                startup=startup,
                starts_at=starts_at,
                goal=goal,
                questions=questions,
                deck_url=deck_url,
                by=by,
                now=now,
                looked=looked,
            )
        except SlotTaken:
            if link.expert is not None:
                raise
        else:
            return session
    raise _taken(link, startup, starts_at, by, now)


def _taken(link: PublicLink, startup: Startup, starts_at: datetime, by: Person, now: datetime) -> SlotTaken:
    closed = closed_to(startup, link.programme, now=now)
    free = next_free_through(link, starts_at, by=by, now=now, closed=closed)
    return SlotTaken(next_free=spans_of(free, link.programme.session_minutes))
