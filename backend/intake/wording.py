"""The words for what can be wrong with a file or a cell: what it is and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake.cells import CellProblem, Parameter

_MOST_QUOTED = 400

WORDS: Mapping[str, str | Promise] = {
    "file_empty": _("The file is empty."),
    "file_too_large": _("The file is larger than %(megabytes)s MB. Divide it into smaller files."),
    "file_has_nul": _("The file holds NUL bytes, so it is not a CSV file. Save it again as CSV."),
    "file_has_no_rows": _("The file has a header but no rows."),
    "encoding_unknown": _("The text cannot be read. Save the file as “CSV UTF-8” or as CSV in Korean Excel."),
    "csv_broken": _("The quotation marks from this line on do not close. Save the file again as CSV."),
    "too_many_rows": _("The file has more than %(most)s rows. Divide it into smaller files."),
    "kind_unknown": _("The header does not say what the file is. One of these columns is needed: %(names)s."),
    "kind_ambiguous": _("The header fits several kinds of file. Keep exactly one of these columns: %(names)s."),
    "column_missing": _("This column is missing. Add it to the header."),
    "column_unknown": _("This column is not known. Remove it or use one of: %(known)s."),
    "column_unknown_close": _("This column is not known. Did you mean “%(close)s”?"),
    "column_twice": _("This column stands twice in the header. Keep one."),
    "row_ragged": _("This line has %(found)s cells, the header has %(expected)s. Check commas and quotation marks."),
    "cell_without_heading": _("A cell of this line stands under an empty heading. Name the column or clear it."),
    "cell_empty": _("This cell may not be empty."),
    "text_too_long": _("The text has %(found)s characters; at most %(most)s are possible."),
    "text_has_control_character": _("The text holds an invisible control character. Type it again."),
    "email_invalid": _("“%(value)s” is not an e-mail address."),
    "email_repeated": _("%(value)s already stands in %(file)s, line %(first_line)s. Keep one of them."),
    "email_has_other_role": _("This address belongs to a person with another role (%(role)s)."),
    "phone_damaged": _("A spreadsheet shortened this number to “%(value)s”. Format the column as text and enter it again."),
    "phone_needs_country": _("“%(value)s” is a local number. Fill in the country or begin with + and the country code."),
    "phone_has_extension": _("“%(value)s” has an extension; text messages need a number without one."),
    "phone_invalid": _("“%(value)s” is not a phone number of that country. Check it or begin with + and the country code."),
    "country_unknown": _("“%(value)s” is not a country. Use a code such as KR or US, or the country's name."),
    "time_zone_needed": _("Say the time zone, for example Asia/Seoul or Palo Alto."),
    "time_zone_unknown": _("“%(value)s” is not a time zone or a known city. Use a name such as America/Los_Angeles."),
    "time_zone_unknown_close": _("“%(value)s” is not a time zone or a known city. Did you mean %(close)s?"),
    "language_unknown": _("“%(value)s” is not a language. Use codes such as ko or en."),
    "choice_unknown": _("“%(value)s” is not possible here. Use one of: %(choices)s."),
    "topic_unknown": _("“%(value)s” is not a topic of this hub."),
    "slug_invalid": _("“%(value)s” is not a short name: small letters, digits and hyphens."),
    "number_invalid": _("“%(value)s” is not a whole number."),
    "number_out_of_range": _("%(value)s is outside %(least)s to %(most)s."),
    "hours_unreadable": _("“%(value)s” cannot be read. Write hours like: mon 16:00-19:00; tue 09:00-12:00."),
    "hours_backwards": _("“%(value)s” ends before it begins. Write hours over midnight as two parts, up to 24:00 and from 00:00."),
    "hours_overlap": _("These hours overlap: %(value)s."),
    "startup_disagrees": _("%(value)s is described differently in %(file)s, line %(first_line)s. Make both lines agree."),
    "member_of_other_startup": _("This person belongs to %(startup)s. People are not moved between startups by a file."),
}  # fmt: skip


def detail(problem: CellProblem) -> str:
    """The problem in words, in the language that is active; what a cell held is quoted at most in part."""
    return str(WORDS[problem.code]) % {name: _short(value) for name, value in problem.parameters.items()}


def _short(value: Parameter) -> Parameter:
    return f"{value[:_MOST_QUOTED]}…" if isinstance(value, str) and len(value) > _MOST_QUOTED else value
