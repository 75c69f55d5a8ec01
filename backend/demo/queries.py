from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import Person, Role
from audit.models import AuditEntry
from calendars.models import GoogleConnection
from directory.models import Expert, ExpertKind, StartupMember
from mentoring.models import Relation, RelationState, Session, SessionState
from mentoring.relations.queries import members_of


@dataclass(frozen=True)
class SignIn:
    """Somebody whom a visitor of the demo can sign in as, and what they are good for."""

    person: Person
    note: str


def next_session_start(*, after: datetime, whose: Person | None = None) -> datetime | None:
    """When the first confirmed session later than `after` begins: of `whose` own if they have one, else of anybody's."""
    confirmed = Session.objects.filter(state=SessionState.CONFIRMED, appointment__starts_at__gt=after)
    ahead = confirmed.order_by("appointment__starts_at").values_list("appointment__starts_at", flat=True)
    own = ahead.filter(Q(founder=whose) | Q(expert__person=whose)).first() if whose else None
    return own or ahead.first()


def featured_founders() -> list[StartupMember]:
    """The first founder of each of the first two startups: one with Google Calendar, one without."""
    members = StartupMember.objects.select_related("person", "startup").order_by("id")
    return list({member.startup_id: member for member in reversed(members[:8])}.values())[::-1][:2]


def featured_experts(kind: ExpertKind, count: int) -> list[Expert]:
    return list(Expert.objects.filter(kind=kind).select_related("person").order_by("id")[:count])


def people_with_google() -> list[Person]:
    """Those whose calendar the demo connects by itself: a founder and a mentor, so that an event has both."""
    founders = [row.person for row in featured_founders()[:1]]
    return founders + [row.person for row in featured_experts(ExpertKind.MENTOR, 1)]


def calendars_were_connected() -> bool:
    """Whether anybody's ever was: whoever has parted from Google since is not connected again when the demo starts."""
    return AuditEntry.objects.filter(subject_kind="person", action="google.connected").exists()


def in_a_pair() -> Relation | None:
    """The pair of the demo that meets regularly and has written most."""
    meeting = Relation.objects.filter(state=RelationState.ACTIVE, series__isnull=False)
    written = meeting.annotate(actions_written=Count("actions")).order_by(
        "-actions_written", "began_at", "pk"
    )
    return written.select_related("startup", "expert__person").first()


def sign_ins() -> list[SignIn]:
    """The people of the demo hub to start with, one or two of each role; their notes in the active language."""
    found = [
        SignIn(row.person, _("founder of %(company)s") % {"company": row.startup.name_en})
        for row in featured_founders()
    ]
    for kind, count in ((ExpertKind.MENTOR, 2), (ExpertKind.CONSULTANT, 1), (ExpertKind.CONTACT, 1)):
        found += [
            SignIn(row.person, f"{ExpertKind(row.kind).label}, {row.organisation}")
            for row in featured_experts(kind, count)
        ]
    coordinator = Person.objects.filter(role=Role.COORDINATOR).order_by("id").first()
    if coordinator:
        found.append(SignIn(coordinator, _("coordinator of the hub")))
    if pair := in_a_pair():
        found += _both_of(pair)
    return [_with_google(sign_in) for sign_in in found]


def _both_of(pair: Relation) -> list[SignIn]:
    founder = members_of(pair)[0]
    return [
        SignIn(founder, _("founder of %(company)s, in a pair") % {"company": pair.startup.name_en}),
        SignIn(
            pair.expert.person,
            _("mentor with startups of their own, %(organisation)s")
            % {"organisation": pair.expert.organisation},
        ),
    ]


def _with_google(sign_in: SignIn) -> SignIn:
    if not GoogleConnection.objects.filter(person=sign_in.person).exists():
        return sign_in
    return SignIn(sign_in.person, _("%(note)s, with Google Calendar") % {"note": sign_in.note})
