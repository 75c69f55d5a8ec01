"""A contact whom the directory does not know yet: written into it and invited in one deed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import Person, Role
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert, ExpertKind
from networking.guests.deciding import invite_contacts
from networking.guests.refusals import AddressTaken
from networking.models import Registration


@dataclass(frozen=True)
class NewContact:
    """Who it is; `time_zone` is an IANA name, `language` that in which the invitation is written."""

    name: str
    email: str
    organisation: str
    language: str
    time_zone: str


@atomically
def invite_new_contact(*, slug: str, contact: NewContact, by: Person, now: datetime) -> Registration:
    """The contact gets a place in the directory and a link that needs no password. Raises EventOver, AddressTaken."""
    try:
        with transaction.atomic():
            person = Person.objects.create_person(
                email=contact.email,
                name=contact.name,
                role=Role.CONTACT,
                language=contact.language,
                time_zone=contact.time_zone,
            )
    except IntegrityError as error:
        raise AddressTaken from error
    expert = Expert.objects.create(
        person=person,
        kind=ExpertKind.CONTACT,
        organisation=contact.organisation,
        languages=[contact.language],
    )
    record("person", person.pk, "person.added", by=by, now=now, role=str(Role.CONTACT))
    (registration,) = invite_contacts(slug=slug, experts=[expert], by=by, now=now)
    return registration
