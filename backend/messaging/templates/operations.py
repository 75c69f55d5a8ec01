"""A coordinator words a message. The area above holds the programme locked, and remembers the row that this gives."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.transactions import part_of_a_deed
from audit.operations import record
from messaging.models import Channel, TemplateText
from messaging.templates import rules
from messaging.templates.filling import Key, Template, template_faults
from messaging.templates.queries import last_wordings, wordings_of
from messaging.templates.rules import Fault
from problems import FieldProblem, Problem
from problems.matching import ChangedMeanwhile

WHY: dict[str, str | Promise] = {
    rules.UNKNOWN: _("This message has no placeholder {%(name)s}. Take one from the list."),
    rules.MISSING: _("The placeholder {%(name)s} is needed here. Put it in where it reads well."),
    rules.MALFORMED: _(
        'A brace stands alone near "%(name)s". Write a placeholder as {name}, and a brace itself twice.'
    ),
    rules.TOO_LONG: _("This is too long, or has a line break where none can be. Shorten it."),
    rules.MALFORMED_ID: _(
        "This is not the id of an approved template. Copy it as the vendor shows it: at Twilio HX and 32 letters."
    ),
    rules.EMPTY_LINE: _("Each line is one variable, so none can be empty. Take the empty lines out."),
    rules.EMPTY: _("Write something, or go back to the built-in words."),
}


class TemplateRefused(Problem):
    code = "template_refused"
    title = _("These words cannot be sent")
    detail = _("Look at the fields that are marked, and save again.")

    def __init__(self, faults: dict[str, list[Fault]]) -> None:
        super().__init__()
        self.faults = faults

    def errors(self) -> list[FieldProblem]:
        return fault_problems(self.faults)


class WordingUnknown(Problem):
    code = "wording_unknown"
    status = 404
    title = _("There is no such wording")
    detail = _("Open the history again and choose one of those in it.")


def fault_problems(faults: dict[str, list[Fault]]) -> list[FieldProblem]:
    """What to say of each fault, and of which field."""
    return [
        FieldProblem(field, fault.code, str(WHY[fault.code]) % {"name": fault.placeholder})
        for field, of_field in faults.items()
        for fault in of_field
    ]


@part_of_a_deed
def word_message(
    *,
    programme: int | None,
    key: Key,
    template: Template,
    seen: frozenset[int] | None,
    by: Person,
    now: datetime,
) -> TemplateText:
    """Give a message new words; without a programme one of events. `seen` are the numbers of the wordings that the caller knows to be the last.

    Raises TemplateRefused, ChangedMeanwhile.
    """
    subject = "" if key.channel == Channel.SMS else template.subject.strip()
    tidy = Template(subject, template.body.replace("\r\n", "\n").strip())
    if faults := template_faults(key.about, key.kind, key.channel, tidy):
        raise TemplateRefused(faults)
    return _append(programme, key, tidy, seen=seen, by=by, now=now)


@part_of_a_deed
def copy_wordings(source: int, copy: int, *, by: Person, now: datetime) -> int:
    """Have the new programme `copy` say what `source` says now. The id of the last wording written, 0 where all words
    are built in."""
    rows = [
        TemplateText(
            programme=copy,
            about=row.about,
            kind=row.kind,
            channel=row.channel,
            language=row.language,
            number=1,
            subject=row.subject,
            body=row.body,
            by=by,
            at=now,
        )
        for row in last_wordings(source)
        if not row.is_built_in
    ]
    return max((row.pk for row in TemplateText.objects.bulk_create(rows)), default=0)


@part_of_a_deed
def restore_wording(
    *,
    programme: int | None,
    key: Key,
    number: int | None,
    seen: frozenset[int] | None,
    by: Person,
    now: datetime,
) -> TemplateText:
    """Say again what wording `number` said, or with None what is built in. Raises WordingUnknown, TemplateRefused where
    the old words no longer fit, ChangedMeanwhile."""
    if number is None:
        return _append(programme, key, None, seen=seen, by=by, now=now)
    old = wordings_of(programme, key).filter(number=number, is_built_in=False).first()
    if old is None:
        raise WordingUnknown
    template = Template(old.subject, old.body)
    if faults := template_faults(key.about, key.kind, key.channel, template):
        raise TemplateRefused(faults)
    return _append(programme, key, template, seen=seen, restores=number, by=by, now=now)


def _append(
    programme: int | None,
    key: Key,
    template: Template | None,
    *,
    seen: frozenset[int] | None,
    restores: int | None = None,
    by: Person,
    now: datetime,
) -> TemplateText:
    last = wordings_of(programme, key).first()
    number = last.number if last else 0
    if seen is not None and number not in seen:
        raise _changed(last)
    row = TemplateText(
        programme=programme,
        about=key.about,
        kind=key.kind,
        channel=key.channel,
        language=key.language,
        number=number + 1,
        subject=template.subject if template else "",
        body=template.body if template else "",
        is_built_in=template is None,
        restores=restores,
        by=by,
        at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # somebody who did not hold the programme was first
        raise _changed(wordings_of(programme, key).first()) from None
    record(
        "programme" if programme is not None else "hub",
        programme if programme is not None else "events",
        "template.built_in" if template is None else "template.worded",
        by=by,
        now=now,
        about=key.about,
        kind=key.kind,
        channel=key.channel,
        language=key.language,
        wording=row.number,
        restores=restores,
    )
    return row


def _changed(last: TemplateText | None) -> ChangedMeanwhile:
    number = last.number if last else 0
    rows = [{"field": "body", "before": None, "after": last.body}] if last else []
    return ChangedMeanwhile(changed=rows, etag=f'"{number}"')
