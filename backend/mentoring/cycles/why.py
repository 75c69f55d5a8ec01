"""Why two would be a pair, part by part, in words of the language that is active."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.cycles.scored import Scored
from mentoring.pairing.scoring import NEUTRAL, Ban, Part

Facts = Mapping[str, Any]
AS_MANY = 3  # reasons that people are told with an offer
MUCH, SOME = 0.66, 0.2  # of what the two most alike have in common


class Reason(NamedTuple):
    """A part of the score from 0 to 1, how much it counts, and what it means in words."""

    part: str
    share: float
    weight: int
    words: str


def reasons_of(scored: Scored, startup: int, expert: int, topics: Mapping[str, str]) -> list[Reason]:
    """Of two ids, in the order of the parts; `topics` gives each topic's name by its slug."""
    at = scored.startups[startup], scored.experts[expert]
    ours, theirs = scored.document["startups"][at[0]], scored.document["experts"][at[1]]
    weights = scored.asked["weights"]
    found = []
    for part in Part:
        share = float(scored.table.parts[part][at])
        words = WORDS[part](ours, theirs, share, {"topics": topics, "hours": _hours(scored, at)})
        found.append(Reason(part.value, round(share, 3), weights.get(part.value, 0), words))
    return found


def bans_of(scored: Scored, startup: int, expert: int) -> list[str]:
    """What rules the two out, by stable codes."""
    at = scored.startups[startup], scored.experts[expert]
    return [ban.value for ban, mask in scored.table.bans.items() if mask[at]]


def ban_words(ban: str) -> str:
    return {
        Ban.VETO: _("The expert ruled it out"),
        Ban.CONFLICT: _("A conflict of interest"),
        Ban.LANGUAGE: _("No language in common"),
        Ban.HOURS: _("No hours in common"),
    }[Ban(ban)]


def told_with_an_offer(reasons: Sequence[Reason]) -> str:
    """The strongest of them, for both to read; nobody's wishes are told to the other side."""
    private = {Part.STARTUP_WISH, Part.EXPERT_WISH, Part.PAST, Part.LOAD}
    telling = [one for one in reasons if one.part not in private and one.weight and one.share > NEUTRAL]
    telling.sort(key=lambda one: -one.weight * one.share)
    return "; ".join(one.words for one in telling[:AS_MANY])


def _hours(scored: Scored, at: tuple[int, int]) -> float:
    ours, theirs = scored.hours
    return float((ours[at[0]] & theirs[at[1]]).sum()) / 4


def _startup_wish(ours: Facts, theirs: Facts, _share: float, _known: Facts) -> str:
    if not ours["ranks"]:
        return _("The startup names nobody")
    if theirs["id"] not in ours["ranks"]:
        return _("Not on the startup's list")
    return _("Number %(place)s on the startup's list") % {"place": ours["ranks"].index(theirs["id"]) + 1}


def _expert_wish(ours: Facts, theirs: Facts, _share: float, _known: Facts) -> str:
    if not theirs["ranks"]:
        return _("The expert names nobody")
    if ours["id"] not in theirs["ranks"]:
        return _("Not on the expert's list")
    return _("Number %(place)s on the expert's list") % {"place": theirs["ranks"].index(ours["id"]) + 1}


def _topics(ours: Facts, theirs: Facts, _share: float, known: Facts) -> str:
    if not ours["needs"]:
        return _("The startup names no topics")
    met = [known["topics"].get(slug, slug) for slug in ours["needs"] if slug in theirs["topics"]]
    counted = {"met": len(met), "all": len(ours["needs"]), "topics": ", ".join(met)}
    if not met:
        return _("Knows none of the topics asked for")
    return _("Knows %(met)s of %(all)s topics asked for: %(topics)s") % counted


def _words(_ours: Facts, _theirs: Facts, share: float, _known: Facts) -> str:
    if share >= MUCH:
        return _("What they write about themselves is much alike")
    return (
        _("What they write has something in common")
        if share >= SOME
        else _("What they write has little in common")
    )


def _language(ours: Facts, theirs: Facts, _share: float, _known: Facts) -> str:
    names = {"ko": _("Korean"), "en": _("English"), "ja": _("Japanese"), "zh": _("Chinese")}
    both = [names.get(one, one) for one in ours["languages"] if one in theirs["languages"]]
    return (
        _("Both speak %(languages)s") % {"languages": ", ".join(both)} if both else _("No language in common")
    )


def _stage(ours: Facts, theirs: Facts, _share: float, _known: Facts) -> str:
    if not ours["stage"] or not theirs["stages"]:
        return _("No stage is asked for")
    return _("Advises companies of that stage") if ours["stage"] in theirs["stages"] else _("Another stage")


def _market(ours: Facts, theirs: Facts, _share: float, _known: Facts) -> str:
    if not ours["markets"] or not theirs["markets"]:
        return _("No market is asked for")
    both = [one for one in ours["markets"] if one in theirs["markets"]]
    return (
        _("Knows these markets: %(markets)s") % {"markets": ", ".join(both)} if both else _("Other markets")
    )


def _in_common(_ours: Facts, _theirs: Facts, _share: float, known: Facts) -> str:
    hours = round(known["hours"])
    return ngettext("%(hours)s hour a week in common", "%(hours)s hours a week in common", hours) % {
        "hours": hours
    }


def _past(_ours: Facts, _theirs: Facts, share: float, _known: Facts) -> str:
    if share == NEUTRAL:
        return _("Not rated as a pair before")
    return _("Rated %(stars)s of 5 as a pair before") % {"stars": round(1 + 4 * share, 1)}


def _load(_ours: Facts, theirs: Facts, _share: float, _known: Facts) -> str:
    return _("%(load)s of %(most)s places are taken") % {"load": theirs["load"], "most": theirs["most"]}


WORDS: Mapping[Part, Callable[[Facts, Facts, float, Facts], str]] = {
    Part.STARTUP_WISH: _startup_wish,
    Part.EXPERT_WISH: _expert_wish,
    Part.TOPICS: _topics,
    Part.WORDS: _words,
    Part.LANGUAGE: _language,
    Part.STAGE: _stage,
    Part.MARKET: _market,
    Part.HOURS: _in_common,
    Part.PAST: _past,
    Part.LOAD: _load,
}
