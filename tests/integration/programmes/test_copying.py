"""A programme copied to its next term."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from mentoring.models import Programme, ProgrammeExpert
from tests.factories.hub import a_mentor, a_programme
from tests.factories.programmes import gives_time, in_it
from tests.integration.mentoring.conftest import MONDAY
from tests.integration.programmes.conftest import READY, a_question
from tests.integration.programmes.desk import code, post

pytestmark = pytest.mark.django_db


def test_the_next_term_is_the_same_at_other_dates_with_its_experts_invited(
    coordinator: APIClient, founder: Person
) -> None:
    programme = a_programme(
        slug="spring",
        state="closed",
        kind="consulting",
        quota_per_month=3,
        joining="application",
        applications_until="2026-12-20T00:00:00Z",
        takes_all_experts=False,
        **READY,
    )
    there, left = a_mentor(), a_mentor()
    gives_time(programme, there, capacity=7)
    gives_time(programme, left, state="left")
    in_it(programme, founder.membership.startup)
    a_question(programme)
    a_question(programme, retired_at=MONDAY, title_en="Old?")
    programme.milestones.create(position=0, title_ko="가격", title_en="Prices", due_weeks=6)
    words = {"body": "[Spring] {other_name} {start_both} {dates_count} {link}"}
    template = "/api/programmes/spring/templates/session/reminder/sms/en/"
    worded = coordinator.put(template, words, format="json")
    assert worded.status_code == 200, worded.json()
    wish = {"slug": "autumn", "name_ko": "가을", "name_en": "Autumn", "starts_on": "2027-07-05"}
    copy = post(coordinator, "spring/copy/", **wish).json()
    told = (copy["state"], copy["ends_on"], copy["applications_until"], copy["quota_per_month"])
    assert told == ("draft", "2027-12-29", "2027-06-20T00:00:00Z", 3)
    assert copy["kind"] == "consulting"
    assert [row["title_en"] for row in copy["intake_questions"]] == ["What do you need?"]
    assert [row["due_weeks"] for row in copy["milestones"]] == [6]
    places = ProgrammeExpert.objects.filter(programme__slug="autumn")
    assert [(row.expert, row.state, row.capacity) for row in places] == [(there, "invited", 7)]
    assert (copy["startups_joined"], copy["startups_invited"]) == (0, 0)
    body = coordinator.get(template.replace("spring", "autumn")).json()
    assert body["words"]["body"] == words["body"]
    assert code(post(coordinator, "spring/copy/", **wish)) == (409, "programme_slug_taken")
    assert Programme.objects.count() == 2
