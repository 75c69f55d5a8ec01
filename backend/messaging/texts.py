"""The words of every message, in the reader's language and on the reader's clock."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, override

from messaging import group_phrases, two_way
from messaging.event_templates import meeting_said
from messaging.event_texts import NextMeeting, meeting_words
from messaging.group_phrases import Phrase, Phrases
from messaging.mail_answers.addresses import answers_reach_us
from messaging.models import MessageKind, TemplateAbout
from messaging.near_days import AT_ANY_TIME, Departures, Start, start_in_mail, start_in_text
from messaging.session_phrases import ASKS, LEADS, SUBJECTS
from messaging.stop_links import STOP_LINK
from messaging.templates.filling import (
    BUILT_IN,
    OwnWords,
    Said,
    Words,
    in_own_words,
    near_on_a_phone,
    on_a_phone,
)

SUBJECT_LIMIT = 200
REASON_LIMIT = 80


@dataclass(frozen=True)
class Briefing:
    """All that the words of a message need, as one recipient is to read it.

    `other_zone` is the counterpart's IANA zone, `link` an absolute address, `reason` the words of whoever
    moved, declined or cancelled. `dates` are the lines of a message about several appointments. `other` is the id
    of the person whose clock `other_zone` is: what is written later looks again where they are then. A group
    session has a `title`; `until` says in words how long an offer stands, `remark` is a sentence of its own, `also`
    names who else takes part. `answerable`: the reader decides about it, and may do so by text. `programme` is the id
    of the programme, and `words_as_of` that of the last wording that its coordinators wrote; 0 if they wrote none.
    `is_nobodys`: neither side did what it is about. Of a meeting at an event the programme is the event, and it has a
    `table`, and `following` others come after it without a pause.
    """

    counterpart: str
    programme_ko: str
    programme_en: str
    other_zone: str
    link: str
    reason: str = ""
    goal: str = ""
    meet_url: str = ""
    dates: tuple[str, ...] = ()
    other: int | None = None
    title: str = ""
    until: str = ""
    remark: str = ""
    also: str = ""
    answerable: bool = False
    programme: int | None = None
    words_as_of: int = 0
    is_nobodys: bool = False
    table: str = ""
    following: int = 0

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class InvitationPart:
    """An iCalendar text that goes with an e-mail, and its method (RFC 5546): REQUEST or CANCEL."""

    text: str
    method: str


def words_for(
    kind: MessageKind,
    briefing: Briefing,
    *,
    starts_at: datetime,
    zone: str,
    language: str,
    own: OwnWords = BUILT_IN,
    text_link: str = "",
    leave: Departures = AT_ANY_TIME,
) -> Words:
    """The message of this kind to a reader in `zone` (IANA) who reads `language` ("ko" or "en"), in the words of
    the programme where it has `own`. `text_link` is a shorter address of the same page, for the phone. The start is
    told as near as it is when they `leave`."""
    with override(language):
        in_mail = start_in_mail(starts_at, zone, briefing.other_zone, language, leave.mail)
        in_text = start_in_text(starts_at, zone, briefing.other_zone, language, leave.text)
        if kind is MessageKind.MEETING:
            return _next_meeting(briefing, in_mail, in_text, text_link, language, own)
        facts = _facts(briefing, in_mail, language)
        on_phone = facts | {"when": in_text.both, "link": text_link or link_in_text(kind, briefing)}
        phrases, footer = phrases_of(kind, briefing), footer_of(kind, briefing)
        built_in = Words(
            subject=_line(phrases.subject() % facts)[:SUBJECT_LIMIT],
            email=_email(kind, phrases, briefing, facts, footer),
            sms=_sms(kind, phrases, briefing, on_phone, language),
            mail_day=in_mail.near,
            text_day=near_on_a_phone(in_text.near, language),
        )
        if not own:
            return built_in
        about = about_of(kind, briefing)
        values = values_of(kind, briefing, in_mail, language)
        said = Said(about, kind, language, footer, values, on_phone["link"], values_of_start(in_text))
        return in_own_words(built_in, own, said)


def _next_meeting(
    briefing: Briefing, in_mail: Start, in_text: Start, text_link: str, language: str, own: OwnWords
) -> Words:
    event = briefing.programme_ko if language == "ko" else briefing.programme_en
    said = NextMeeting(
        event, briefing.table, briefing.counterpart, briefing.link, briefing.meet_url, briefing.following
    )
    link = text_link or briefing.link
    words = meeting_words(said, in_mail=in_mail, in_text=in_text, text_link=link, language=language)
    if not own:
        return words
    filled_in = meeting_said(said, in_mail, in_text, text_link=link, language=language)
    return in_own_words(words, own, filled_in)


def has_thread(kind: MessageKind, briefing: Briefing) -> bool:
    """Whether those whom the message is about can write to each other: a group session has no thread."""
    return not is_of_group(kind, briefing)


def is_of_group(kind: MessageKind, briefing: Briefing) -> bool:
    """Whether the message is about a group session."""
    return bool(briefing.title) or kind not in SUBJECTS


def about_of(kind: MessageKind, briefing: Briefing) -> TemplateAbout:
    """Among which templates its words are."""
    if kind is MessageKind.MEETING:
        return TemplateAbout.EVENT
    return TemplateAbout.GROUP if is_of_group(kind, briefing) else TemplateAbout.SESSION


def phrases_of(kind: MessageKind, briefing: Briefing) -> Phrases:
    """The built-in sentences of a message, in the language that is active."""
    return group_phrases.OF_KIND[kind] if is_of_group(kind, briefing) else _phrases(kind, briefing)


def kinds_of_sessions() -> tuple[MessageKind, ...]:
    """The kinds that have built-in words about a session of two."""
    return tuple(SUBJECTS)


def footer_of(kind: MessageKind, briefing: Briefing) -> str:
    """What stands below an e-mail, in the language that is active."""
    return _footer(
        may_be_out=is_of_group(kind, briefing) and kind in _OF_A_PLACE, is_answered=has_thread(kind, briefing)
    )


def values_of(kind: MessageKind, briefing: Briefing, start: Start, language: str) -> dict[str, str]:
    """What each placeholder of a template stands for (`messaging.templates.placeholders`), in the active language."""
    facts = _facts(briefing, start, language)
    return {
        **values_of_start(start),
        "other_name": facts["counterpart"],
        "programme": facts["programme"],
        "link": facts["link"],
        "reason": facts["reason"],
        "goal": _line(briefing.goal),
        "others": _line(briefing.also),
        "title": facts["title"],
        "until": facts["until"],
        # What a yes takes has to be seen.
        "dates_count": _offered(briefing, "").strip()
        if _offers_one_time(kind, briefing)
        else _count(kind, len(briefing.dates)),
        "details": _details(kind, briefing, facts),
        "dates": _dates(kind, briefing),
        "remark": briefing.remark,
        "answer": _how_to_answer(kind, briefing, language),
        "stop_link": STOP_LINK,
    }


def values_of_start(start: Start) -> dict[str, str]:
    """The placeholders that differ between an e-mail and a text."""
    return {"start_both": start.both, "start_here": start.here, "start_there": start.there}


def question_of(kind: MessageKind, briefing: Briefing) -> str:
    """What an answer by text to a message of this kind decides; "" where it asks nothing that 1 or 2 answers: several
    dates or times are chosen among on their page."""
    if not briefing.answerable or len(briefing.dates) > (kind is MessageKind.PROPOSED):
        return ""
    return two_way.QUESTIONS.get(kind, "")


def _how_to_answer(kind: MessageKind, briefing: Briefing, language: str) -> str:
    """A variable of approved words is never empty: whoever has nothing to decide by a number has the link."""
    asks = question_of(kind, briefing)
    return two_way.question_line(asks, language) if asks else gettext("All of it is behind the link")


def _facts(briefing: Briefing, start: Start, language: str) -> dict[str, str]:
    return {
        "counterpart": _line(briefing.counterpart),
        "programme": _line(briefing.programme_ko if language == "ko" else briefing.programme_en),
        "when": start.both,
        "link": briefing.link,
        "reason": _line(briefing.reason),
        "title": _line(briefing.title),
        "until": briefing.until,
    }


def _email(
    kind: MessageKind, phrases: Phrases, briefing: Briefing, facts: dict[str, str], footer: str
) -> str:
    ask = f"{phrases.ask()}\n{briefing.link}"
    rows, dates = _details(kind, briefing, facts), _dates(kind, briefing)
    paragraphs = [phrases.lead() % facts, rows, dates, briefing.remark, ask, footer]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + "\n"


def _details(kind: MessageKind, briefing: Briefing, facts: dict[str, str]) -> str:
    """The facts of an e-mail, a line each; what is empty is left out."""
    what = {
        gettext("Group session"): facts["title"],
        gettext("Programme"): facts["programme"],
        gettext("With"): facts["counterpart"],
        gettext("Also there"): _line(briefing.also),
        gettext("When"): facts["when"],
        gettext("Take it by"): briefing.until,
        gettext("Goal"): _line(briefing.goal),
        _REASON.get(kind, lambda: gettext("Reason"))(): facts["reason"],
        gettext("Video call"): briefing.meet_url if kind in _STANDING else "",
    }
    return "\n".join(f"{name}: {value}" for name, value in what.items() if value)


def _dates(kind: MessageKind, briefing: Briefing) -> str:
    heading = gettext("The times") if kind is MessageKind.PROPOSED else gettext("All dates")
    return "\n".join([heading + ":", *map(_line, briefing.dates)]) if briefing.dates else ""


def _phrases(kind: MessageKind, briefing: Briefing) -> Phrases:
    asks_for_several = briefing.dates and kind is MessageKind.REQUESTED
    ask = _ask_for_several if asks_for_several else ASKS[kind]
    if kind is MessageKind.PROPOSED and briefing.is_nobodys:
        return Phrases(_nobodys_subject, _nobodys_lead, ask)
    return Phrases(SUBJECTS[kind], LEADS[kind], ask)


def _nobodys_subject() -> str:
    return gettext("Your session with %(counterpart)s was moved in a calendar")


def _nobodys_lead() -> str:
    return gettext(
        "Your session with %(counterpart)s was moved in a calendar. The new time is held for both of you."
    )


def _ask_for_several() -> str:
    return gettext("Accept or decline all of them with a word, no sign-in needed:")


def _footer(*, may_be_out: bool, is_answered: bool) -> str:
    if may_be_out:
        return gettext(
            "Meridian sends this because you had a seat in the group session, waited for one, or host it. Choose in"
            " your settings what you get."
        )
    why = gettext(
        "Meridian sends this because you take part in the session. Choose in your settings what you get."
    )
    if is_answered and answers_reach_us():
        return " ".join([gettext("An answer to this e-mail goes to everybody who takes part."), why])
    return why


def _sms(
    kind: MessageKind, phrases: Phrases, briefing: Briefing, facts: dict[str, str], language: str
) -> str:
    reason = facts["reason"][:REASON_LIMIT]
    if _offers_one_time(kind, briefing):  # what a yes takes has to be seen; the line ends with the link
        what = [_offered(briefing, facts["link"]), reason]
    else:
        what = [facts["when"], _count(kind, len(briefing.dates)), reason, facts["link"]]
    parts = ["[Meridian] " + phrases.subject() % facts, *what]
    return on_a_phone("\n".join(part for part in parts if part), language).text


def link_in_text(kind: MessageKind, briefing: Briefing) -> str:
    """Where the link in a text leads: of one offered time, to that time; at the start, into the room."""
    if kind is MessageKind.STARTING and briefing.meet_url:
        return briefing.meet_url
    return _line(briefing.dates[0]).split(" ")[-1] if _offers_one_time(kind, briefing) else briefing.link


def _offers_one_time(kind: MessageKind, briefing: Briefing) -> bool:
    return kind is MessageKind.PROPOSED and len(briefing.dates) == 1


def _offered(briefing: Briefing, link: str) -> str:
    """The one time that is offered, with the link that takes it at its end."""
    return " ".join([*_line(briefing.dates[0]).split(" ")[:-1], link])


def _count(kind: MessageKind, dates: int) -> str:
    """How many dates a text is about, where it is about several."""
    of_times = kind is MessageKind.PROPOSED
    words = gettext("%(count)s times to choose from") if of_times else gettext("%(count)s dates in all")
    return words % {"count": dates} if dates > 1 else ""


def _line(text: str) -> str:
    """On one line: a line break in a name or a reason must not start a header or a paragraph of its own."""
    return " ".join(text.split())


# What the briefing's `reason` is called where it is none.
_REASON: dict[MessageKind, Phrase] = {
    **dict.fromkeys((MessageKind.SHIFT, MessageKind.NEW_RULES), lambda: gettext("On your clock")),
    MessageKind.SETTLED: lambda: gettext("Decision"),
}
# Of a group session: these also go to people who do not take part in it.
_OF_A_PLACE = frozenset(
    {
        MessageKind.OFFERED,
        MessageKind.OFFER_GONE,
        MessageKind.LEFT,
        MessageKind.REMOVED,
        MessageKind.NO_SEAT,
        MessageKind.CANCELLED,
    }
)
_STANDING = frozenset({MessageKind.CONFIRMED, MessageKind.MOVED, MessageKind.REMINDER, MessageKind.STARTING})
