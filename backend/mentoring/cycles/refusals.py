"""Why something about a pairing cycle is turned down, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import FieldProblem, Problem
from problems.problem import problem_document


class CycleUnderWay(Problem):
    code = "cycle_under_way"
    status = 409
    title = _("A pairing cycle is under way")
    detail = _("This programme pairs already. Close or cancel that cycle before you open another.")
    field = "programme"


class NotByCycles(Problem):
    code = "not_by_cycles"
    status = 409
    title = _("This programme does not pair by cycles")
    detail = _("Choose the pairing cycle as the programme's way of pairing first.")
    field = "programme"


class CycleOver(Problem):
    code = "cycle_over"
    status = 409
    title = _("The cycle is over")
    detail = _("This pairing cycle was closed or cancelled. Look at it again, or open another.")


class DuePassed(Problem):
    code = "due_passed"
    status = 409
    title = _("The time to answer has passed")
    detail = _("Answers are not taken any more. Ask a coordinator: they can still answer for you.")


class DueInThePast(Problem):
    code = "due_in_the_past"
    title = _("That hour has passed")
    detail = _("Give both sides time to answer: choose hours that lie ahead.")
    field = "startups_due_on"


class NotTakingPart(Problem):
    code = "not_taking_part"
    status = 403
    title = _("You take no part in it")
    detail = _("This pairing cycle is of a programme in which you take no part.")


class WishFault(Problem):
    """`code` says what is wrong with the list: too_many, twice, unknown or both."""

    title = _("Please look at your list")
    told_of = {
        "too_many": _("Name ten at most."),
        "twice": _("Somebody is on the list twice. Name each once."),
        "unknown": _("Somebody on the list takes no part in the programme any more. Take them off."),
        "both": _("Somebody is both on the list and ruled out. Choose one of the two."),
    }

    def __init__(self, field: str, code: str) -> None:
        super().__init__(detail=self.told_of[code])
        self.fault, self.place = code, field

    def as_dict(self) -> dict[str, object]:
        error = FieldProblem(self.place, self.fault, self.told)
        return problem_document(self.fault, self.status, self.title, self.told, [error])


class PairHeldOtherwise(Problem):
    """`kind` is what was decided about the pair before."""

    code = "pair_held_otherwise"
    status = 409
    title = _("Something else was decided about this pair")
    detail = _("A pair cannot be both required and ruled out. Take the earlier decision back first.")
    field = "kind"


class TooManyHeld(Problem):
    code = "too_many_held"
    status = 409
    title = _("That is more than they take")
    detail = _("More pairs are required for one of the two than they take. Free a place, or take one back.")
    field = "kind"


class Unweighable(Problem):
    code = "unweighable"
    title = _("Nothing would count")
    detail = _("Let at least one part of the score count: set a weight from 1 to 10.")
    field = "weights"


class StableWithoutHours(Problem):
    code = "stable_without_hours"
    title = _("These do not go together")
    detail = _("A stable pairing knows neither weekly hours nor limits of organisations. Switch these off.")
    field = "is_stable"


class RunUnderWay(Problem):
    code = "run_under_way"
    status = 409
    title = _("A pairing is being worked out")
    detail = _("Wait until it is done, or stop it first.")


class RunNotGoingOn(Problem):
    code = "run_not_going_on"
    status = 409
    title = _("It has ended already")
    detail = _("There is nothing to stop any more. Look at it again.")


class RunOfAnotherCycle(Problem):
    code = "run_of_another_cycle"
    title = _("That is of another cycle")
    detail = _("Choose a pairing of this cycle that is done.")
    field = "like"


class NotPublishable(Problem):
    """`why` is not_done, trial, faulty, published or superseded."""

    code = "not_publishable"
    status = 409
    title = _("This cannot be published")
    detail = _("Only a finished pairing without faults, newer than what was published, can be. Pair again.")


class WorldMoved(Problem):
    """`moved` names it by stable codes."""

    code = "world_moved"
    status = 409
    title = _("Something has changed since")
    detail = _(
        "Wishes, people or hours have changed since this was worked out. Pair again, or publish it all the same."
    )
    field = "despite_changes"


class RemindedJustNow(Problem):
    code = "reminded_just_now"
    status = 409
    title = _("They were reminded just now")
    detail = _("Give people an hour to answer before you remind them again.")
