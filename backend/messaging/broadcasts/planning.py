"""Who of an audience gets a broadcast and how, who does not and why, and what it costs. Reads alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from json import dumps

from accounts.models import KindGroup, Person, Reach
from integrations.twilio_sms.segments import size_of
from messaging import rules
from messaging.advertising.composing import text_of
from messaging.advertising.queries import who_wants
from messaging.channels import texts_are_set_up
from messaging.models import Channel
from messaging.news_texts import NO_FRAME, Frame, news_words
from messaging.prices import price_of
from messaging.reaching import OPTED_OUT, why_no_texts
from messaging.templates.filling import Words, on_a_phone

# Nobody approves words that a coordinator has just written, so these two alone.
WAYS = (Channel.SMS, Channel.EMAIL)
SWITCHED_OFF, NO_EMAIL, NOT_WANTED = "switched_off", "no_email", "ad_not_wanted"


@dataclass(frozen=True)
class Letter:
    """What is said in both languages, on which channels, whether it advertises something, and what stands around it."""

    subject_ko: str
    subject_en: str
    body_ko: str
    body_en: str
    channels: tuple[str, ...]
    promotional: bool
    frame: Frame = NO_FRAME

    def words(self, language: str) -> Words:
        """As a reader of `language` ("ko" or "en") gets it."""
        subject = self.subject_ko if language == "ko" else self.subject_en
        body = self.body_ko if language == "ko" else self.body_en
        if self.promotional:  # mark, sender and the way to refuse more are put around it for each reader
            return Words(" ".join(subject.split()), body, on_a_phone(body, language).text)
        return news_words(subject, body, self.frame, language=language)

    def said(self) -> dict[str, object]:
        """What the coordinator said, to be kept."""
        return {
            "subject_ko": self.subject_ko,
            "subject_en": self.subject_en,
            "body_ko": self.body_ko,
            "body_en": self.body_en,
            "channels": list(self.channels),
            "promotional": self.promotional,
        }


@dataclass(frozen=True)
class Plan:
    """`ways` by person; `left_out` by the id of each whom nothing reaches, with a stable word for why."""

    ways: dict[Person, rules.Ways]
    left_out: dict[int, str]

    @property
    def texts(self) -> int:
        return sum(ways.text for ways in self.ways.values())

    @property
    def mails(self) -> int:
        return sum(ways.mail for ways in self.ways.values())

    def reasons(self) -> list[tuple[str, int]]:
        """Each reason with how many it leaves out, the most frequent first."""
        return Counter(self.left_out.values()).most_common()


def plan_for(audience: Sequence[Person], letter: Letter, *, now: datetime) -> Plan:
    """One statement however many they are, and one a channel for an advertisement, which goes to those alone who agreed
    to get such on it."""
    wants_text = Channel.SMS in letter.channels and texts_are_set_up()
    why_not = why_no_texts(audience) if wants_text else {}
    everybody = {person.pk for person in audience}
    agreed = {
        channel: who_wants(audience, channel, now) if letter.promotional else everybody for channel in WAYS
    }
    ways, left_out = {}, {}
    for person in audience:
        wish = person.reach_of(KindGroup.NEWS)
        chosen = rules.ways(
            wish,
            texts=wants_text and person.pk not in why_not and person.pk in agreed[Channel.SMS],
            mails=person.email_allowed
            and Channel.EMAIL in letter.channels
            and person.pk in agreed[Channel.EMAIL],
            has_to_come=False,
        )
        if chosen.text or chosen.mail:
            ways[person] = chosen
        elif wish == Reach.NONE:
            left_out[person.pk] = SWITCHED_OFF
        elif not any(person.pk in agreed[Channel(channel)] for channel in letter.channels):
            left_out[person.pk] = NOT_WANTED
        elif Channel.SMS in letter.channels:
            left_out[person.pk] = why_not.get(person.pk, OPTED_OUT)
        else:
            left_out[person.pk] = NO_EMAIL
    return Plan(ways, left_out)


def parts_of(words: Words) -> int:
    """How many parts the text has on its way."""
    return size_of(words.sms).parts


@dataclass(frozen=True)
class Cost:
    """Parts of all texts; their price, None where that of some is not known."""

    parts: int
    price: rules.Price | None


def cost_of(plan: Plan, letter: Letter) -> Cost:
    words = {language: letter.words(language) for language in ("ko", "en")}
    parts_in = {language: parts_of(said) for language, said in words.items()}
    parts = {
        person: size_of(text_of(words[person.language].sms, person)).parts
        if letter.promotional
        else parts_in[person.language]
        for person, ways in plan.ways.items()
        if ways.text
    }
    prices = [price_of(person.phone, number) for person, number in parts.items()]
    known = [price for price in prices if price is not None]
    total = rules.Price(sum((one.amount for one in known), Decimal()), known[0].unit) if known else None
    is_whole = len(known) == len(prices)
    return Cost(sum(parts.values()), total if is_whole else None)


def digest_of(plan: Plan, letter: Letter, audience: dict[str, object]) -> str:
    """What a coordinator confirms: the words, the audience asked for, and who gets them on which channel."""
    whole = [
        letter.said(),
        [vars(letter.words(language)) for language in ("ko", "en")],
        audience,
        sorted((person.pk, ways.text, ways.mail) for person, ways in plan.ways.items()),
    ]
    return sha256(dumps(whole, sort_keys=True, default=str).encode()).hexdigest()
