"""Who takes part in a session, all of them: the expert who was asked and the founder first, then their companions."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Person, Role
from directory.models import Expert
from directory.queries import colleagues_of
from mentoring.models import Companion, Programme, Session
from mentoring.programmes.queries import experts_open_to
from mentoring.refusals import ColleagueUnknown, ExpertUnknown, TooManyColleagues, TooManyExperts
from mentoring.rules import MOST_COLLEAGUES, MOST_EXPERTS

_KNOWN = "known_companions"  # the attribute of a session in hand, asked for many times in one deed


def know_companions(sessions: Iterable[Session]) -> None:
    """Read the companions of all these sessions in one statement; none where no session has any, or they are known."""
    unknown = {one.pk: one for one in sessions if one.has_companions and not hasattr(one, _KNOWN)}
    if not unknown:
        return
    found: dict[UUID, list[Companion]] = {pk: [] for pk in unknown}
    for row in Companion.objects.filter(session__in=found).select_related("person", "expert"):
        row.session = unknown[row.session_id]
        found[row.session_id].append(row)
    for pk, session in unknown.items():
        setattr(session, _KNOWN, tuple(found[pk]))


def name_beside(session: Session, companions: Sequence[Companion]) -> None:
    """A session that is about to be written will have these companions."""
    session.has_companions = bool(companions)
    setattr(session, _KNOWN, tuple(companions))


def companions_in(session: Session) -> Sequence[Companion]:
    """All that were named for it, those who left too."""
    know_companions([session])
    known: Sequence[Companion] = getattr(session, _KNOWN, ())
    return known


def present_in(session: Session) -> list[Companion]:
    """Those who take part."""
    return [one for one in companions_in(session) if one.left_at is None]


def companion_in(session: Session, person: Person) -> Companion | None:
    """The person's place beside the two, if they have one and have not left."""
    return next((one for one in present_in(session) if one.person_id == person.pk), None)


def everybody_in(session: Session) -> list[Person]:
    """The expert who was asked, the founder, and the companions who take part."""
    return [session.expert.person, session.founder, *(one.person for one in present_in(session))]


def named_in(session: Session) -> list[Person]:
    """The same, and those who left."""
    return [session.expert.person, session.founder, *(one.person for one in companions_in(session))]


def is_of_experts(session: Session, person: Person) -> bool:
    """Whether somebody who takes part is on the experts' side; else they are the startup's."""
    if person.pk == session.expert.person_id:
        return True
    companion = companion_in(session, person)
    return companion is not None and companion.expert_id is not None


def counterpart_of(session: Session, person: Person) -> Person:
    """Whom somebody who takes part meets: the founder, or the expert who was asked."""
    return session.founder if is_of_experts(session, person) else session.expert.person


def has_companion(person: Person) -> Exists:
    """Sessions in which the person takes part beside the two."""
    return Exists(Companion.objects.filter(session=OuterRef("pk"), person=person, left_at=None))


def named_beside(
    programme: Programme, *, experts: Sequence[int], colleagues: Sequence[int], by: Person
) -> list[Companion]:
    """The companions that somebody who asks names by ids: other experts of the programme, and people of their own
    company. At most two statements, none where nobody is named.

    Raises TooManyExperts, ExpertUnknown, TooManyColleagues, ColleagueUnknown.
    """
    named = [
        *(Companion(person=person) for person in colleagues_named(by, colleagues)),
        *(Companion(person=one.person, expert=one) for one in other_experts(programme, experts, by)),
    ]
    return list({one.person_id: one for one in named}.values())


def other_experts(programme: Programme, ids: Sequence[int], viewer: Person) -> list[Expert]:
    """Experts of the programme who may take part beside the one asked. No statement where none is named."""
    if not ids:
        return []
    if len(ids) >= MOST_EXPERTS:
        raise TooManyExperts(most=MOST_EXPERTS)
    offered: QuerySet[Expert] = experts_open_to(programme, viewer).select_related("person").filter(pk__in=ids)
    found = list(offered.order_by("pk"))
    if unknown := sorted(set(ids) - {one.pk for one in found}):
        raise ExpertUnknown(experts=unknown)
    return found


def colleagues_named(viewer: Person, ids: Sequence[int]) -> list[Person]:
    """People of the caller's own company. No statement where none is named."""
    if not ids:
        return []
    if len(ids) > MOST_COLLEAGUES:
        raise TooManyColleagues(most=MOST_COLLEAGUES)
    is_of_startup = viewer.role == Role.STARTUP_MEMBER
    found = list(colleagues_of(viewer).filter(pk__in=ids)) if is_of_startup else []
    if unknown := sorted(set(ids) - {person.pk for person in found}):
        raise ColleagueUnknown(colleagues=unknown)
    return found
