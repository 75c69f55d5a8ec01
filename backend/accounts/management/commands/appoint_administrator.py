from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import clock
from accounts.models import Person, Role
from accounts.operations import change_person


class Command(BaseCommand):
    help = "Let a coordinator run the installation: an administrator connects the hub's own account, too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *_args: Any, **options: Any) -> None:
        coordinators = Person.objects.filter(role=Role.COORDINATOR, is_active=True)
        person = coordinators.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError("no active coordinator has this address")
        change_person(person=person, changes={"role": Role.ADMINISTRATOR}, by=None, now=clock.now())
        self.stdout.write(f"{person.name} is an administrator")
