"""Whether somebody may be asked for time in a programme, or why not. No statement where everybody takes part."""

from accounts.models import Person, Role
from directory.models import Expert, Startup
from directory.queries import startup_of
from mentoring.models import Joining, Programme, ProgrammeState, Relation, RelationState
from mentoring.programmes.queries import BY_PAIRS, experts_in, startups_in
from mentoring.refusals import (
    ExpertNotInProgramme,
    NoPair,
    ProgrammeClosed,
    ProgrammeNotRunning,
    StartupNotInProgramme,
)


def require_offered(programme: Programme, expert: Expert, startup: Startup) -> None:
    """The startup may ask this expert for time in the programme. Raises ProgrammeNotRunning, ProgrammeClosed,
    StartupNotInProgramme, ExpertNotInProgramme, NoPair."""
    require_running(programme)
    require_startup_in(programme, startup)
    require_expert_in(programme, expert)
    _require_pair(programme, expert, startup)


def require_shown(programme: Programme, expert: Expert, viewer: Person) -> None:
    """The expert's time in the programme is the viewer's to look at. Raises StartupNotInProgramme,
    ExpertNotInProgramme, NoPair."""
    require_expert_in(programme, expert)
    if viewer.role != Role.STARTUP_MEMBER or (
        programme.joining == Joining.OPEN and programme.pairing not in BY_PAIRS
    ):
        return
    if (startup := startup_of(viewer)) is None:
        raise StartupNotInProgramme
    require_startup_in(programme, startup)
    _require_pair(programme, expert, startup)


def require_running(programme: Programme) -> None:
    """Sessions may be agreed in it now. Raises ProgrammeNotRunning, ProgrammeClosed."""
    if programme.state == ProgrammeState.CLOSED:
        raise ProgrammeClosed
    if not programme.is_running:
        raise ProgrammeNotRunning


def require_startup_in(programme: Programme, startup: Startup) -> None:
    """Raises StartupNotInProgramme."""
    if programme.joining != Joining.OPEN and not startups_in(programme).filter(pk=startup.pk).exists():
        raise StartupNotInProgramme


def require_expert_in(programme: Programme, expert: Expert) -> None:
    """Raises ExpertNotInProgramme."""
    if expert.kind != programme.expert_kind:
        raise ExpertNotInProgramme
    if not programme.takes_all_experts and not experts_in(programme).filter(pk=expert.pk).exists():
        raise ExpertNotInProgramme


def _require_pair(programme: Programme, expert: Expert, startup: Startup) -> None:
    if programme.pairing not in BY_PAIRS:
        return
    pairs = Relation.objects.filter(programme=programme, startup=startup, expert=expert)
    if not pairs.filter(state=RelationState.ACTIVE).exists():
        raise NoPair
