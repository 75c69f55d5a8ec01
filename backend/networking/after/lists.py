"""What came of an event as a list for the hub's report."""

from collections import Counter

from django.utils import translation
from django.utils.translation import gettext as _

from networking.after.queries import mutual_pairs
from networking.after_models import GuestNote, NoteMark
from networking.models import Event, EventFeedback
from networking.papers.occasion import pictures_word
from networking.papers.workbook import Cell, SheetOfRows, xlsx_of


def outcome_workbook(event: Event, language: str) -> bytes:
    """XLSX with a line for each guest who had a place, and one for each pair that stays in touch; no addresses."""
    with translation.override(language):
        return xlsx_of([_guests(event, language), _pairs(event, language)])


def _guests(event: Event, language: str) -> SheetOfRows:
    said = {one.registration_id: one for one in EventFeedback.objects.filter(event=event)}
    marked = GuestNote.objects.filter(event=event, mark=NoteMark.FOLLOW_UP)
    follow_ups = Counter(marked.values_list("by_id", flat=True))
    guests = event.registrations.coming().select_related("person", "startup", "expert")
    rows: list[list[Cell]] = []
    for guest in guests.order_by("kind", "pk"):
        feedback = said.get(guest.pk)
        rows.append(
            [
                str(guest.get_kind_display()),
                guest.name_in(language),
                guest.person.name,
                guest.expert.organisation if guest.expert else "",
                len(guest.companions),
                pictures_word(guest.photo_consent),
                follow_ups[guest.pk],
                feedback.stars if feedback else None,
                feedback.text if feedback else None,
            ]
        )
    heading = [
        _("Kind"),
        _("Guest"),
        _("Name"),
        _("Organisation"),
        _("Companions"),
        _("In pictures"),
        _("Follow-ups noted"),
        _("Stars"),
        _("What they said"),
    ]
    return SheetOfRows(_("Guests"), heading, rows)


def _pairs(event: Event, language: str) -> SheetOfRows:
    names = {
        guest.pk: guest.name_in(language)
        for guest in event.registrations.coming().select_related("person", "startup")
    }
    rows = [[names[one], names[other]] for one, other in mutual_pairs(event) if {one, other} <= names.keys()]
    return SheetOfRows(_("In touch"), [_("Guest"), _("Guest")], rows)
