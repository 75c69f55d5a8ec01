from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.reach_models import MOST_OFFSETS
from agenda.models import Appointment
from directory.models import Expert, ExpertKind, Startup
from mentoring.companion_models import Companion
from mentoring.cycles.models import Choice, Cycle, CycleState, Nudge, Pin, PinKind, Wish
from mentoring.cycles.run_models import Gathered, Run, RunPair, RunState
from mentoring.dispute_models import Dispute, Outcome
from mentoring.groups.models import GroupSession, GroupState, Place, Seat
from mentoring.programme_feed_models import ProgrammeFeed
from mentoring.programmes.models import (
    Joining,
    PairingWay,
    ProgrammeExpert,
    ProgrammeKind,
    ProgrammeStartup,
    ProgrammeState,
    TakingPart,
)
from mentoring.programmes.question_models import (
    Answer,
    Application,
    ApplicationState,
    ProgrammeMilestone,
    Question,
    QuestionKind,
    QuestionUse,
)
from mentoring.proposal_models import Proposal, ProposalState, ProposedStart
from mentoring.public_link_models import PublicLink, PublicLinkState
from mentoring.relations.agreement_models import Agreement, AgreementState
from mentoring.relations.models import Relation, RelationState
from mentoring.relations.oversight_models import HonorariumRate, Rating, RematchWish
from mentoring.relations.work_models import ActionItem, PairLink, PairMilestone, PrivateNote
from mentoring.reply_models import HandledReply, InvitationAnswer
from mentoring.series_models import Anchor, Series, SeriesState
from mentoring.shift_models import ShiftNotice
from messaging.models import ReminderKind

__all__ = [
    "ActionItem",
    "Agreement",
    "AgreementState",
    "Anchor",
    "Answer",
    "Application",
    "ApplicationState",
    "Approval",
    "CalendarEdits",
    "Choice",
    "Companion",
    "Cycle",
    "CycleState",
    "Dispute",
    "Format",
    "Gathered",
    "GroupSession",
    "GroupState",
    "HandledReply",
    "HonorariumRate",
    "InvitationAnswer",
    "Joining",
    "Nudge",
    "Outcome",
    "OverridesBy",
    "PairLink",
    "PairMilestone",
    "PairingWay",
    "Pin",
    "PinKind",
    "Place",
    "PrivateNote",
    "Programme",
    "ProgrammeExpert",
    "ProgrammeFeed",
    "ProgrammeKind",
    "ProgrammeMilestone",
    "ProgrammeStartup",
    "ProgrammeState",
    "Proposal",
    "ProposalState",
    "ProposedStart",
    "PublicLink",
    "PublicLinkState",
    "Question",
    "QuestionKind",
    "QuestionUse",
    "Rating",
    "Relation",
    "RelationState",
    "RematchWish",
    "Run",
    "RunPair",
    "RunState",
    "Seat",
    "Series",
    "SeriesState",
    "Session",
    "SessionNote",
    "SessionState",
    "ShiftNotice",
    "TakingPart",
    "Wish",
]


class Approval(models.TextChoices):
    EXPERT = "expert", _("The expert decides")
    AUTOMATIC = "automatic", _("Accepted at once")


class CalendarEdits(models.TextChoices):
    """What follows where somebody moves, deletes or declines a session in their own calendar."""

    ASK = "ask", _("The other side is asked")
    DO = "do", _("It is done at once, if the person may")


class Format(models.TextChoices):
    ONLINE = "online", _("Online")
    IN_PERSON = "in_person", _("In person")


class OverridesBy(models.TextChoices):
    """Who may set cut-offs and number of moves aside, and let a late cancellation not count."""

    COORDINATORS = "coordinators", _("Coordinators")
    EXPERTS = "experts", _("Coordinators, and the expert of a session")


LONGEST_CUTOFF = 4 * 7 * 24  # hours


def default_reminder_offsets() -> list[int]:
    return [24 * 60, 60]


def default_formats() -> list[str]:
    return [Format.ONLINE.value]


class Programme(models.Model):
    """A named offer of the hub with a policy: what a session is, who may be booked, how it is agreed."""

    slug = models.SlugField(unique=True)
    name_ko = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    summary_ko = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    kind = models.CharField(
        max_length=19, choices=ProgrammeKind.choices, default=ProgrammeKind.MENTORING, db_default="mentoring"
    )
    expert_kind = models.CharField(max_length=12, choices=ExpertKind.choices)
    approval = models.CharField(max_length=10, choices=Approval.choices, default=Approval.EXPERT)
    session_minutes = models.PositiveSmallIntegerField(default=60)
    step_minutes = models.PositiveSmallIntegerField(default=30)
    notice_hours = models.PositiveSmallIntegerField(default=24)
    horizon_days = models.PositiveSmallIntegerField(default=56)
    hold_hours = models.PositiveSmallIntegerField(default=48)  # how long an unanswered request keeps its time
    reminder_offsets_minutes = ArrayField(models.PositiveIntegerField(), default=default_reminder_offsets)
    tells_at_start = models.BooleanField(
        default=True, db_default=True
    )  # who does not mind gets the link then
    tells_after = models.BooleanField(default=True, db_default=True)
    state = models.CharField(
        max_length=7, choices=ProgrammeState.choices, default=ProgrammeState.RUNNING, db_default="running"
    )
    joining = models.CharField(
        max_length=11, choices=Joining.choices, default=Joining.OPEN, db_default="open"
    )
    # Whether every expert of its kind gives time in it, or those alone who joined.
    takes_all_experts = models.BooleanField(default=True, db_default=True)
    pairing = models.CharField(
        max_length=8, choices=PairingWay.choices, default=PairingWay.DIRECT, db_default="direct"
    )
    starts_on = models.DateField(null=True, blank=True)  # on the hub's clock
    ends_on = models.DateField(null=True, blank=True)  # the last day
    applications_until = models.DateTimeField(null=True, blank=True)  # from then on it is too late
    formats = ArrayField(
        models.CharField(max_length=9, choices=Format.choices),
        default=default_formats,
        db_default=["online"],
    )
    revision = models.PositiveIntegerField(default=1, db_default=1)  # grows with every change of it: the ETag
    reschedule_cutoff_hours = models.PositiveSmallIntegerField(
        default=0
    )  # before the start; later is too late
    cancel_cutoff_hours = models.PositiveSmallIntegerField(default=0)  # later still works, and counts
    max_moves = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # of one session; null: as often as needed
    overrides_by = models.CharField(
        max_length=12, choices=OverridesBy.choices, default=OverridesBy.COORDINATORS
    )
    calendar_edits = models.CharField(max_length=3, choices=CalendarEdits.choices, default=CalendarEdits.ASK)
    quota_per_month = models.PositiveSmallIntegerField(
        null=True, blank=True
    )  # of one startup, on the hub's clock
    quota_per_cycle = models.PositiveSmallIntegerField(null=True, blank=True)  # in all if no dates are given
    cycle_from_on = models.DateField(null=True, blank=True)
    cycle_until_on = models.DateField(null=True, blank=True)  # the last day
    # The last wording that coordinators gave to one of its messages, by its id; 0 while all are built in.
    words_as_of = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ProgrammeKind.values), name="programme_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProgrammeState.values)
                & Q(joining__in=Joining.values)
                & Q(pairing__in=PairingWay.values),
                name="programme_state_joining_and_pairing_are_known",
            ),
            models.CheckConstraint(
                condition=Q(formats__contained_by=Format.values) & Q(formats__len__gte=1),
                name="programme_formats_are_known",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(calendar_edits__in=CalendarEdits.values),
                name="programme_calendar_edits_are_known",
            ),
            models.CheckConstraint(
                condition=Q(overrides_by__in=OverridesBy.values), name="programme_overrides_by_is_known"
            ),
            models.CheckConstraint(
                condition=Q(reminder_offsets_minutes__len__lte=MOST_OFFSETS),
                name="programme_reminders_are_few",
            ),
            models.CheckConstraint(
                condition=Q(session_minutes__gt=0, step_minutes__gt=0), name="programme_minutes_are_positive"
            ),
            models.CheckConstraint(
                condition=Q(reschedule_cutoff_hours__lte=LONGEST_CUTOFF)
                & Q(cancel_cutoff_hours__lte=LONGEST_CUTOFF),
                name="programme_cutoffs_are_four_weeks_at_most",
            ),
            models.CheckConstraint(
                condition=(Q(quota_per_month=None) | Q(quota_per_month__gt=0))
                & (Q(quota_per_cycle=None) | Q(quota_per_cycle__gt=0)),
                name="programme_quotas_are_positive",
            ),
            models.CheckConstraint(
                condition=Q(cycle_from_on=None, cycle_until_on=None)
                | Q(
                    cycle_until_on__isnull=False,
                    cycle_from_on__isnull=False,
                    cycle_until_on__gte=F("cycle_from_on"),
                ),
                name="programme_cycle_has_two_ends_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def name_in(self, language: str) -> str:
        """As somebody reads it whose language is "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en

    @property
    def is_running(self) -> bool:
        """Whether sessions may be agreed in it."""
        return self.state == ProgrammeState.RUNNING

    @property
    def also_tells(self) -> list[ReminderKind]:
        """What its people are told beside the reminders."""
        wanted = {ReminderKind.STARTING: self.tells_at_start, ReminderKind.AFTER: self.tells_after}
        return [kind for kind, is_wanted in wanted.items() if is_wanted]


class SessionState(models.TextChoices):
    REQUESTED = "requested", _("Requested")
    PROPOSED = "proposed", _("Other times proposed")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired unanswered")
    CANCELLED = "cancelled", _("Cancelled")
    COMPLETED = "completed", _("Completed")
    NO_SHOW = "no_show", _("No-show")


class Session(models.Model):
    """A mentoring appointment, from the request for it to the note after it. Shares its id with the appointment."""

    appointment = models.OneToOneField(
        Appointment, primary_key=True, on_delete=models.PROTECT, related_name="session"
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sessions")
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="sessions")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="sessions")
    founder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sessions_asked_for"
    )
    state = models.CharField(max_length=10, choices=SessionState.choices)
    goal = models.CharField(max_length=300)
    questions = models.TextField(blank=True, max_length=4000)
    deck_url = models.URLField(blank=True)
    decision_word = models.CharField(max_length=500, blank=True)  # the expert's word with the answer
    closing_reason = models.CharField(max_length=500, blank=True)
    no_show_by = models.CharField(
        max_length=10, blank=True, choices=[("startup", "startup"), ("expert", "expert")]
    )
    no_show_said_by = models.CharField(max_length=11, blank=True)  # the part of whoever said so
    no_show_at = models.DateTimeField(null=True)
    dispute_state = models.CharField(
        max_length=7, blank=True, choices=[("open", "open"), ("settled", "settled")]
    )  # of the no-show
    proposed_by = models.CharField(
        max_length=10, blank=True, choices=[(part, part) for part in ("startup", "expert", "system")]
    )  # whose other times are open; system: nobody's of ours
    proposal_expires_at = models.DateTimeField(null=True)
    cancel_asked_by = models.CharField(
        max_length=11, blank=True, choices=[(part, part) for part in ("startup", "expert", "coordinator")]
    )  # who deleted or declined it in their calendar: the others are asked whether it is off
    cancel_asked_at = models.DateTimeField(null=True)
    requested_at = models.DateTimeField()
    has_companions = models.BooleanField(
        default=False
    )  # others were named for it: where none were, none are looked up
    revision = models.PositiveIntegerField(default=1)  # grows with every change of it: the ETag
    moves = models.PositiveSmallIntegerField(default=0)
    cancelled_late = models.BooleanField(default=False)  # by the startup: it counts against the quota
    series = models.ForeignKey("Series", null=True, on_delete=models.PROTECT, related_name="sessions")
    occurrence_on = models.DateField(null=True)  # the date that the series' rule named, whatever came after
    occurrence_at = models.DateTimeField(null=True)  # what was meant by it when it was last worked out
    # What was meant, on the series' clock, where another hour than the rule's was chosen for the date.
    wall_on = models.DateField(null=True)
    wall_time = models.TimeField(null=True)

    class Meta:
        ordering = ["appointment__starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "occurrence_on"], name="session_once_per_occurrence_of_a_series"
            ),
            models.CheckConstraint(
                condition=Q(series=None, occurrence_on=None, occurrence_at=None)
                | Q(series__isnull=False, occurrence_on__isnull=False, occurrence_at__isnull=False),
                name="session_of_a_series_is_an_occurrence",
            ),
            models.CheckConstraint(
                condition=Q(wall_on=None, wall_time=None)
                | Q(wall_on__isnull=False, wall_time__isnull=False, series__isnull=False),
                name="session_hour_of_its_own_is_of_a_series",
            ),
            models.CheckConstraint(condition=Q(state__in=SessionState.values), name="session_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="no_show", no_show_by__in=["startup", "expert"])
                | (~Q(state="no_show") & Q(no_show_by="")),
                name="session_no_show_names_who",
            ),
            models.CheckConstraint(
                condition=Q(no_show_by="", no_show_said_by="", no_show_at=None)
                | (~Q(no_show_by="") & ~Q(no_show_said_by="") & Q(no_show_at__isnull=False)),
                name="session_no_show_tells_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(dispute_state="open") | Q(state="no_show"),
                name="session_disputed_is_a_no_show",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by="", proposal_expires_at=None)
                | Q(proposed_by__in=["startup", "expert", "system"], proposal_expires_at__isnull=False),
                name="session_proposal_tells_whose_and_until_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | ~Q(proposed_by=""), name="session_proposed_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(cancel_asked_by="", cancel_asked_at=None)
                | Q(
                    cancel_asked_by__in=["startup", "expert", "coordinator"],
                    cancel_asked_at__isnull=False,
                    state="confirmed",
                ),
                name="session_cancel_asked_tells_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_late=False) | Q(state="cancelled"),
                name="session_late_is_a_cancelled_one",
            ),
        ]
        indexes = [
            models.Index(fields=["state"], name="session_by_state"),
            models.Index(fields=["startup", "programme"], name="session_by_startup"),
        ]

    def __str__(self) -> str:
        return f"session {self.pk} {self.state}"

    @property
    def follows_rule(self) -> bool:
        """Whether a date of a series is at the rule's hour: nobody chose another for it, nor moved it by hand."""
        return self.wall_time is None and self.appointment.starts_at == self.occurrence_at


class SessionNote(models.Model):
    """A short word that either side leaves after the session; both may read it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"note {self.pk}"
