"""What is said of a plan to people: why a wish is not met, who has too few meetings, and why two meet."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.rounds.reasons import Why

UNMET: Mapping[str, str | Promise] = {
    Why.NEVER_TOGETHER: gettext_lazy("There is no round in which both are there and a table is in service."),
    Why.ENOUGH: gettext_lazy("%(name)s has as many meetings as they want."),
    Why.FULL: gettext_lazy("%(name)s meets others in every round in which both are there."),
    Why.NEVER_FREE_TOGETHER: gettext_lazy("Both have free rounds, but not the same ones."),
    Why.NO_TABLE: gettext_lazy("In the rounds in which both are free, every table is taken."),
    Why.NOT_WORTH_IT: gettext_lazy("It would cost more than it brings: others would lose what they have."),
}


def unmet_words(row: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """Why this wish of the plan is not met."""
    return str(UNMET[row["why"]]) % {"name": names.get(row["guest"], "")}


def lacking_words(row: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """Who has fewer meetings than they should, and whether another plan could change it."""
    said = {"name": names.get(row["guest"], ""), **row}
    if row["possible"] < row["least"]:
        return _("%(name)s has %(has)s of %(least)s meetings, and %(possible)s could be had at most.") % said
    return _("%(name)s has %(has)s of %(least)s meetings.") % said


def lost_words(row: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """Which meeting of the plan fell away because one of the two does not come any more."""
    others = row["contact"] if row["left"] == row["startup"] else row["startup"]
    said = {"round": row["round"], "left": names.get(row["left"], ""), "name": names.get(others, "")}
    return _("Round %(round)s: %(left)s does not come, so %(name)s has no meeting with them.") % said


def reason_lines(*, is_own_wish: bool, topics: list[str]) -> list[str]:
    """Two lines at most why a guest meets another. Nobody learns what the other side wished."""
    lines = [_("You wished to meet.")] if is_own_wish else []
    if topics:
        lines.append(_("In common: %(topics)s") % {"topics": ", ".join(topics)})
    return lines
