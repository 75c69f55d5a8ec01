"""The e-mails about a pair, to everybody of the startup and to the expert, each in their language."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import messaging.operations
from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.wording import local_words
from directory.models import StartupMember
from mentoring.models import Relation, RelationState
from mentoring.relations.rules import EXPERT, SIDES, STARTUP
from messaging.programme_texts import Letter, Phrases

# `other` is the side that the reader is not.
OFFERED = Phrases(
    gettext_lazy("Proposed as a pair: %(other)s and you"),
    gettext_lazy("%(other)s and you are proposed as a pair. It begins once both of you have said yes."),
    gettext_lazy("See why, and say yes or no:"),
)
BEGUN = Phrases(
    gettext_lazy("%(other)s and you are a pair"),
    gettext_lazy("%(other)s and you have both said yes. Agree on goals and on when you meet."),
    gettext_lazy("Agree on your sessions:"),
)
DECLINED = Phrases(
    gettext_lazy("No pair with %(other)s"),
    gettext_lazy("You and %(other)s do not become a pair: it does not suit the other side at the moment."),
    gettext_lazy("See your pairs:"),
)
EXPIRED = Phrases(
    gettext_lazy("Not answered in time: the pair with %(other)s"),
    gettext_lazy("You and %(other)s were proposed as a pair, and not everybody answered in time."),
    gettext_lazy("See your pairs:"),
)
WITHDRAWN = Phrases(
    gettext_lazy("Withdrawn: the pair with %(other)s"),
    gettext_lazy("You and %(other)s were proposed as a pair. A coordinator has taken that back."),
    gettext_lazy("See your pairs:"),
)
ENDED = Phrases(
    gettext_lazy("Your mentoring with %(other)s has ended"),
    gettext_lazy(
        "A coordinator has ended the pair of %(other)s and you. What you wrote stays for both to read."
    ),
    gettext_lazy("See what was written, or what comes next:"),
)
PROPOSED = Phrases(
    gettext_lazy("Goals and dates to agree on, from %(other)s"),
    gettext_lazy("%(other)s proposes goals and regular sessions. They are booked once you agree."),
    gettext_lazy("See every date, agree, or propose others:"),
)
PROPOSAL_DECLINED = Phrases(
    gettext_lazy("%(other)s would rather have other terms"),
    gettext_lazy(
        "%(other)s does not agree to the goals and dates that you proposed. What was agreed before stays."
    ),
    gettext_lazy("Propose others:"),
)
MIDTERM = Phrases(
    gettext_lazy("Half-way: how goes it with %(other)s?"),
    gettext_lazy(
        "You and %(other)s have had half of your sessions. Tell us how it goes; only coordinators read it."
    ),
    gettext_lazy("Answer in a minute:"),
)


def relation_link(relation: Relation) -> str:
    return f"{settings.PUBLIC_URL}/pairs/{relation.pk}"


def tell(
    relations: Iterable[Relation],
    phrases: Phrases,
    *,
    sides: Sequence[str] = SIDES,
    reason: str = "",
    now: datetime,
) -> None:
    """An e-mail to everybody on these sides of each pair; two statements beside the messages, however many they are."""
    told = list(relations)
    with_people = Prefetch("startup__members", StartupMember.objects.select_related("person").order_by("pk"))
    prefetch_related_objects(told, with_people)
    readers = [(relation, side, person) for relation in told for side, person in _people(relation, sides)]
    know_journeys(person for _relation, _side, person in readers)
    for relation, side, person in readers:
        letter = _letter(relation, side, person, phrases, reason, now)
        messaging.operations.notify_of_programme(person=person, letter=letter, now=now)


def _people(relation: Relation, sides: Sequence[str]) -> list[tuple[str, Person]]:
    members = [(STARTUP, member.person) for member in relation.startup.members.all()]
    everybody = [*members, (EXPERT, relation.expert.person)]
    return [(side, person) for side, person in everybody if side in sides and person.is_active]


def _letter(
    relation: Relation, side: str, person: Person, phrases: Phrases, reason: str, now: datetime
) -> Letter:
    is_korean = person.language == "ko"
    company = relation.startup.name_ko if is_korean else relation.startup.name_en
    programme = relation.programme.name_ko if is_korean else relation.programme.name_en
    names = {"other": relation.expert.person.name if side == STARTUP else company}
    with translation.override(person.language):
        rows = [_("Programme: %(name)s") % {"name": programme}]
        if relation.state == RelationState.OFFERED:
            rows += _while_offered(relation, person, now)
        if reason:
            rows.append(_("Reason: %(reason)s") % {"reason": reason})
        return phrases.letter(names, link=relation_link(relation), rows=rows)


def _while_offered(relation: Relation, person: Person, now: datetime) -> list[str]:
    """Until when to answer, on the reader's own clock, and why these two."""
    rows = []
    if relation.answer_by:
        until = local_words(relation.answer_by, zone_of(person, now), person.language)
        rows.append(_("Please answer by: %(until)s") % {"until": until})
    why = relation.why_ko if person.language == "ko" else relation.why_en
    if why:
        rows.append(_("Why you two: %(why)s") % {"why": why})
    return rows
