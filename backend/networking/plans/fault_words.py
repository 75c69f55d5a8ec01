"""Faults of a plan, and pins that could not be kept, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from networking.models import Event

Row = dict[str, Any]
WORDS: Mapping[str, str | Promise] = {
    "apart": _("%(startup)s and %(contact)s are not to meet: one of them asked for that, or does not come."),
    "absent": _("%(guest)s is not there in round %(round)s, or is busy elsewhere."),
    "twice": _("%(guest)s would be at two tables in round %(round)s."),
    "too_many": _("%(guest)s would have more meetings than they want."),
    "table_out": _("Table %(table)s cannot be used in round %(round)s."),
    "table_twice": _("Table %(table)s would have two meetings in round %(round)s."),
    "pin_missing": _("%(startup)s and %(contact)s are pinned, and do not meet."),
    "booked_missing": _("%(startup)s and %(contact)s have booked a meeting that this plan has not."),
    "pin_dropped": _(
        "%(startup)s and %(contact)s were pinned in round %(round)s at table %(table)s, and cannot meet there any more."
    ),
    "other": _("The plan does not hold together. Have the event planned anew."),
}


def told_faults(event: Event, rows: Sequence[Row]) -> list[Row]:
    """The rows, each with `words`. Two statements."""
    ids = {row[name] for row in rows for name in ("startup", "contact", "guest") if row[name]}
    language = get_language() or "en"
    guests = event.registrations.filter(pk__in=ids).select_related("person", "startup")
    names = {one.pk: one.name_in(language) for one in guests}
    numbers = dict(event.tables.values_list("pk", "number"))
    return [{**row, "words": str(WORDS[row["code"]]) % _said(row, names, numbers)} for row in rows]


def _said(row: Row, names: Mapping[int, str], numbers: Mapping[int, int]) -> Row:
    people = {name: names.get(row[name], "") for name in ("startup", "contact", "guest")}
    return {**people, "round": row["round"], "table": numbers.get(row["table"], "")}
