"""Which placeholders the words of a message may use, which they have to, and what each looks like filled in."""

from messaging.inbound.rules import OF_NO_SESSION, WITH_TIME, Back
from messaging.models import Channel, MessageKind, TemplateAbout
from messaging.templates.rules import Grammar
from messaging.two_way import may_say_how_to_answer

# A text of more would be eight parts before anything is filled in.
LONGEST = {Channel.SMS.value: 500, Channel.EMAIL.value: 4000}
# WhatsApp takes 1,024 letters with the approved words around them (https://www.twilio.com/docs/api/errors/63021).
LONGEST_VARIABLES = 600
LONGEST_SUBJECT = 150
# The words of a coordinator, at most 1,000 letters, have to fit beside it.
LONGEST_FRAME = 300

# What these say is in a remark: what is wrong with a seat, where other times come from, what somebody wrote.
REMARKED = (MessageKind.OFFERED, MessageKind.PROPOSED, MessageKind.WRITTEN)
WHEN = ("start_both", "start_here", "start_there")
EVERYWHERE = ("programme", *WHEN, "other_name")
# What each message of events may hold beside its name and the link, and what it has to.
OF_EVENT_KIND: dict[MessageKind, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    **dict.fromkeys(
        (MessageKind.AGENDA, MessageKind.REPLANNED), (("event", "meetings"), (("link",), ("meetings",)))
    ),
    MessageKind.CALLED_OFF: (("event", "reason"), (("event",), ("reason",))),
    MessageKind.BOOKING: (
        ("event", "heading", "news", "meetings", "reason", "ask"),
        (("link",), ("meetings",), ("news", "heading")),
    ),
    MessageKind.MEETING: (
        ("event", "table", "other_name", *WHEN, "following", "room"),
        (("link",), ("table",), WHEN),
    ),
}
LINE_OF_EVENTS = {"event", "heading", "table", "other_name", *WHEN}


def grammar_of(
    about: TemplateAbout, kind: MessageKind | Back, channel: str, *, is_subject: bool = False
) -> Grammar:
    """What the body, or the subject, of a template may hold."""
    if about == TemplateAbout.DAY:
        return _grammar_of_a_day(channel, is_subject=is_subject)
    if about == TemplateAbout.NEWS:
        return _grammar_of_news(channel, is_subject=is_subject)
    if isinstance(kind, Back):
        return _grammar_of_an_answer(kind)
    if about == TemplateAbout.EVENT:
        return _grammar_of_an_event(kind, channel, is_subject=is_subject)
    return _grammar_of_a_session(about, kind, channel, is_subject=is_subject)


def _grammar_of_a_session(
    about: TemplateAbout, kind: MessageKind, channel: str, *, is_subject: bool
) -> Grammar:
    names = [*EVERYWHERE, *(("title",) if about == TemplateAbout.GROUP else ("goal", "others"))]
    if kind == MessageKind.OFFERED:
        names.append("until")
    if is_subject:
        return Grammar(frozenset(names), (), LONGEST_SUBJECT, is_line=True)
    names += ["link", "reason"]
    if channel == Channel.EMAIL:
        names += ["details", "remark"]
    if about == TemplateAbout.SESSION:
        names.append(_dates_of(channel))
    names += _of_approved_words(about, kind, channel)
    return Grammar(frozenset(names), _required(about, kind, channel), LONGEST.get(channel, LONGEST_VARIABLES))


def _of_approved_words(about: TemplateAbout, kind: MessageKind, channel: str) -> list[str]:
    """What is added to other words where it is due: how to answer, and how to have no more of it."""
    if channel in LONGEST:
        return []
    may_ask = about == TemplateAbout.SESSION and may_say_how_to_answer(kind, channel)
    return ["answer", "stop_link"] if may_ask else ["stop_link"]


def _grammar_of_a_day(channel: str, *, is_subject: bool) -> Grammar:
    """What lies after the day is reminded of by this alone; a text tells it among the sessions."""
    if is_subject:
        return Grammar(frozenset({"day", "count"}), (), LONGEST_SUBJECT, is_line=True)
    needed = ("link", "sessions", *(("later",) if channel == Channel.EMAIL else ()))
    return Grammar(frozenset({"day", "count", *needed}), tuple((name,) for name in needed), LONGEST[channel])


def _grammar_of_news(channel: str, *, is_subject: bool) -> Grammar:
    if is_subject:
        return Grammar(frozenset({"subject", "programme"}), (("subject",),), LONGEST_SUBJECT, is_line=True)
    longest = LONGEST_FRAME if channel == Channel.SMS else LONGEST[channel]
    return Grammar(frozenset({"words", "programme"}), (("words",),), longest)


def _grammar_of_an_event(kind: MessageKind, channel: str, *, is_subject: bool) -> Grammar:
    """Nobody finds a table without its number and the hour; why it does not take place is told where the hub says it."""
    names, needed = OF_EVENT_KIND[kind]
    if is_subject:
        return Grammar(frozenset(names) & LINE_OF_EVENTS, (), LONGEST_SUBJECT, is_line=True)
    approved = () if channel in LONGEST else ("stop_link",)
    longest = LONGEST.get(channel, LONGEST_VARIABLES)
    return Grammar(frozenset({"event", "link", *names, *approved}), needed, longest)


def _grammar_of_an_answer(back: Back) -> Grammar:
    """Which session is meant is not known of some; of the others the time is told where it matters."""
    names = ("programme", "link") if back in OF_NO_SESSION else (*EVERYWHERE, "link")
    needed: tuple[tuple[str, ...], ...] = (("link",), WHEN) if back in WITH_TIME else (("link",),)
    return Grammar(frozenset(names), needed, LONGEST[Channel.SMS])


def _required(about: TemplateAbout, kind: MessageKind, channel: str) -> tuple[tuple[str, ...], ...]:
    """Nobody can act on a message without its link, or be on time without the time. One about several dates must not
    read as if there were one; where there is one, that line is left out. Approved words leave none out, so they may do
    without it, and are not used about several."""
    in_mail = ("details",) if channel == Channel.EMAIL else ()
    groups: list[tuple[str, ...]] = [("link",), (*WHEN, *in_mail)]
    if about == TemplateAbout.SESSION and channel in LONGEST:
        groups.append((_dates_of(channel),))
    if kind == MessageKind.OFFERED:
        groups.append(("until", *in_mail))
    if kind in REMARKED and channel == Channel.EMAIL:
        groups.append(("remark",))
    return tuple(groups)


def _dates_of(channel: str) -> str:
    return "dates" if channel == Channel.EMAIL else "dates_count"


# In the order in which the editor offers them.
ORDER = (
    "subject",
    "words",
    "day",
    "count",
    "sessions",
    "later",
    "event",
    "heading",
    "news",
    "meetings",
    "ask",
    "table",
    "other_name",
    "title",
    "start_both",
    "start_here",
    "start_there",
    "programme",
    "link",
    "room",
    "following",
    "until",
    "dates_count",
    "reason",
    "goal",
    "others",
    "details",
    "dates",
    "remark",
    "answer",
    "stop_link",
)
