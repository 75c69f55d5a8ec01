"""Who comes to an event, and whom they wish to meet. Seats are rows: there can never be more guests than seats."""

from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networking.event_models import Event, GuestKind
from networking.rules import rounds_present


class RegistrationState(models.TextChoices):
    INVITED = "invited", _("Invited")
    PENDING = "pending", _("Waits for approval")
    APPROVED = "approved", _("Has a place")
    WAITLISTED = "waitlisted", _("On the waiting list")
    OFFERED = "offered", _("Is offered a place")
    DECLINED = "declined", _("Turned down")
    CANCELLED = "cancelled", _("Cancelled")


class CalendarForm(models.TextChoices):
    BLOCK = "block", _("The event as one appointment")
    MEETINGS = "meetings", _("Each meeting by itself")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def coming(self) -> "RegistrationQuerySet":
        """Those with a place: the guests that a plan is made for."""
        return self.filter(state=RegistrationState.APPROVED)

    def waiting(self) -> "RegistrationQuerySet":
        """In the order in which they are offered a place."""
        return self.filter(state=RegistrationState.WAITLISTED).order_by("since", "pk")

    def overdue_at(self, now: datetime) -> "RegistrationQuerySet":
        """Offered places that were not taken in time, whether or not a worker has seen it."""
        return self.filter(state=RegistrationState.OFFERED, offered_until__lte=now)


class Registration(models.Model):
    """A guest of an event: a company, spoken for by one of its members, or a contact.

    `number` names a seat of the same event and kind: a foreign key over the three columns, which Django cannot write,
    is in the migration. Presence is in wall times of the event's clock; None is from the doors, or to the end.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="event_registrations"
    )
    kind = models.CharField(max_length=7, choices=GuestKind.choices)
    startup = models.ForeignKey(
        "directory.Startup", null=True, on_delete=models.PROTECT, related_name="event_registrations"
    )
    expert = models.ForeignKey(
        "directory.Expert", null=True, on_delete=models.PROTECT, related_name="event_registrations"
    )
    state = models.CharField(max_length=10, choices=RegistrationState.choices)
    number = models.PositiveSmallIntegerField(null=True)
    offered_until = models.DateTimeField(null=True)
    since = models.DateTimeField()  # of this wish for a place: the order of the waiting list
    present_from = models.TimeField(null=True)
    present_until = models.TimeField(null=True)
    topics = models.ManyToManyField("directory.Topic", related_name="event_registrations", blank=True)
    meetings_most = models.PositiveSmallIntegerField(null=True)  # None: as many as fit
    avoids = ArrayField(models.CharField(max_length=120), default=list, blank=True)  # names of companies
    companions = ArrayField(models.CharField(max_length=120), default=list, blank=True)  # names
    # When they agreed to be in pictures, or did not; neither where they have not answered.
    photo_consent_at = models.DateTimeField(null=True)
    photo_refused_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict, blank=True)  # by ids of questions
    word = models.CharField(max_length=500, blank=True)  # from the hub, with a decision
    # How calendars show the event to the guest, once a plan holds; until then it is one appointment.
    calendar_form = models.CharField(max_length=8, choices=CalendarForm.choices, default=CalendarForm.BLOCK)
    # What the UIDs are made of under which calendars know the guest's part of the event.
    calendar_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    had_place = models.BooleanField(default=False)  # and has it no more: calendars tell it as called off
    link_round = models.PositiveSmallIntegerField(default=1)  # links of earlier rounds open nothing any more
    revision = models.PositiveIntegerField(default=1)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "person"], name="registration_once_per_person"),
            models.UniqueConstraint(
                fields=["event", "startup"],
                condition=~Q(state__in=["cancelled", "declined"]),
                name="registration_once_per_company",
            ),
            models.UniqueConstraint(
                fields=["event", "kind", "number"], name="registration_has_its_seat_alone"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values), name="registration_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="startup", startup__isnull=False, expert=None)
                | Q(kind="contact", startup=None, expert__isnull=False),
                name="registration_is_of_a_company_or_a_contact",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "offered"], number__isnull=False)
                | (~Q(state__in=["approved", "offered"]) & Q(number=None)),
                name="registration_has_a_seat_where_it_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | (~Q(state="offered") & Q(offered_until=None)),
                name="registration_offered_says_until_when",
            ),
            models.CheckConstraint(
                condition=Q(calendar_form__in=CalendarForm.values), name="registration_calendar_form_is_known"
            ),
            models.CheckConstraint(
                condition=Q(had_place=False) | ~Q(state="approved"), name="registration_had_or_has_a_place"
            ),
            models.CheckConstraint(
                condition=Q(photo_consent_at=None) | Q(photo_refused_at=None),
                name="registration_answers_about_pictures_once",
            ),
            models.CheckConstraint(
                condition=Q(meetings_most=None) | Q(meetings_most__range=(1, 60)),
                name="registration_most_meetings_are_within_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["event", "state", "since"], name="registration_by_state"),
            models.Index(
                fields=["offered_until"],
                condition=Q(offered_until__isnull=False),
                name="registration_offered",
            ),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk} {self.state}"

    def state_at(self, now: datetime) -> str:
        """The state; an offer whose time has passed is none, whether or not a worker has seen it."""
        lapsed = self.offered_until is not None and self.offered_until <= now
        return RegistrationState.CANCELLED if lapsed else self.state

    @property
    def photo_consent(self) -> bool | None:
        """Whether they may be in pictures; None where they have not answered, which permits nothing."""
        if self.photo_consent_at is None and self.photo_refused_at is None:
            return None
        return self.photo_consent_at is not None

    def rounds_there(self) -> list[int]:
        """The numbers, from 1, of the rounds in which the guest is there. Needs the event."""
        since, until = (
            self.event.instant_of(at) if at is not None else None
            for at in (self.present_from, self.present_until)
        )
        return rounds_present(self.event.round_times(), since=since, until=until)

    def name_in(self, language: str) -> str:
        """A company by its name, a contact by theirs. Needs the startup or the person."""
        if self.startup is None:
            return self.person.name
        return self.startup.name_ko if language == "ko" else self.startup.name_en


class WishValue(models.TextChoices):
    MUST = "must", _("Must meet")
    LIKE = "like", _("Would like to meet")
    NO = "no", _("No, thanks")


class Wish(models.Model):
    """What one guest says of meeting another, who never learns of it.

    That both are guests of the same event, foreign keys over two columns say, which are in the migration.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="wishes")
    by = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="wishes")
    about = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="wished_by")
    value = models.CharField(max_length=4, choices=WishValue.choices)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "about"], name="wish_once_about_each"),
            models.CheckConstraint(condition=Q(value__in=WishValue.values), name="wish_value_is_known"),
            models.CheckConstraint(condition=~Q(by=F("about")), name="wish_is_about_another"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} {self.value} {self.about_id}"
