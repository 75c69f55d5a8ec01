"""Why something about a programme is turned down, as problems with stable codes."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.programmes.rules import (
    NO_ADDRESS,
    NO_NUMBER,
    NO_OPTION,
    NO_TEXT,
    REQUIRED,
    TOO_LONG,
    Lack,
)
from problems import FieldProblem, Problem

LACKS: dict[tuple[str, str], str | Promise] = {
    ("experts", "nobody"): _("Nobody gives time in it yet. Let at least one expert join."),
    ("intake", "no_questions"): _("Applications need at least one question. Write one."),
    ("ends_on", "past"): _("Its last day is over. Choose a later one."),
    ("applications_until", "past"): _("That deadline has passed. Choose a later one."),
}
EMPTY = _("This is needed before the programme goes on. Fill it in.")
FAULTS: dict[str, str | Promise] = {
    REQUIRED: _("This question needs an answer."),
    NO_TEXT: _("Write a text."),
    TOO_LONG: _("This answer is too long. Shorten it."),
    NO_OPTION: _("Choose among the answers that are offered."),
    NO_NUMBER: _("Choose a number of the scale."),
    NO_ADDRESS: _("Give the whole address of the file or page, beginning with https://."),
}


class ProgrammeSlugTaken(Problem):
    code = "programme_slug_taken"
    status = 409
    title = _("There is a programme of that short name")
    detail = _("Choose another short name for its address.")
    field = "slug"


class ProgrammeNotReady(Problem):
    """One row of `errors` for everything that is missing."""

    code = "programme_not_ready"
    status = 409
    title = _("Something is missing yet")
    detail = _("Fill in what is listed, then try again.")

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__()
        self.lacks = lacks

    def errors(self) -> list[FieldProblem]:
        return [
            FieldProblem(lack.field, lack.code, LACKS.get((lack.field, lack.code), EMPTY))
            for lack in self.lacks
        ]


class StepNotPossible(Problem):
    """`state` is that of the programme."""

    code = "step_not_possible"
    status = 409
    title = _("The programme is in another state by now")
    detail = _("Look at it again: somebody may have opened or closed it meanwhile.")


class FixedByNow(Problem):
    """One row of `errors` for each field that cannot be changed any more; `state` is that of the programme."""

    code = "fixed_by_now"
    status = 409
    title = _("That cannot be changed any more")
    detail = _("People joined on these terms. Copy the programme to the next term and change it there.")

    def __init__(self, fields: Sequence[str], state: str) -> None:
        super().__init__(state=state)
        self.fields = fields

    def errors(self) -> list[FieldProblem]:
        return [FieldProblem(field, self.code, self.detail) for field in self.fields]


class SessionsAhead(Problem):
    """`requests` wait for an answer, `sessions` are agreed."""

    code = "sessions_ahead"
    status = 409
    title = _("Sessions of it lie ahead")
    detail = _("They stand when the programme is closed. Close it knowingly, or call them off before.")
    field = "knowingly"


class QuestionGone(Problem):
    code = "question_gone"
    status = 409
    title = _("A question has changed meanwhile")
    detail = _("Somebody changed or took out one of these questions. Look at them again.")
    field = "questions"


class AnswersRefused(Problem):
    """`faults` are codes by ids of questions."""

    code = "answers_refused"
    title = _("Some answers are missing or do not fit")
    detail = _("Look at the questions that are marked.")

    def __init__(self, faults: dict[int, str]) -> None:
        super().__init__()
        self.faults = faults

    def errors(self) -> list[FieldProblem]:
        return [FieldProblem(f"answers.{pk}", code, FAULTS[code]) for pk, code in self.faults.items()]


class NoApplications(Problem):
    code = "no_applications"
    status = 409
    title = _("This programme takes no applications")
    detail = _("It is open to all, by invitation, or not open yet. Look at the list of programmes.")


class DeadlinePassed(Problem):
    """`until` is when it was."""

    code = "deadline_passed"
    status = 409
    title = _("The deadline has passed")
    detail = _(
        "Applications are closed. What you wrote is kept; ask a coordinator whether you can still join."
    )


class AppliedAlready(Problem):
    """`state` is that of the application."""

    code = "applied_already"
    status = 409
    title = _("Your company has applied already")
    detail = _("One application is enough. Withdraw it to change it, as long as nobody has decided.")


class NotDecidable(Problem):
    """`applications` are the ids of those in another state; nothing was decided."""

    code = "not_decidable"
    status = 409
    title = _("Some applications are in another state by now")
    detail = _("Look at them again. Nothing was decided and nobody was told.")
    field = "applications"


class NotInvited(Problem):
    code = "not_invited"
    status = 409
    title = _("There is no invitation to answer")
    detail = _("It was answered already, or taken back. Look at the list of programmes.")


class NotTakingPart(Problem):
    code = "not_taking_part"
    status = 409
    title = _("They do not take part")
    detail = _("Look at the list of those who take part again.")


class PairsStand(Problem):
    """`pairs` is how many."""

    code = "pairs_stand"
    status = 409
    title = _("A pair of theirs stands")
    detail = _("End the pairs of this programme before somebody leaves it.")
