"""What surrounds the words of an advertisement: its mark and sender, and how to refuse more."""

from django.conf import settings
from django.utils.translation import gettext, override

from accounts.models import Person
from integrations.twilio_sms.korean import cleaned
from messaging.advertising.rules import KOREA, MARK, Advertiser, opening
from messaging.stop_links import mail_line, text_line


def advertiser() -> Advertiser:
    """Who this installation advertises for."""
    env = settings.ENV
    return Advertiser(env.advertiser_name, env.advertiser_contact)


def text_of(words: str, person: Person) -> str:
    """The whole text to the person's phone, in characters that phones of its country show."""
    begin, end = _around(person, person.language)
    return f"{begin} {_shown(words, person.phone)}\n{end}"


def is_whole(text: str, person: Person, language: str) -> bool:
    """Whether a text that was written earlier says at its start who sends it, and at its end how to refuse more, as the
    law of the phone's country asks now: settings and the phone may have changed."""
    begin, end = _around(person, language)
    return advertiser().is_complete and text.startswith(f"{begin} ") and text.endswith(f"\n{end}")


def mail_of(subject: str, words: str, person: Person) -> tuple[str, str]:
    """Subject and body of the e-mail."""
    who = advertiser()
    with override(person.language):
        mark = MARK if person.language == "ko" else gettext("Advertisement:")
    refuse = mail_line(person.pk, person.language)
    return f"{mark} {subject}"[:200], f"{words}\n\n{who.name}, {who.contact}\n{refuse}\n"


def _around(person: Person, language: str) -> tuple[str, str]:
    """What a text starts and ends with."""
    free = settings.ENV.advertising_free_stop
    if free and person.phone.startswith(KOREA):
        with override(language):
            end = gettext("Refuse for free: %(number)s") % {"number": free}
    else:
        end = text_line(person.pk, person.phone, language)
    return _shown(opening(person.phone, advertiser()), person.phone), _shown(end, person.phone)


def _shown(text: str, phone: str) -> str:
    return cleaned(text).text if phone.startswith(KOREA) else text
