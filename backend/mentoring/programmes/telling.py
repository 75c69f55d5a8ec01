"""The e-mails about somebody's part in a programme: to everybody of a startup, or to an expert, each in their language."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import messaging.operations
from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.wording import local_words
from mentoring.models import Programme, ProgrammeExpert, ProgrammeStartup
from messaging.programme_texts import Letter, Phrases

# `name` is the programme's, in the reader's language.
INVITED = Phrases(
    gettext_lazy("You are invited: %(name)s"),
    gettext_lazy("The hub invites you to take part in %(name)s."),
    gettext_lazy("Read about it, and say whether you take part:"),
)
RECEIVED = Phrases(
    gettext_lazy("Your application has arrived: %(name)s"),
    gettext_lazy("Your company's application to %(name)s has arrived. You will hear from the hub."),
    gettext_lazy("Look at what you sent:"),
)
ACCEPTED = Phrases(
    gettext_lazy("You are in: %(name)s"),
    gettext_lazy("Your company takes part in %(name)s."),
    gettext_lazy("See what comes next:"),
)
WAITLISTED = Phrases(
    gettext_lazy("On the waiting list: %(name)s"),
    gettext_lazy("All places of %(name)s are taken at the moment. Your company is on the waiting list."),
    gettext_lazy("See how it stands:"),
)
DECLINED = Phrases(
    gettext_lazy("About your application: %(name)s"),
    gettext_lazy("Your company does not take part in %(name)s this time. Thank you for applying."),
    gettext_lazy("See what else the hub offers:"),
)
DECISIONS = {"accepted": ACCEPTED, "waitlisted": WAITLISTED, "declined": DECLINED}


def tell_invited(
    startups: Iterable[ProgrammeStartup], experts: QuerySet[ProgrammeExpert], *, now: datetime
) -> None:
    """Everybody of these startups, and these experts, hear that they are invited."""
    places = list(startups)
    if places:
        ids = [place.startup_id for place in places]
        tell_startups(places[0].programme, ids, INVITED, now=now)
    for place in experts.select_related("programme", "expert__person").filter(expert__person__is_active=True):
        tell(place.programme, [place.expert.person], INVITED, now=now)


def tell_startups(
    programme: Programme, startups: Iterable[int], phrases: Phrases, *, word: str = "", now: datetime
) -> None:
    """Everybody of the startups of these ids."""
    people = Person.objects.filter(membership__startup__in=list(startups), is_active=True).order_by("pk")
    tell(programme, list(people), phrases, word=word, now=now)


def tell(
    programme: Programme, people: list[Person], phrases: Phrases, *, word: str = "", now: datetime
) -> None:
    """An e-mail each; two statements beside them, however many they are."""
    know_journeys(people)
    for person in people:
        letter = _letter(programme, person, phrases, word, now)
        messaging.operations.notify_of_programme(person=person, letter=letter, now=now)


def _letter(programme: Programme, person: Person, phrases: Phrases, word: str, now: datetime) -> Letter:
    name = {"name": programme.name_ko if person.language == "ko" else programme.name_en}
    with translation.override(person.language):
        rows = []
        if phrases is INVITED and programme.starts_on and programme.ends_on:
            dates = {"first": programme.starts_on.isoformat(), "last": programme.ends_on.isoformat()}
            rows.append(_("It goes from %(first)s to %(last)s.") % dates)
        if phrases is RECEIVED and programme.applications_until:
            until = local_words(programme.applications_until, zone_of(person, now), person.language)
            rows.append(_("You can change it until %(until)s.") % {"until": until})
        if word:
            rows.append(_("A word from the hub: %(word)s") % {"word": word})
        return phrases.letter(name, link=f"{settings.PUBLIC_URL}/programmes/{programme.slug}", rows=rows)
