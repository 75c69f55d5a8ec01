"""Why somebody got nobody, and what cannot all be kept, in words of the language that is active."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mentoring.cycles.why import ban_words

Facts = Mapping[str, Any]


def unserved_words(facts: Facts) -> str:
    """The one reason why a startup got nobody."""
    if facts["code"] == "nobody_possible":
        bans = [f"{ban_words(ban)} ({count})" for ban, count in facts["bans"].items()]
        return _("Nobody is possible: %(bans)s") % {"bans": ", ".join(bans)}
    words = {
        "wants_nobody": _("It takes nobody more"),
        "all_taken": _("All %(possible)s who are possible are taken") % facts,
        "no_hour_left": _("Those who have a place left have no hour left in common with it"),
        "other_demands": _("What else is required left nobody for it"),
    }
    return words[facts["code"]]


def demand_words(facts: Facts, startups: Mapping[int, str], experts: Mapping[int, str]) -> str:
    """One of the demands that cannot all be kept; names by id."""
    named = {
        "startup": startups.get(facts.get("startup", 0), ""),
        "expert": experts.get(facts.get("expert", 0), ""),
        "organisation": facts.get("organisation", ""),
    }
    words = {
        "hours": _("Every pair is to have a weekly hour of its own"),
        "pinned": _("%(startup)s and %(expert)s are required to be a pair"),
        "forbidden": _("%(startup)s and %(expert)s must not be a pair"),
        "startup_least": _("%(startup)s needs a least number of experts"),
        "startup_most": _("%(startup)s takes no more experts than it said"),
        "expert_least": _("%(expert)s is to have a least number of startups"),
        "expert_most": _("%(expert)s takes no more startups than they said"),
        "group_least": _("Colleagues at %(organisation)s are to have a least number of startups"),
        "group_most": _("Colleagues at %(organisation)s take no more startups than the limit"),
    }
    return words[facts["kind"]] % named
