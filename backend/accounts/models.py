from datetime import time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from accounts.consent_models import Consent, ConsentChannel, ConsentPurpose, ConsentSource
from accounts.reach_models import KindGroup, Reach, Reachable

__all__ = [
    "Consent",
    "ConsentChannel",
    "ConsentPurpose",
    "ConsentSource",
    "KindGroup",
    "Language",
    "Person",
    "PersonManager",
    "PersonalToken",
    "Reach",
    "Role",
    "SignIn",
    "SignInManager",
]


class Role(models.TextChoices):
    STARTUP_MEMBER = "startup_member", _("Startup member")
    MENTOR = "mentor", _("Mentor")
    CONTACT = "contact", _("Networking contact")
    COORDINATOR = "coordinator", _("Coordinator")
    ADMINISTRATOR = "administrator", _("Administrator")


class Language(models.TextChoices):
    KOREAN = "ko", "한국어"
    ENGLISH = "en", "English"


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)

    def create_person(self, *, email: str, name: str, role: Role, **fields: Any) -> "Person":
        """A person signs in by one-time code, so none has a usable password."""
        person = self.model(email=email.lower(), name=name, role=role, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(Reachable, AbstractBaseUser):  # type: ignore[django-manager-missing]  # of knox, which ships no types
    """Someone with an e-mail address, a language and a clock. One role each."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role.choices)
    phone = models.CharField(max_length=16, blank=True)  # E.164
    # Since when the number is known to be the person's; until then nothing but a code goes to it.
    phone_verified_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.KOREAN)
    time_zone = models.CharField(max_length=64, default="Asia/Seoul")
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1, whose public holidays are kept
    # The local hours in which the person accepts to meet, and in which no text message may arrive.
    humane_from = models.TimeField(default=time(8))
    humane_until = models.TimeField(default=time(21))
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(8))
    # What the last `Consent` of the channel says; `accounts.consent` writes both.
    sms_allowed = models.BooleanField(default=True)
    email_allowed = models.BooleanField(default=True)
    # The same of every other channel: those that the person has allowed.
    channels_allowed = ArrayField(models.CharField(max_length=12), default=list, blank=True, db_default=[])
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            *Reachable.Meta.constraints,
            models.UniqueConstraint(Lower("email"), name="person_email_is_unique_in_any_case"),
            models.CheckConstraint(
                condition=models.Q(phone="") | models.Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="person_phone_is_e164",
            ),
            models.CheckConstraint(
                condition=models.Q(phone_verified_at=None) | ~models.Q(phone=""),
                name="person_only_a_number_is_verified",
            ),
            models.CheckConstraint(
                condition=models.Q(country="") | models.Q(country__regex=r"^[A-Z]{2}$"),
                name="person_country_is_iso_3166",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="person_role_is_known"),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values), name="person_language_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def allows(self, channel: str) -> bool:
        """Whether the person agreed to hear of their sessions there, as their last consent says."""
        if channel == ConsentChannel.SMS:
            return self.sms_allowed
        return self.email_allowed if channel == ConsentChannel.EMAIL else channel in self.channels_allowed

    @property
    def coordinates(self) -> bool:
        """Whether the person runs the hub's programmes: sees every session and mends what is stuck."""
        return self.role in (Role.COORDINATOR, Role.ADMINISTRATOR)


class PersonalToken(AbstractAuthToken):  # type: ignore[misc]  # knox ships no types
    """A token for API use; only its hash is kept."""

    name = models.CharField(max_length=60)


class SignInManager(BaseSessionManager["SignIn"]):
    """A session is read together with whose it is: every request needs both."""

    def get_queryset(self) -> models.QuerySet["SignIn"]:
        return super().get_queryset().select_related("person")


class SignIn(AbstractBaseSession):
    """A session of a browser, and the person who signed in there, if somebody did."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sign_ins")

    objects: ClassVar[SignInManager] = SignInManager()
