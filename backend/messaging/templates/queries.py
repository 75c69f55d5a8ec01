"""Which words a programme has given to its messages."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from django.db.models import Q, QuerySet

from messaging.inbound.rules import Back
from messaging.models import OF_EVENTS, REMINDING, MessageKind, TemplateAbout, TemplateText
from messaging.templates.filling import BUILT_IN, Key, OwnWords, Template, template_faults

COLUMNS = ("programme", "about", "kind", "channel", "language")


def own_words(programme: int | None, as_of: int) -> OwnWords:
    """The words of a programme as they stood when `as_of` was the id of its last wording.

    They are read once a process: rows are only added, so what stood then never changes. No statement where there are
    none, which the programme's own row tells.
    """
    return _as_of(programme, as_of) if programme and as_of else BUILT_IN


@lru_cache(maxsize=128)
def _as_of(programme: int, as_of: int) -> OwnWords:
    return words_in(last_wordings(programme).filter(pk__lte=as_of))


def words_of_events() -> OwnWords:
    """What the hub words itself of the news of events, as it is now. One statement."""
    return words_in(last_wordings(None).filter(kind__in=OF_EVENTS))


def words_of_reminders(programmes: Collection[int | None]) -> Mapping[int | None, OwnWords]:
    """The words of what reminders become that each programme has now, by its id; by None those of meetings at events. One
    statement, none without programmes."""
    if not programmes:
        return {}
    of_programmes = Q(programme__in=[pk for pk in programmes if pk is not None])
    rows = TemplateText.objects.filter(
        of_programmes | Q(programme=None) if None in programmes else of_programmes, kind__in=REMINDING
    )
    last = list(rows.order_by(*COLUMNS, "-number").distinct(*COLUMNS))
    return {pk: words_in(row for row in last if row.programme == pk) for pk in programmes}


def last_wordings(programme: int | None) -> QuerySet[TemplateText]:
    """The last row of each message that the programme, or of events the hub, ever worded. Filters after it are asked before."""
    return TemplateText.objects.filter(programme=programme).order_by(*COLUMNS, "-number").distinct(*COLUMNS)


def wordings_of(programme: int | None, key: Key) -> QuerySet[TemplateText]:
    """All that one message ever said, the last first, with who wrote it."""
    rows = TemplateText.objects.filter(
        programme=programme, about=key.about, kind=key.kind, channel=key.channel, language=key.language
    )
    return rows.select_related("by").order_by("-number")


def words_in(rows: Iterable[TemplateText]) -> OwnWords:
    return {key_of(row): Template(row.subject, row.body) for row in rows if not row.is_built_in}


def key_of(row: TemplateText) -> Key:
    about = TemplateAbout(row.about)
    kind = Back(row.kind) if about is TemplateAbout.ANSWER else MessageKind(row.kind)
    return Key(about, kind, row.channel, row.language)


def approved_channels(own: OwnWords, about: TemplateAbout, kind: MessageKind, language: str) -> set[str]:
    """The channels on which a programme has approved words for one message to one date."""
    return {
        key.channel
        for key, template in own.items()
        if key.is_approved
        and (key.about, key.kind, key.language) == (about, kind, language)
        and not template_faults(key.about, key.kind, key.channel, template)
    }
