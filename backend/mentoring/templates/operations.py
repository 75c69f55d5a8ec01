from collections.abc import Callable
from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from mentoring.models import Programme
from messaging.models import TemplateText
from messaging.templates.filling import Key, Template
from messaging.templates.operations import restore_wording, word_message

Seen = frozenset[int] | None


@atomically
def word(
    *, programme: Programme, key: Key, template: Template, seen: Seen, by: Person, now: datetime
) -> TemplateText:
    """Give a message of the programme new words, from the next message on. Raises TemplateRefused, ChangedMeanwhile."""
    return _remembered(
        programme,
        lambda: word_message(programme=programme.pk, key=key, template=template, seen=seen, by=by, now=now),
    )


@atomically
def restore(
    *, programme: Programme, key: Key, number: int | None, seen: Seen, by: Person, now: datetime
) -> TemplateText:
    """Say what an older wording said, or with None what is built in. Raises WordingUnknown, TemplateRefused,
    ChangedMeanwhile."""
    return _remembered(
        programme,
        lambda: restore_wording(programme=programme.pk, key=key, number=number, seen=seen, by=by, now=now),
    )


def _remembered(programme: Programme, write: Callable[[], TemplateText]) -> TemplateText:
    """Two who word messages of one programme wait for each other, and its row tells of the last wording."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    row = write()
    Programme.objects.filter(pk=programme.pk).update(words_as_of=row.pk)
    return row
