"""A startup applies: a draft that is kept as it is typed, sent once, withdrawn while nobody has decided."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Startup
from mentoring.models import Application, ApplicationState, Joining, Programme, ProgrammeState, QuestionUse
from mentoring.programmes.answering import checked, keep_answers, questions_asked
from mentoring.programmes.refusals import AppliedAlready, DeadlinePassed, NoApplications
from mentoring.programmes.rules import may_apply_at
from mentoring.programmes.telling import RECEIVED, tell_startups

Changed = Mapping[str, Sequence[object]]
UNSENT = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.WAITLISTED)
TAKES = (ProgrammeState.OPEN, ProgrammeState.RUNNING)


@atomically
def save_draft(
    *, programme: Programme, startup: Startup, answers: Mapping[str, Any], by: Person, now: datetime
) -> Application:
    """Keep what was typed so far; it need not be whole. Raises NoApplications, DeadlinePassed, AppliedAlready."""
    require_open(programme, now)
    application = _unsent(programme, startup)
    if application.draft != answers or application.state != ApplicationState.DRAFT:
        before, application.state = application.state, ApplicationState.DRAFT
        application.draft = dict(answers)
        change(application, "application.drafted", by, now, {"state": [before, application.state]})
    return application


@atomically
def submit_application(
    *, programme: Programme, startup: Startup, answers: Mapping[str, Any], by: Person, now: datetime
) -> Application:
    """Send it: every answer is checked against the questions that are asked now.

    Raises NoApplications, DeadlinePassed, AppliedAlready, QuestionGone, AnswersRefused.
    """
    require_open(programme, now)
    application = _unsent(programme, startup)
    given = checked(questions_asked(programme, QuestionUse.INTAKE), answers)
    keep_answers(given, application=application, by=by, now=now)
    before, application.state = application.state, ApplicationState.SUBMITTED
    application.draft, application.submitted_at, application.submitted_by = dict(answers), now, by
    change(application, "application.submitted", by, now, {"state": [before, application.state]})
    tell_startups(programme, [startup.pk], RECEIVED, now=now)
    return application


@atomically
def withdraw_application(*, programme: Programme, startup: Startup, by: Person, now: datetime) -> Application:
    """Take it back, while nobody has said yes or no; until the deadline it can be sent again. Raises AppliedAlready."""
    application = Application.objects.select_for_update().get(programme=programme, startup=startup)
    if application.state not in UNDECIDED:
        raise AppliedAlready(state=application.state)
    before, application.state = application.state, ApplicationState.WITHDRAWN
    change(application, "application.withdrawn", by, now, {"state": [before, application.state]})
    return application


def require_open(programme: Programme, now: datetime) -> None:
    """Raises NoApplications, DeadlinePassed."""
    if programme.joining != Joining.APPLICATION or programme.state not in TAKES:
        raise NoApplications
    if not may_apply_at(now, programme.applications_until):
        raise DeadlinePassed(until=programme.applications_until and programme.applications_until.isoformat())


def _unsent(programme: Programme, startup: Startup) -> Application:
    """The one application of the startup, new or not; two who begin it at once write the same. Raises AppliedAlready."""
    Application.objects.bulk_create(
        [Application(programme=programme, startup=startup)], ignore_conflicts=True
    )
    application = Application.objects.select_for_update().get(programme=programme, startup=startup)
    if application.state not in UNSENT:
        raise AppliedAlready(state=application.state)
    return application


def change(application: Application, action: str, by: Person, now: datetime, changed: Changed) -> None:
    """One revision up, with an audit row that holds each field before and after."""
    application.revision += 1
    application.save()
    note_down(application, action, by, now, changed)


def note_down(application: Application, action: str, by: Person, now: datetime, changed: Changed) -> None:
    """The audit row alone."""
    revision = application.revision
    record("application", application.pk, action, by=by, now=now, revision=revision, changed=dict(changed))
