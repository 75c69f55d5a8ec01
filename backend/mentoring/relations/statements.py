"""An expert's statement of a month, on paper."""

from decimal import Decimal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from agenda.wording import local_words
from mentoring.relations.honoraria import Statement
from mentoring.relations.money_rules import PLACES
from mentoring.relations.paper import Sheet


def money(amount: Decimal | None, currency: str | None) -> str:
    """With as many decimal places as the currency has; "" where there is no amount."""
    return "" if amount is None or currency is None else f"{amount:.{PLACES[currency]}f}"


def money_in_words(amount: Decimal, currency: str) -> str:
    """As people read it: thousands apart, and the currency's ISO code behind it. A rate may be finer than what is paid."""
    places = PLACES[currency] if amount == round(amount, PLACES[currency]) else 2
    return f"{amount:,.{places}f} {currency}"


def sheet_of(statement: Statement, language: str) -> Sheet:
    with translation.override(language):
        rows = [
            [_("Session"), _("Programme"), _("Startup"), _("Minutes")],
            *_session_rows(statement, language),
        ]
        totals = [(_("Hours"), str(statement.hours))]
        totals += [(_("Amount"), money_in_words(amount, currency)) for currency, amount in statement.totals]
        return Sheet(
            title=_("Honorarium statement"),
            hub=settings.ENV.meridian_hub_name,
            paragraphs=[],
            facts=[
                (_("Expert"), statement.expert.person.name),
                (_("Month"), f"{statement.month} ({statement.time_zone})"),
                *_rates(statement, language),
                *totals,
            ],
            table=rows,
            widths=(0.36, 0.26, 0.26, 0.12),
            figures=1,
            signature=_("Signature and seal"),
            language=language,
        )


def _rates(statement: Statement, language: str) -> list[tuple[str, str]]:
    return [
        (
            line.programme.name_ko if language == "ko" else line.programme.name_en,
            _("%(hours)s hours at %(rate)s: %(amount)s")
            % {
                "hours": line.hours,
                "rate": money_in_words(line.rate, line.currency),
                "amount": money_in_words(line.amount, line.currency),
            }
            if line.rate is not None and line.currency is not None and line.amount is not None
            else _("%(hours)s hours, no rate set") % {"hours": line.hours},
        )
        for line in statement.lines
    ]


def _session_rows(statement: Statement, language: str) -> list[list[str]]:
    return [
        [
            local_words(session.appointment.starts_at, statement.time_zone, language),
            line.programme.name_ko if language == "ko" else line.programme.name_en,
            session.startup.name_ko if language == "ko" else session.startup.name_en,
            str((session.appointment.ends_at - session.appointment.starts_at).seconds // 60),
        ]
        for line in statement.lines
        for session in line.sessions
    ]
