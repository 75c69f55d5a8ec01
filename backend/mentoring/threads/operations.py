"""Somebody writes in the thread of a session, and the others hear of it by e-mail."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import messaging.operations
from accounts.models import Person
from agenda.transactions import atomically
from mentoring.answers import session_link
from mentoring.companions import everybody_in
from mentoring.models import Session
from mentoring.opening import find
from mentoring.words import briefing_for
from messaging.models import CameBy, InboundText, MessageKind, ThreadEntry
from messaging.threads.operations import add_entry


@atomically
def write_entry(*, session_id: UUID, text: str, by: Person, now: datetime) -> ThreadEntry:
    """Write on the session's page; the caller has seen that `by` may see it. Raises TooManyEntries."""
    return write(session=find(session_id), text=text, author=by, now=now)


@atomically
def write(
    *,
    session: Session,
    text: str,
    author: Person,
    came_by: CameBy = CameBy.PAGE,
    inbound: InboundText | None = None,
    now: datetime,
) -> ThreadEntry:
    """One entry, and an e-mail of it to everybody else who takes part; a text where somebody gets no e-mails."""
    entry = add_entry(
        appointment=session.appointment, author=author, text=text, came_by=came_by, inbound=inbound, now=now
    )
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    for person in everybody_in(session):
        if person.pk == author.pk:
            continue
        briefing = briefing_for(session, person, link=session_link(session), about=author)
        messaging.operations.notify(
            appointment=session.appointment,
            person=person,
            kind=MessageKind.WRITTEN,
            briefing=replace(briefing, remark=quoted),
            by_sms=not person.email_allowed,
            now=now,
        )
    return entry
