"""How people are told what they said to advertisements, and that it ends soon: e-mails about their own account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from django.utils.translation import gettext, override

from accounts.models import ConsentChannel, ConsentPurpose
from messaging.advertising.rules import Advertiser


@dataclass(frozen=True)
class Said:
    """One thing that a person said to advertisements: on which day on their clock, and on which day it ends."""

    channel: str
    purpose: str
    given: bool
    on: date
    ends_on: date


def choice_words(said: Sequence[Said], sender: Advertiser, *, link: str, language: str) -> tuple[str, str]:
    """Subject and body that confirm what somebody said, and what was made of it."""
    with override(language):
        lines = [
            (gettext("%(on)s: agreed to %(what)s") if one.given else gettext("%(on)s: refused %(what)s"))
            % {"on": _day(one.on, language), "what": _what(one)}
            for one in said
        ]
        made_of_it = [gettext("We have taken that down, and it holds from now on.")]
        if ends := [one.ends_on for one in said if one.given]:
            made_of_it.append(
                gettext("It ends on %(on)s unless you agree again.") % {"on": _day(min(ends), language)}
            )
        ask = gettext("Change it at any time in your settings:")
        subject = gettext("What you said to advertisements")
        return subject, _letter(["\n".join(lines), " ".join(made_of_it), f"{ask}\n{link}"], sender)


def renewal_words(said: Sequence[Said], sender: Advertiser, *, link: str, language: str) -> tuple[str, str]:
    """Subject and body that ask somebody again before what they agreed to ends."""
    with override(language):
        lines = [
            gettext("%(what)s: agreed on %(on)s, ends on %(end)s")
            % {"what": _what(one), "on": _day(one.on, language), "end": _day(one.ends_on, language)}
            for one in said
        ]
        ask = gettext("To keep it, agree again in your settings; to end it now, refuse there:")
        rest = gettext("Without a word from you it ends by itself.")
        subject = gettext("Do you still want advertisements?")
        return subject, _letter(["\n".join(lines), f"{ask}\n{link}", rest], sender)


def _letter(paragraphs: Sequence[str], sender: Advertiser) -> str:
    """The law wants the sender named, also by an installation that has not advertised yet."""
    who = ", ".join(part for part in (sender.name or "Meridian", sender.contact) if part)
    return "\n\n".join([*paragraphs, who]) + "\n"


def _what(said: Said) -> str:
    if said.channel == ConsentChannel.EMAIL:
        return gettext("advertisements by e-mail")
    if said.purpose == ConsentPurpose.NIGHT_ADS:
        return gettext("advertisements by text at night (21:00 to 08:00)")
    return gettext("advertisements by text")


def _day(on: date, language: str) -> str:
    return format_date(on, "long", locale=language)
