"""What messages and calendars say of a group session, to each person in their language."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda.own_clock import zone_of
from agenda.wording import both_clocks
from calendars.invitations import Words
from mentoring.groups.models import GroupSession
from messaging.texts import Briefing


def group_link(group: GroupSession) -> str:
    return f"{settings.PUBLIC_URL}/groups/{group.pk}"


def link_of_all() -> str:
    """Where the other group sessions are."""
    return f"{settings.PUBLIC_URL}/groups"


def title_in(group: GroupSession, language: str) -> str:
    return group.title_ko if language == "ko" else group.title_en


def briefing_for(
    group: GroupSession,
    person: Person,
    *,
    link: str = "",
    reason: str = "",
    until: str = "",
    remark: str = "",
) -> Briefing:
    """The facts of a message to `person`. Nobody learns from it who else takes part."""
    host = group.expert.person
    is_host = person.pk == host.pk
    return Briefing(
        counterpart="" if is_host else host.name,
        programme_ko=group.programme.name_ko,
        programme_en=group.programme.name_en,
        other_zone=settings.HUB_TIME_ZONE if is_host else zone_of(host, group.appointment.starts_at),
        other=None if is_host else host.pk,
        link=link or group_link(group),
        reason=reason,
        title=title_in(group, person.language),
        until=until,
        remark=remark,
        programme=group.programme_id,
        words_as_of=group.programme.words_as_of,
    )


def calendar_summary(group: GroupSession) -> str:
    """The event's title for host and participants alike, in both languages where they differ."""
    return " · ".join(dict.fromkeys([group.title_en, group.title_ko]))


def calendar_description(group: GroupSession) -> str:
    """The event's text in both languages: guests share one event, and nothing in it names any of them."""
    return "\n\n—\n\n".join(_description(group, language) for language in ("en", "ko"))


def description_for(group: GroupSession, reader: Person) -> str:
    """The text in the calendar of the host or of one participant alone, with the hour on their clock and the other."""
    host, starts_at = group.expert.person, group.appointment.starts_at
    there = settings.HUB_TIME_ZONE if reader.pk == host.pk else zone_of(host, starts_at)
    hours = both_clocks(starts_at, zone_of(reader, starts_at), there, reader.language)
    return _description(group, reader.language, hours)


def words_in_calendar(group: GroupSession, reader: Person) -> Words:
    """What the event says in the calendar of one reader alone."""
    return Words(title_in(group, reader.language), description_for(group, reader))


def _description(group: GroupSession, language: str, hours: str = "") -> str:
    with translation.override(language):
        lines = [
            group.programme.name_ko if language == "ko" else group.programme.name_en,
            hours,
            group.summary_ko if language == "ko" else group.summary_en,
            _("With: %(names)s") % {"names": group.expert.person.name},
            _("Group session. Details, and giving a seat up: %(link)s") % {"link": group_link(group)},
        ]
    return "\n".join(line for line in lines if line)
