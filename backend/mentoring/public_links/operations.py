from datetime import datetime
from typing import Any

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert, Startup
from mentoring.models import Programme, PublicLink, Session
from mentoring.operations import ask_for_session
from mentoring.own_calendars import Looked
from mentoring.programmes.pool import ask_whoever_is_free
from mentoring.programmes.taking_part import require_expert_in
from mentoring.public_links.refusals import ExpiresTooSoon


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
    if expert is not None:
        require_expert_in(programme, expert)
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

    Raises what `ask_for_session` raises; SlotTaken with the next free starts where nobody of the programme is free at
    that one.
    """
    wish: dict[str, Any] = {"goal": goal, "questions": questions, "deck_url": deck_url}
    if link.expert is None:
        session, _ = ask_whoever_is_free(
            programme=link.programme,
            startup=startup,
            starts_at=starts_at,
            by=by,
            now=now,
            looked=looked,
            **wish,
        )
    else:
        session, _ = ask_for_session(
            programme=link.programme,
            expert=link.expert,
            startup=startup,
            starts_at=starts_at,
            by=by,
            now=now,
            looked=looked,
            **wish,
        )
    return session
