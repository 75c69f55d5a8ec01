"""Which placeholders the words of a message may use, which they have to, and what each looks like filled in."""

from messaging.models import Channel, MessageKind, TemplateAbout
from messaging.templates.rules import Grammar

# A text of more would be eight parts before anything is filled in.
LONGEST = {Channel.SMS.value: 500, Channel.EMAIL.value: 4000}
# WhatsApp takes 1,024 letters with the approved words around them (https://www.twilio.com/docs/api/errors/63021).
LONGEST_VARIABLES = 600
LONGEST_SUBJECT = 150

# What these say is in a remark: what is wrong with a seat, where other times come from, what somebody wrote.
REMARKED = (MessageKind.OFFERED, MessageKind.PROPOSED, MessageKind.WRITTEN)
WHEN = ("start_both", "start_here", "start_there")
EVERYWHERE = ("programme", *WHEN, "other_name")


def grammar_of(about: TemplateAbout, kind: MessageKind, channel: str, *, is_subject: bool = False) -> Grammar:
    """What the body, or the subject, of a template may hold."""
    if about == TemplateAbout.DAY:
        return _grammar_of_a_day(channel, is_subject=is_subject)
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
    return Grammar(frozenset(names), _required(about, kind, channel), LONGEST.get(channel, LONGEST_VARIABLES))


def _grammar_of_a_day(channel: str, *, is_subject: bool) -> Grammar:
    """What lies after the day is reminded of by this alone; a text tells it among the sessions."""
    if is_subject:
        return Grammar(frozenset({"day", "count"}), (), LONGEST_SUBJECT, is_line=True)
    needed = ("link", "sessions", *(("later",) if channel == Channel.EMAIL else ()))
    return Grammar(frozenset({"day", "count", *needed}), tuple((name,) for name in needed), LONGEST[channel])


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
    "day",
    "count",
    "sessions",
    "later",
    "other_name",
    "title",
    "start_both",
    "start_here",
    "start_there",
    "programme",
    "link",
    "until",
    "dates_count",
    "reason",
    "goal",
    "others",
    "details",
    "dates",
    "remark",
)
