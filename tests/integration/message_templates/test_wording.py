"""Coordinators word a message: what is refused, what is kept, and who was first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Role
from audit.models import AuditEntry
from clock.models import ClockShift
from mentoring.models import Programme
from messaging.models import TemplateText
from messaging.templates.catalogue import every_key
from messaging.templates.queries import words_of_reminders
from tests.factories.hub import a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY
from tests.integration.message_templates.conftest import OWN, path_of, put

pytestmark = pytest.mark.django_db


def rows(client: APIClient) -> list[dict[str, Any]]:
    return [row for row in client.get("/api/programmes/global/templates/").json() if row["is_own"]]


def history(client: APIClient) -> list[tuple[int, str, bool, int | None]]:
    told = client.get(path_of()).json()["history"]
    return [(row["number"], row["body"], row["is_built_in"], row["restores"]) for row in told]


def test_all_messages_are_listed_with_the_built_in_words_as_templates(
    coordinator: APIClient, monday: datetime
) -> None:
    listed = coordinator.get("/api/programmes/global/templates/").json()
    assert len(listed) == len(every_key())
    answer = coordinator.get(path_of())
    told = answer.json()
    assert (answer["ETag"], told["is_own"], told["fits"], told["history"]) == ('"0"', False, True, [])
    assert told["words"] == told["built_in"]
    assert told["words"]["body"] == (
        "[Meridian] Reminder: session with {other_name}\n{start_both}\n{dates_count}\n{reason}\n{link}"
    )
    assert {one["name"]: one["sample"] for one in told["placeholders"]}["start_there"] == (
        "Wed 2 Dec 09:00 Seoul"
    )
    assert [one["name"] for one in told["placeholders"] if one["one_of"]] == [
        "start_both",
        "start_here",
        "start_there",
        "link",
        "dates_count",
    ]
    needed = {one["name"]: one["one_of"] for one in told["placeholders"]}
    assert needed["start_there"] == ["start_both", "start_here", "start_there"]
    assert (needed["link"], needed["programme"]) == (["link"], [])


def test_words_are_kept_with_who_wrote_them_and_an_audit_row(
    coordinator: APIClient, programme: Programme, monday: datetime
) -> None:
    answer = put(coordinator, path_of(), OWN, seen=0)
    told = answer.json()
    assert (answer.status_code, answer["ETag"], told["is_own"], told["words"]["body"]) == (
        200,
        '"1"',
        True,
        OWN,
    )
    assert [(row["kind"], row["changed_by"], row["fits"]) for row in rows(coordinator)] == [
        ("reminder", "Cho", True)
    ]
    programme.refresh_from_db()
    assert programme.words_as_of == TemplateText.objects.get().pk
    audited = AuditEntry.objects.get(subject_kind="programme", action="template.worded")
    assert (audited.subject_id, audited.details["kind"], audited.details["wording"]) == (
        str(programme.pk),
        "reminder",
        1,
    )


@pytest.mark.parametrize(
    ("body", "code", "told"),
    [
        ("{other_name} {start_here} {dates_count}", "missing_placeholder", "{link}"),
        ("{link} {dates_count} tomorrow", "missing_placeholder", "{start_both}"),
        (OWN + " {salary}", "unknown_placeholder", "{salary}"),
        (OWN + " {until}", "unknown_placeholder", "{until}"),
        (OWN + " {other_name.__class__}", "malformed_placeholder", "{other_name.__class"),
        (OWN + " {0}", "malformed_placeholder", "{0}"),
        (OWN + "x" * 500, "too_long", "Shorten"),
        ("   ", "is_empty", "Write something"),
    ],
)
def test_words_that_could_not_be_sent_are_refused(
    coordinator: APIClient, body: str, code: str, told: str
) -> None:
    answer = put(coordinator, path_of(), body)
    error = answer.json()["errors"][0]
    assert (answer.status_code, answer.json()["code"]) == (400, "template_refused")
    assert (error["field"], error["code"], told in error["detail"]) == ("body", code, True)
    assert TemplateText.objects.count() == 0


def test_a_subject_holds_one_line_and_no_link(coordinator: APIClient) -> None:
    body = "{details}\n\n{dates}\n\n{link}"
    answer = put(coordinator, path_of(channel="email"), body, subject="See {link}")
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [
        ("subject", "unknown_placeholder")
    ]
    answer = put(coordinator, path_of(channel="email"), body, subject="Soon: {other_name}")
    assert answer.json()["words"] == {"subject": "Soon: {other_name}", "body": body}


def test_the_refusal_speaks_korean(programme: Programme) -> None:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="ko")
    client.force_authenticate(a_person(Role.COORDINATOR, language="ko"))
    told = put(client, path_of(), OWN + " {salary}").json()
    assert told["errors"][0]["detail"] == (
        "이 메시지에는 {salary} 자리표시자가 없습니다. 목록에서 골라 넣으세요."
    )


def test_older_words_come_back_and_so_do_the_built_in_ones(coordinator: APIClient, monday: datetime) -> None:
    put(coordinator, path_of(), OWN)
    put(coordinator, path_of(), OWN + "!")
    restore = path_of() + "restore/"
    coordinator.post(restore, {"number": 1}, format="json")
    answer = coordinator.post(restore, {"number": None}, format="json", HTTP_IF_MATCH='"3"')
    assert (answer.json()["is_own"], answer.json()["words"]) == (False, answer.json()["built_in"])
    assert history(coordinator) == [
        (4, "", True, None),
        (3, OWN, False, 1),
        (2, OWN + "!", False, None),
        (1, OWN, False, None),
    ]
    assert rows(coordinator) == []
    assert coordinator.post(restore, {"number": 4}, format="json").json()["code"] == "wording_unknown"
    assert coordinator.post(restore, {"number": 9}, format="json").json()["code"] == "wording_unknown"


def test_who_has_not_seen_the_last_words_overwrites_nothing(coordinator: APIClient) -> None:
    put(coordinator, path_of(), OWN, seen=0)
    answer = put(coordinator, path_of(), OWN + "!", seen=0)
    told = answer.json()
    assert (answer.status_code, told["code"], told["etag"], told["changed"]) == (
        412,
        "changed_meanwhile",
        '"1"',
        [{"field": "body", "before": None, "after": OWN}],
    )
    assert TemplateText.objects.count() == 1


def test_no_message_of_another_name_can_be_worded(coordinator: APIClient) -> None:
    for path in (
        path_of(kind="code"),
        path_of(kind="mailed"),  # no text of it is ever sent
        path_of(language="fr"),
        path_of(about="event"),
        path_of().replace("global", "nowhere"),
    ):
        assert coordinator.get(path).status_code == 404


def test_a_wording_is_never_changed(coordinator: APIClient) -> None:
    put(coordinator, path_of(), OWN)
    with pytest.raises(IntegrityError, match="template_is_only_appended"), transaction.atomic():
        TemplateText.objects.update(body="Something else")
    row = TemplateText.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="template_wording_is_numbered_once"), transaction.atomic():
        row.save(force_insert=True)
    row.number, row.body = 2, ""
    with pytest.raises(IntegrityError, match="template_has_words_or_is_built_in"), transaction.atomic():
        row.save(force_insert=True)
    row.body, row.language = OWN, "fr"
    with pytest.raises(IntegrityError, match="template_is_of_a_message"), transaction.atomic():
        row.save(force_insert=True)


def test_words_that_fit_no_longer_are_marked(coordinator: APIClient, programme: Programme) -> None:
    TemplateText.objects.create(
        programme=programme.pk,
        about="session",
        kind="reminder",
        channel="sms",
        language="en",
        number=1,
        body="{a_name_of_old} {link}",
        by=a_person(Role.COORDINATOR),
        at=MONDAY,
    )
    assert [row["fits"] for row in rows(coordinator)] == [False]
    assert coordinator.get(path_of()).json()["fits"] is False


def test_the_list_takes_as_many_statements_for_one_as_for_many(
    coordinator: APIClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number, key in enumerate(every_key()[::4]):
        if key.channel == "sms":
            put(coordinator, path_of(key.kind, key.channel, key.language, key.about), OWN)
        if number in (0, 20):
            with django_assert_num_queries(3):  # who calls, programme, wordings
                coordinator.get("/api/programmes/global/templates/")


def test_a_preview_counts_and_cleans_and_names_what_is_wrong(
    coordinator: APIClient, monday: datetime, settings: Any
) -> None:
    settings.ENV = settings.ENV.model_copy(
        update={"text_prices": {"+82": Decimal("0.05"), "+8210": Decimal("0.0401")}}
    )
    draft = {"body": "곧 시작합니다 — {other_name}님\n{start_here}\n{dates_count}\n{link} {salary}"}
    told = coordinator.post(
        path_of(language="ko") + "preview/", draft | {"place": "seoul"}, format="json"
    ).json()
    assert told["changes"] == [{"before": "—", "after": "-"}]
    assert told["body"].startswith("곧 시작합니다 - 홍길동님\n12월 2일 (수) 09:00 서울\n")
    assert [(one["field"], one["code"]) for one in told["faults"]] == [("body", "unknown_placeholder")]
    budget = told["budget"]
    assert (budget["encoding"], budget["units"], budget["parts"], budget["each"]) == (
        "UCS-2",
        len(told["body"]),
        2,
        67,
    )
    assert budget["free"] == 2 * 67 - budget["units"]
    assert (budget["price_each"], budget["price"]) == (
        {"amount": "0.04010", "unit": "USD"},
        {"amount": "0.08020", "unit": "USD"},
    )
    assert TemplateText.objects.count() == 0
    there = coordinator.post(
        path_of() + "preview/", {"body": OWN, "place": "california"}, format="json"
    ).json()
    assert (there["budget"]["encoding"], there["budget"]["price"], there["faults"]) == ("GSM-7", None, [])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told() -> None:
    ClockShift.show(MONDAY)
    a_programme(slug="global")
    people, ready = [a_person(Role.COORDINATOR) for _ in range(2)], Barrier(2)

    def save(number: int) -> int:
        client = APIClient()
        client.force_authenticate(people[number])
        ready.wait()
        try:
            return int(put(client, path_of(), f"{OWN} {number}", seen=0).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, range(2))) == [200, 412]
    assert TemplateText.objects.count() == 1


def test_a_preview_counts_what_one_may_text_back(coordinator: APIClient, monday: datetime) -> None:
    told = [
        coordinator.post(path_of() + "preview/", {"body": OWN, "place": place}, format="json").json()
        for place in ("seoul", "california")
    ]
    assert [one["body"].splitlines()[-1].split()[0] for one in told][1] == "Answer"
    assert "Answer" not in told[0]["body"]  # no answer comes through from Korea
    assert told[1]["budget"]["units"] == len(told[1]["body"]) + 2  # brackets take two


def test_all_that_a_reminder_becomes_is_worded_when_it_is_due(
    coordinator: APIClient, programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for kind in ("reminder", "starting", "after", "confirmed"):
        assert put(coordinator, path_of(kind), OWN).status_code == 200
    with django_assert_num_queries(1):
        words = words_of_reminders({programme.pk, programme.pk + 1})
    assert {key.kind.value for key in words[programme.pk]} == {"reminder", "starting", "after"}
    assert words[programme.pk + 1] == {}
