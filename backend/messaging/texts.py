"""The words of every message, in the reader's language and on the reader's clock."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, override

from messaging import group_phrases, two_way
from messaging.group_phrases import Phrase, Phrases
from messaging.mail_answers.addresses import answers_reach_us
from messaging.models import MessageKind, TemplateAbout
from messaging.near_days import AT_ANY_TIME, Departures, Start, start_in_mail, start_in_text
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
        about = TemplateAbout.GROUP if is_of_group(kind, briefing) else TemplateAbout.SESSION
        values = values_of(kind, briefing, in_mail, language)
        said = Said(about, kind, language, footer, values, on_phone["link"], values_of_start(in_text))
        return in_own_words(built_in, own, said)


def has_thread(kind: MessageKind, briefing: Briefing) -> bool:
    """Whether those whom the message is about can write to each other: a group session has no thread."""
    return not is_of_group(kind, briefing)


def is_of_group(kind: MessageKind, briefing: Briefing) -> bool:
    """Whether the message is about a group session."""
    return bool(briefing.title) or kind not in _SUBJECTS


def phrases_of(kind: MessageKind, briefing: Briefing) -> Phrases:
    """The built-in sentences of a message, in the language that is active."""
    return group_phrases.OF_KIND[kind] if is_of_group(kind, briefing) else _phrases(kind, briefing)


def kinds_of_sessions() -> tuple[MessageKind, ...]:
    """The kinds that have built-in words about a session of two."""
    return tuple(_SUBJECTS)


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
    }


def values_of_start(start: Start) -> dict[str, str]:
    """The placeholders that differ between an e-mail and a text."""
    return {"start_both": start.both, "start_here": start.here, "start_there": start.there}


def question_of(kind: MessageKind, briefing: Briefing) -> str:
    """What an answer by text to a message of this kind decides; "" where it asks nothing that 1 or 2 answers: several
    dates or times are chosen among on their page."""
    if not briefing.answerable or len(briefing.dates) > (kind is MessageKind.PROPOSED):
        return ""
    return _QUESTIONS.get(kind, "")


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
    ask = _ask_for_several if asks_for_several else _ASKS[kind]
    return Phrases(_SUBJECTS[kind], _LEADS[kind], ask)


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


_SUBJECTS: dict[MessageKind, Phrase] = {
    MessageKind.REQUESTED: lambda: gettext("%(counterpart)s asks for a session"),
    MessageKind.PROPOSED: lambda: gettext("%(counterpart)s proposes other times"),
    MessageKind.CONFIRMED: lambda: gettext("Session with %(counterpart)s is confirmed"),
    MessageKind.DECLINED: lambda: gettext("%(counterpart)s cannot take your request"),
    MessageKind.EXPIRED: lambda: gettext("Request to %(counterpart)s expired unanswered"),
    MessageKind.MOVED: lambda: gettext("Session with %(counterpart)s has a new time"),
    MessageKind.CANCELLED: lambda: gettext("Session with %(counterpart)s is cancelled"),
    MessageKind.REMINDER: lambda: gettext("Reminder: session with %(counterpart)s"),
    MessageKind.STARTING: lambda: gettext("Starting now: session with %(counterpart)s"),
    MessageKind.AFTER: lambda: gettext("Thank you: your session with %(counterpart)s"),
    MessageKind.CLASH: lambda: gettext("Please look at the time of your session with %(counterpart)s"),
    MessageKind.TURNED_DOWN: lambda: gettext("%(counterpart)s takes none of your other times"),
    MessageKind.DISPUTED: lambda: gettext("%(counterpart)s disputes that they did not come"),
    MessageKind.SETTLED: lambda: gettext("It is settled who came: session with %(counterpart)s"),
    MessageKind.UNABLE: lambda: gettext("%(counterpart)s declined the invitation in their calendar"),
    MessageKind.UNABLE_OWN: lambda: gettext("You declined: your session with %(counterpart)s still stands"),
    MessageKind.OFF_ASKED: lambda: gettext(
        "%(counterpart)s declined the session in their calendar: is it off?"
    ),
    MessageKind.OFF_OWN: lambda: gettext("Not off yet: your session with %(counterpart)s"),
    MessageKind.MAILED: lambda: gettext("For your calendar: session with %(counterpart)s"),
    MessageKind.HANDED_OVER: lambda: gettext("In another calendar: session with %(counterpart)s"),
    MessageKind.NO_ROOM: lambda: gettext("No video link: your session with %(counterpart)s"),
    MessageKind.PUT_BACK: lambda: gettext("Not moved: your session with %(counterpart)s"),
    MessageKind.MOVE_ASKED: lambda: gettext("%(counterpart)s is asked about the time in your calendar"),
    MessageKind.DELETED: lambda: gettext("%(counterpart)s deleted the session in their calendar: is it off?"),
    MessageKind.DELETED_OWN: lambda: gettext("Not off yet: your session with %(counterpart)s"),
    MessageKind.KEPT: lambda: gettext("Your session with %(counterpart)s stands as agreed"),
    **dict.fromkeys(
        (MessageKind.SHIFT, MessageKind.NEW_RULES),
        lambda: gettext("Another hour on your clock: session with %(counterpart)s"),
    ),
    MessageKind.NAMED: lambda: gettext("You are named for a session with %(counterpart)s"),
    MessageKind.LEFT: lambda: gettext("You are out of the session with %(counterpart)s"),
    MessageKind.ABSENT: lambda: gettext("%(counterpart)s cannot come to your session"),
    MessageKind.UNABLE_TOO: lambda: gettext(
        "You declined: can you come to the session with %(counterpart)s?"
    ),
    MessageKind.WRITTEN: lambda: gettext("%(counterpart)s wrote about your session"),
}
_LEADS: dict[MessageKind, Phrase] = {
    MessageKind.REQUESTED: lambda: gettext(
        "%(counterpart)s asks you for a session. The time is held for you."
    ),
    MessageKind.PROPOSED: lambda: gettext(
        "%(counterpart)s proposes other times for your session. They are held for you."
    ),
    MessageKind.CONFIRMED: lambda: gettext("Your session with %(counterpart)s is confirmed."),
    MessageKind.DECLINED: lambda: gettext(
        "%(counterpart)s cannot take your request. The time is free again."
    ),
    MessageKind.EXPIRED: lambda: gettext(
        "Your request to %(counterpart)s was not answered in time, so the time is free again."
    ),
    MessageKind.MOVED: lambda: gettext(
        "Your session with %(counterpart)s has a new time. The old one is void."
    ),
    MessageKind.CANCELLED: lambda: gettext("Your session with %(counterpart)s is cancelled."),
    MessageKind.REMINDER: lambda: gettext("Your session with %(counterpart)s is near."),
    MessageKind.STARTING: lambda: gettext("Your session with %(counterpart)s is about to start."),
    MessageKind.AFTER: lambda: gettext(
        "Your session with %(counterpart)s is over. Thank you for the time that you gave each other. A short word on"
        " what you take from it helps both of you to remember."
    ),
    MessageKind.CLASH: lambda: gettext(
        "The rules of daylight saving have changed, and your regular session with %(counterpart)s cannot follow"
        " the clock. It stays at the instant that was agreed; your clock may show another hour."
    ),
    MessageKind.TURNED_DOWN: lambda: gettext(
        "%(counterpart)s takes none of the times that you proposed. What was agreed before stays as it is."
    ),
    MessageKind.DISPUTED: lambda: gettext(
        "%(counterpart)s says that they did come to the session. A coordinator looks at both accounts and decides."
    ),
    MessageKind.SETTLED: lambda: gettext(
        "A coordinator has decided who came to the session with %(counterpart)s."
    ),
    MessageKind.UNABLE: lambda: gettext(
        "%(counterpart)s declined the invitation in their calendar. The session stands, and its time stays taken,"
        " until one of you cancels it or you agree on another time."
    ),
    MessageKind.UNABLE_OWN: lambda: gettext(
        "You declined the invitation to your session with %(counterpart)s in your calendar, and they were told. That"
        " alone does not cancel it: it stands until you cancel it or agree on another time."
    ),
    MessageKind.OFF_ASKED: lambda: gettext(
        "%(counterpart)s declined your session in their calendar. It is not cancelled by that, and its time stays"
        " taken: say whether it is off, or keep it. Nothing reminds you of it until then."
    ),
    MessageKind.OFF_OWN: lambda: gettext(
        "You declined your session with %(counterpart)s in your calendar. They are asked whether it is off; you can"
        " cancel it yourself, or keep it, and you are reminded of it again."
    ),
    MessageKind.MAILED: lambda: gettext(
        "Google Calendar does not take your session with %(counterpart)s from us at the moment, so here is the"
        " invitation. Changes will reach your calendar by mail as well."
    ),
    MessageKind.HANDED_OVER: lambda: gettext(
        "Your session with %(counterpart)s takes place as agreed. One of you took its event out of Google Calendar, so"
        " another calendar shows it from now on, or the invitation that comes with this mail does. Google may tell of"
        " a cancelled event; that is the old one."
    ),
    MessageKind.NO_ROOM: lambda: gettext(
        "Google made no video link for your session with %(counterpart)s. The session stands: put a link of your own"
        " into the event in Google Calendar, where both of you see it, or ask the programme's staff for a room."
    ),
    MessageKind.PUT_BACK: lambda: gettext(
        "You moved your session with %(counterpart)s in your calendar, and that cannot be. It stands at the agreed"
        " time, and your calendar shows that again."
    ),
    MessageKind.MOVE_ASKED: lambda: gettext(
        "You moved your session with %(counterpart)s in your calendar. They are asked whether they take the new time;"
        " until they do, the session stands at the agreed one."
    ),
    MessageKind.DELETED: lambda: gettext(
        "%(counterpart)s deleted your session in their calendar. It is not cancelled by that: say whether it is off,"
        " or keep it. Nothing reminds you of it until then."
    ),
    MessageKind.DELETED_OWN: lambda: gettext(
        "You deleted your session with %(counterpart)s in your calendar. They are asked whether it is off; you can"
        " cancel it yourself, or keep it, and it comes back into your calendar."
    ),
    MessageKind.KEPT: lambda: gettext(
        "Your session with %(counterpart)s is kept at the agreed time, whatever was changed or answered in a calendar."
    ),
    MessageKind.SHIFT: lambda: gettext(
        "From the date below on, your regular session with %(counterpart)s is at another hour on your clock: the"
        " clocks change, or you live on another one by then."
    ),
    MessageKind.NEW_RULES: lambda: gettext(
        "The rules of time zones have changed. Your session with %(counterpart)s stays at the same moment, for which"
        " your clock shows another hour by now."
    ),
    MessageKind.NAMED: lambda: gettext(
        "A session with %(counterpart)s was asked for, and you are named for it. The time is held for you too. The"
        " expert who was asked answers for all; you hear what became of it."
    ),
    MessageKind.LEFT: lambda: gettext(
        "You said that you cannot come to the session with %(counterpart)s. The time is yours again, and the others"
        " were told."
    ),
    MessageKind.ABSENT: lambda: gettext(
        "%(counterpart)s cannot come to your session. It stands with everybody else."
    ),
    MessageKind.UNABLE_TOO: lambda: gettext(
        "You declined the invitation to the session with %(counterpart)s in your calendar, and they were told. Your"
        " time stays taken until you say in Meridian that you cannot come."
    ),
    MessageKind.WRITTEN: lambda: gettext("%(counterpart)s wrote about the session:"),
}
_ASKS: dict[MessageKind, Phrase] = {
    MessageKind.REQUESTED: lambda: gettext("Accept or decline with a word, no sign-in needed:"),
    MessageKind.PROPOSED: lambda: gettext("See the times and take one, no sign-in needed:"),
    MessageKind.DECLINED: lambda: gettext("Find another time or another expert:"),
    MessageKind.EXPIRED: lambda: gettext("Find another time or another expert:"),
    MessageKind.CANCELLED: lambda: gettext("What happened, and what you can do now:"),
    MessageKind.AFTER: lambda: gettext("Leave a word, or say that somebody did not come:"),
    MessageKind.CLASH: lambda: gettext("Keep it as it is, or choose another time together:"),
    MessageKind.TURNED_DOWN: lambda: gettext("See the session, or propose other times:"),
    MessageKind.DISPUTED: lambda: gettext("What both sides say:"),
    MessageKind.SETTLED: lambda: gettext("What was decided:"),
    MessageKind.UNABLE: lambda: gettext("See the session, or propose other times:"),
    MessageKind.UNABLE_OWN: lambda: gettext("Cancel it, or propose another time:"),
    MessageKind.PUT_BACK: lambda: gettext("See the session, or propose other times:"),
    MessageKind.MOVE_ASKED: lambda: gettext("See what you asked, or change it:"),
    **dict.fromkeys(
        (MessageKind.DELETED, MessageKind.OFF_ASKED),
        lambda: gettext("Say whether it is off, or keep it:"),
    ),
    **dict.fromkeys(
        (MessageKind.DELETED_OWN, MessageKind.OFF_OWN),
        lambda: gettext("Cancel it yourself, or keep it:"),
    ),
    MessageKind.KEPT: lambda: gettext("See the session, move it or cancel it:"),
    MessageKind.SHIFT: lambda: gettext("See all dates, move one or all that follow:"),
    MessageKind.NAMED: lambda: gettext("See who takes part, or say that you cannot come:"),
    MessageKind.LEFT: lambda: gettext("See your sessions:"),
    MessageKind.UNABLE_TOO: lambda: gettext("Say that you cannot come, or see the session:"),
    MessageKind.WRITTEN: lambda: (
        gettext("Answer this e-mail, or read all of it there:")
        if answers_reach_us()
        else gettext("Read all of it and answer there; an answer to this e-mail reaches nobody:")
    ),
    **dict.fromkeys(
        (
            MessageKind.CONFIRMED,
            MessageKind.MOVED,
            MessageKind.REMINDER,
            MessageKind.STARTING,
            MessageKind.MAILED,
            MessageKind.HANDED_OVER,
            MessageKind.NO_ROOM,
            MessageKind.NEW_RULES,
            MessageKind.ABSENT,
        ),
        lambda: gettext("See the session, move it or cancel it:"),
    ),
}
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
_QUESTIONS = {
    MessageKind.REQUESTED: two_way.ACCEPT,
    MessageKind.PROPOSED: two_way.TAKE,
    MessageKind.MOVED: two_way.COME,
    MessageKind.REMINDER: two_way.COME,
}
