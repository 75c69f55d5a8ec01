"""Who is signed in, by session or by token: one statement, with every rule of Django's kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

import clock
from accounts.models import Person, Role, SignIn
from accounts.operations import make_token
from audit.models import AuditEntry
from tests.factories.hub import a_founder, a_person

NEWER_KEY = "a-newer-key-of-more-than-enough-characters-to-sign-with"
pytestmark = pytest.mark.django_db


@pytest.fixture
def founder() -> Person:
    return a_founder()


@pytest.fixture
def browser(founder: Person) -> Client:
    client = Client()
    client.force_login(founder)
    return client


def caller(client: Client, **headers: Any) -> int | None:
    answer = client.get("/api/me/", **headers)
    assert answer.status_code in (200, 401, 403)
    return answer.json()["id"] if answer.status_code == 200 else None


def sign_in_statements(client: Client, **headers: Any) -> int:
    with CaptureQueriesContext(connection) as statements:
        assert caller(client, **headers)
    return sum('FROM "accounts_' in one["sql"] for one in statements)


def test_a_session_and_its_person_are_one_statement(browser: Client, founder: Person) -> None:
    assert caller(browser) == founder.pk
    assert sign_in_statements(browser) == 1


def test_a_token_and_its_person_are_one_statement(founder: Person) -> None:
    _, text = make_token(person=founder, name="script", now=clock.now())
    header = {"HTTP_AUTHORIZATION": f"Token {text}"}
    assert caller(Client(), **header) == founder.pk
    assert sign_in_statements(Client(), **header) == 1


def test_a_session_says_whose_it_is(browser: Client, founder: Person) -> None:
    assert SignIn.objects.get().person == founder
    founder.delete()
    assert not SignIn.objects.exists()


def test_who_has_left_is_signed_in_no_more(browser: Client, founder: Person) -> None:
    founder.is_active = False
    founder.save()
    assert caller(browser) is None


def test_a_session_ends_when_the_password_changes(browser: Client, founder: Person) -> None:
    founder.set_password("another")
    founder.save()
    assert caller(browser) is None
    assert not SignIn.objects.filter(person=founder).exists()


def test_a_session_ends_at_its_time(browser: Client) -> None:
    SignIn.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    assert caller(browser) is None


def test_a_session_ends_with_its_row(browser: Client) -> None:
    SignIn.objects.all().delete()
    assert caller(browser) is None


def test_a_session_is_the_person_that_it_holds_not_the_one_that_its_row_names(
    browser: Client, founder: Person
) -> None:
    SignIn.objects.update(person=a_founder())
    assert caller(browser) == founder.pk


def test_a_session_of_before_is_read_as_ever(browser: Client, founder: Person) -> None:
    SignIn.objects.update(person=None)
    assert caller(browser) == founder.pk


def test_a_session_outlives_a_new_secret_key_as_long_as_the_old_one_is_named(
    browser: Client, founder: Person
) -> None:
    before, newer = browser.session[HASH_SESSION_KEY], {"SECRET_KEY": NEWER_KEY}
    with override_settings(**newer, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert caller(browser) == founder.pk
        assert browser.session[HASH_SESSION_KEY] != before
    with override_settings(**newer):
        assert caller(browser) == founder.pk


def test_a_browser_that_nobody_signed_in_to_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as statements:
        assert caller(Client()) is None
    assert len(statements) == 0


def test_a_coordinator_is_appointed_administrator_by_command() -> None:
    person = a_person(Role.COORDINATOR)
    call_command("appoint_administrator", person.email.upper())
    person.refresh_from_db()
    assert person.role == Role.ADMINISTRATOR
    told = AuditEntry.objects.get(action="person.changed").details["changes"]
    assert told == {"role": ["coordinator", "administrator"]}
    for email in (person.email, a_person(Role.MENTOR).email):
        with pytest.raises(CommandError, match="no active coordinator"):
            call_command("appoint_administrator", email)
