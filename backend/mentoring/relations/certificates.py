"""What a pair has done together, in words that can be framed: a certificate for the startup, thanks for the expert."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from mentoring.models import Relation
from mentoring.relations.money_rules import hours_of
from mentoring.relations.paper import Sheet
from mentoring.relations.queries import HELD, sessions_of_pair
from mentoring.relations.refusals import NothingHeld
from mentoring.relations.rules import STARTUP


@dataclass(frozen=True)
class Held:
    """The sessions of a pair that took place: how many, how long, and the hub's dates of the first and the last."""

    sessions: int
    hours: Decimal
    first_on: date
    last_on: date


def held_by(relation: Relation, now: datetime) -> Held:
    """Raises NothingHeld where no session has ended."""
    ended = sessions_of_pair(relation).filter(state__in=HELD, appointment__ends_at__lte=now)
    spans = list(ended.values_list("appointment__starts_at", "appointment__ends_at"))
    if not spans:
        raise NothingHeld
    zone = ZoneInfo(settings.HUB_TIME_ZONE)
    return Held(
        sessions=len(spans),
        hours=hours_of(sum((ends - starts for starts, ends in spans[1:]), spans[0][1] - spans[0][0])),
        first_on=spans[0][0].astimezone(zone).date(),
        last_on=spans[-1][0].astimezone(zone).date(),
    )


def certificate(relation: Relation, *, side: str, language: str, now: datetime) -> Sheet:
    """For the startup a certificate, for the expert a letter of thanks. Raises NothingHeld."""
    held = held_by(relation, now)
    is_korean = language == "ko"
    company = relation.startup.name_ko if is_korean else relation.startup.name_en
    names = {
        "startup": company,
        "expert": relation.expert.person.name,
        "programme": relation.programme.name_ko if is_korean else relation.programme.name_en,
        "sessions": held.sessions,
        "hours": format(held.hours.normalize(), "f"),
    }
    with translation.override(language):
        is_for_startup = side == STARTUP
        return Sheet(
            title=_("Certificate of completion") if is_for_startup else _("Letter of thanks"),
            hub=settings.ENV.meridian_hub_name,
            framed=is_for_startup,
            paragraphs=[_of_the_startup(names)] if is_for_startup else _to_the_expert(names),
            facts=_facts(names, held, language),
            closing=[
                format_date(now.astimezone(ZoneInfo(settings.HUB_TIME_ZONE)), "long", locale=language),
                settings.ENV.meridian_hub_name,
            ],
            signature=_("Signature and seal"),
            language=language,
        )


def _of_the_startup(names: dict[str, object]) -> str:
    return (
        _("This certifies that %(startup)s has taken part in %(programme)s with %(expert)s as its mentor.")
        % names
    )


def _to_the_expert(names: dict[str, object]) -> list[str]:
    return [
        _("Dear %(expert)s,") % names,
        _(
            "you have given %(startup)s your time and experience in %(programme)s. The hub and the company thank you."
        )
        % names,
    ]


def _facts(names: dict[str, object], held: Held, language: str) -> list[tuple[str, str]]:
    first, last = (format_date(on, "long", locale=language) for on in (held.first_on, held.last_on))
    return [
        (_("Startup"), str(names["startup"])),
        (_("With"), str(names["expert"])),
        (_("Programme"), str(names["programme"])),
        (_("Sessions"), str(names["sessions"])),
        (_("Hours"), str(names["hours"])),
        (_("From – to"), f"{first} – {last}"),
    ]
