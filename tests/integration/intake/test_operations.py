import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from accounts.models import Consent, Person, Role
from accounts.operations import change_person
from agenda.models import BookingLimits, WeeklyHours
from agenda.own_days import own_days
from agenda.own_hours import hours_revision
from audit.models import AuditEntry
from directory.models import Expert, Startup, StartupMember, Topic
from intake.operations import PeopleFile, apply_import, import_topics, preview_import
from intake.report import Change, ImportReport, RowReport
from tests.data.generate_demo_hub import HUB

NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)
EXPERTS = (
    "expert_name,email,phone,country,time_zone,kind,organisation,topics,languages,weekly_hours,"
    "notice_hours,max_per_day\n"
    "Ada,ada@mentors.example,(415) 555-0123,US,Palo Alto,mentor,Bayshore,Tax; pricing,en,"
    "mon 16:00-19:00; tue 09:00-12:00,24,2\n"
)
STARTUPS = (
    "startup_ko,startup_en,builds_en,stage,needs,languages,founder_name,email,phone,country\n"
    "가람,Garam,Route advice,seed,세무,ko; en,김하늘,haneul@garam.example,010-0123-4567,KR\n"
    "가람,Garam,Route advice,seed,세무,ko; en,이바다,bada@garam.example,,KR\n"
)
CONTACTS = "contact_name,email,organisation,languages,time_zone\nGrace,grace@naver.example,Naver,ko,성남\n"
COORDINATORS = "coordinator_name,email,country\n박나무,namu@hub.example,KR\n"


def given(*texts: str) -> list[PeopleFile]:
    return [PeopleFile(f"{index}.csv", io.BytesIO(text.encode())) for index, text in enumerate(texts)]


def apply(*texts: str) -> ImportReport:
    return apply_import(given(*texts), by=None, now=NOW)


def outcomes(report: ImportReport) -> list[list[str]]:
    return [[row.outcome for row in file.rows] for file in report.files]


def everything() -> list[list[dict[str, Any]]]:
    """All rows that an import may touch."""
    people = (Person, Startup, StartupMember, Expert, Expert.topics.through, Startup.needs.through)
    models: tuple[type[Model], ...] = (*people, WeeklyHours, BookingLimits, AuditEntry)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@pytest.mark.usefixtures("topics")
def test_hours_that_are_imported_anew_are_another_revision_and_the_row_says_what_changed() -> None:
    apply(EXPERTS)
    ada = Person.objects.get(email="ada@mentors.example")
    assert hours_revision(ada) == 1
    apply(EXPERTS.replace("mon 16:00-19:00; ", "").replace(",24,2", ",24,3"))
    assert hours_revision(ada) == 2
    changed = AuditEntry.objects.get(action="hours.imported").details["changed"]
    assert sorted(changed) == ["limits.max_per_day", "schedules.default"]
    assert changed["limits.max_per_day"] == [2, 3]
    apply(EXPERTS.replace("mon 16:00-19:00; ", "").replace(",24,2", ",24,3").replace("Bayshore", "Bay"))
    assert hours_revision(ada) == 2


@pytest.mark.usefixtures("topics")
def test_four_kinds_of_file_bring_their_people() -> None:
    report = apply(STARTUPS, EXPERTS, CONTACTS, COORDINATORS)
    assert (report.applied, outcomes(report)) == (True, [["add", "add"], ["add"], ["add"], ["add"]])
    assert list(
        Person.objects.order_by("email").values_list(
            "email", "name", "role", "phone", "country", "language", "time_zone"
        )
    ) == [
        ("ada@mentors.example", "Ada", "mentor", "+14155550123", "US", "en", "America/Los_Angeles"),
        ("bada@garam.example", "이바다", "startup_member", "", "KR", "ko", "Asia/Seoul"),
        ("grace@naver.example", "Grace", "contact", "", "", "ko", "Asia/Seoul"),
        ("haneul@garam.example", "김하늘", "startup_member", "+821001234567", "KR", "ko", "Asia/Seoul"),
        ("namu@hub.example", "박나무", "coordinator", "", "KR", "ko", "Asia/Seoul"),
    ]
    startup = Startup.objects.get()
    assert (startup.name_ko, startup.builds_en, startup.stage) == ("가람", "Route advice", "seed")
    assert sorted(startup.members.values_list("person__name", flat=True)) == ["김하늘", "이바다"]
    assert [topic.slug for topic in startup.needs.all()] == ["tax"]


@pytest.mark.usefixtures("topics")
def test_an_expert_comes_with_topics_hours_and_limits() -> None:
    apply(EXPERTS)
    expert = Expert.objects.get()
    assert (expert.kind, expert.organisation, expert.languages) == ("mentor", "Bayshore", ["en"])
    assert [topic.slug for topic in expert.topics.all()] == ["pricing", "tax"]
    assert list(expert.person.weekly_hours.values_list("weekday", "starts_minute", "ends_minute")) == [
        (0, 960, 1140),
        (1, 540, 720),
    ]
    limits = expert.person.booking_limits
    assert (limits.notice_hours, limits.max_per_day, limits.max_per_week) == (24, 2, None)


@pytest.mark.usefixtures("topics")
def test_the_public_holidays_of_the_country_in_the_file_are_days_off() -> None:
    apply(EXPERTS.replace("mon 16:00", "thu 16:00"))
    person = Expert.objects.get().person
    thanksgiving, week_later = own_days(person, first=date(2026, 11, 26), last=date(2026, 12, 3), now=NOW)[
        ::7
    ]
    assert (thanksgiving.closed_because, thanksgiving.holiday) == ("holiday", "Thanksgiving Day")
    assert week_later.closed_because is None
    apply(EXPERTS.replace("mon 16:00", "thu 16:00").replace(",US,", ",,").replace("(415) 555", "+1 415 555"))
    person.refresh_from_db()
    assert person.country == ""
    [still_open] = own_days(person, first=date(2026, 11, 26), last=date(2026, 11, 26), now=NOW)
    assert still_open.closed_because is None


@pytest.mark.usefixtures("topics")
def test_a_file_without_the_column_keeps_the_country_and_an_unknown_one_is_refused() -> None:
    apply(COORDINATORS)
    apply("coordinator_name,email\n박나무,namu@hub.example\n")
    assert Person.objects.get(email="namu@hub.example").country == "KR"
    [row] = apply(COORDINATORS.replace(",KR", ",Atlantis")).files[0].rows
    assert [(problem.column, problem.code) for problem in row.problems] == [("country", "country_unknown")]


@pytest.mark.usefixtures("topics")
def test_the_same_files_again_write_nothing_at_all() -> None:
    files = (STARTUPS, EXPERTS, CONTACTS, COORDINATORS)
    apply(*files)
    before = everything()
    with CaptureQueriesContext(connection) as queries:
        report = apply(*files)
    assert (report.applied, outcomes(report)) == (True, [["same", "same"], ["same"], ["same"], ["same"]])
    writes = [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert (writes, everything()) == ([], before)


@pytest.mark.usefixtures("topics")
def test_a_preview_says_what_applying_does_and_writes_nothing() -> None:
    before = everything()
    preview = preview_import(given(STARTUPS, EXPERTS), by=None)
    assert (preview.applied, everything()) == (False, before)
    assert apply(STARTUPS, EXPERTS).files == preview.files


@pytest.mark.usefixtures("topics")
def test_one_refused_row_keeps_every_file_out() -> None:
    before = everything()
    bad = COORDINATORS + "Eve,nobody,KR\n"
    report = apply(STARTUPS, bad)
    assert (report.applied, outcomes(report)) == (False, [["add", "add"], ["add", "refuse"]])
    assert everything() == before


@pytest.mark.usefixtures("topics")
def test_an_unreadable_file_keeps_the_others_out() -> None:
    before = everything()
    report = apply(COORDINATORS, "name,e-mail\nEve,eve@hub.example\n")
    assert (report.applied, report.files[1].kind, outcomes(report)) == (False, None, [["add"], ["refuse"]])
    assert everything() == before


@pytest.mark.usefixtures("topics")
def test_only_the_columns_that_differ_are_changed_and_told() -> None:
    apply(EXPERTS)
    Person.objects.update(language="ko", sms_allowed=False)
    changed = EXPERTS.replace("mon 16:00-19:00", "mon 17:00-19:00").replace("Tax; pricing", "tax")
    report = apply(changed)
    hours = Change("weekly_hours", "mon 16:00-19:00; tue 09:00-12:00", "mon 17:00-19:00; tue 09:00-12:00")
    changes = (Change("topics", "pricing; tax", "tax"), hours)
    assert report.files[0].rows == (RowReport(2, "change", "Ada", changes),)
    person = Person.objects.get()
    assert (person.language, person.sms_allowed) == ("ko", False)
    assert list(person.weekly_hours.values_list("starts_minute", flat=True)) == [1020, 540]


@pytest.mark.usefixtures("topics")
def test_a_startup_gains_a_member_by_a_later_file() -> None:
    header, first, second = STARTUPS.splitlines(keepends=True)
    apply(header + first)
    report = apply(header + second)
    assert outcomes(report) == [["add"]]
    assert [change.column for change in report.files[0].rows[0].changes] == [
        "founder_name",
        "email",
        "country",
        "time_zone",
        "language",
    ]
    assert Startup.objects.get().members.count() == 2


@pytest.mark.usefixtures("topics")
def test_a_file_moves_nobody_to_another_startup() -> None:
    apply(STARTUPS)
    report = apply(STARTUPS.replace("가람", "나루"))
    assert [[one.code for one in row.problems] for row in report.files[0].rows] == [
        ["member_of_other_startup"],
        ["member_of_other_startup"],
    ]


@pytest.mark.django_db
def test_a_file_makes_no_coordinator_of_a_mentor_or_of_an_administrator() -> None:
    for role in (Role.MENTOR, Role.ADMINISTRATOR):
        Person.objects.create_person(email=f"{role}@hub.example", name="A", role=role)
    report = apply("coordinator_name,email\nA,mentor@hub.example\nB,administrator@hub.example\n")
    assert [[one.code for one in row.problems] for row in report.files[0].rows] == [
        ["email_has_other_role"],
        ["email_has_other_role"],
    ]
    assert set(Person.objects.values_list("role", flat=True)) == {"mentor", "administrator"}


def test_an_import_leaves_an_audit_row_a_person_without_address_or_number(coordinator: Person) -> None:
    text = "coordinator_name,email,phone,country\nA,a@hub.example,010-0123-4567,KR\n"
    apply_import(given(text), by=coordinator, now=NOW)
    entry = AuditEntry.objects.get()
    person = Person.objects.get(email="a@hub.example")
    assert (entry.subject_kind, entry.subject_id, entry.action) == ("person", str(person.pk), "import_added")
    assert (entry.actor_id, entry.at) == (coordinator.pk, NOW)
    assert entry.details == {
        "file": "0.csv",
        "line": 2,
        "changes": [
            {"column": "coordinator_name", "before": "", "after": "A"},
            {"column": "email"},
            {"column": "phone"},
            {"column": "country", "before": "", "after": "KR"},
            {"column": "time_zone", "before": "", "after": "Asia/Seoul"},
            {"column": "language", "before": "", "after": "ko"},
        ],
    }


def consents() -> list[tuple[str, bool, str, str]]:
    return list(Consent.objects.order_by("pk").values_list("channel", "given", "source", "language"))


@pytest.mark.django_db
def test_the_hub_vouches_for_the_numbers_of_its_files() -> None:
    apply("coordinator_name,email,phone,country\nA,a@hub.example,010-0123-4567,KR\n")
    person = Person.objects.get()
    assert person.phone_verified_at == NOW
    assert consents() == [("email", True, "import", "ko"), ("sms", True, "import", "ko")]
    apply("coordinator_name,email,phone,country\nA,a@hub.example,010-0123-9999,KR\n")
    assert len(consents()) == 2


@pytest.mark.django_db
def test_a_landline_of_a_file_is_kept_and_never_texted() -> None:
    apply("coordinator_name,email,phone,country\nA,a@hub.example,02-312-3456,KR\n")
    person = Person.objects.get()
    assert (person.phone, person.phone_verified_at) == ("+8223123456", None)
    assert consents() == [("email", True, "import", "ko")]


@pytest.mark.django_db
def test_a_number_that_a_file_brings_gives_no_consent_that_the_person_took_back() -> None:
    apply("coordinator_name,email,country\nA,a@hub.example,KR\n")
    person = Person.objects.get()
    change_person(person=person, changes={"sms_allowed": False}, by=person, now=NOW)
    apply("coordinator_name,email,phone,country\nA,a@hub.example,010-0123-4567,KR\n")
    assert consents() == [("email", True, "import", "ko"), ("sms", False, "settings", "ko")]


@pytest.mark.parametrize("role", [Role.STARTUP_MEMBER, Role.MENTOR, Role.CONTACT])
@pytest.mark.django_db
def test_only_coordinators_import(role: Role) -> None:
    person = Person.objects.create_person(email="a@hub.example", name="A", role=role)
    with pytest.raises(PermissionDenied):
        preview_import(given(COORDINATORS), by=person)
    with pytest.raises(PermissionDenied):
        apply_import(given(COORDINATORS), by=person, now=NOW)


@pytest.mark.usefixtures("topics")
def test_a_look_costs_the_same_number_of_queries_for_one_row_and_for_thirty() -> None:
    header = "contact_name,email,organisation,languages,time_zone\n"
    lines = [f"A{index},a{index}@naver.example,Naver,ko,서울\n" for index in range(30)]
    apply(header + "".join(lines))

    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            preview_import(given(header + "".join(lines[:count])), by=None)
        return len(captured)

    assert queries(1) == queries(30)


def demo_hub() -> Iterator[PeopleFile]:
    for name in ("startups", "mentors", "consultants", "contacts", "coordinators"):
        yield PeopleFile(f"{name}.csv", io.BytesIO((HUB / f"{name}.csv").read_bytes()))


@pytest.mark.django_db
def test_the_demo_hub_comes_in_and_a_second_time_changes_nothing() -> None:
    assert import_topics(io.BytesIO((HUB / "topics.csv").read_bytes()), by=None, now=NOW) == 24
    report = apply_import(list(demo_hub()), by=None, now=NOW)
    assert [(file.name, file.added, file.refused) for file in report.files] == [
        ("startups.csv", 96, 0),
        ("mentors.csv", 30, 0),
        ("consultants.csv", 12, 0),
        ("contacts.csv", 40, 0),
        ("coordinators.csv", 4, 0),
    ]
    again = apply_import(list(demo_hub()), by=None, now=NOW)
    assert {row.outcome for file in again.files for row in file.rows} == {"same"}
    assert Startup.objects.count() == 80


@pytest.mark.django_db
def test_topics_are_added_and_renamed_and_none_is_taken_away() -> None:
    first = "slug,name_ko,name_en\ntax,세무,Tax\npricing,가격,Pricing\n"
    second = "slug,name_ko,name_en\npricing,가격 책정,Pricing\n"
    counts = [import_topics(io.BytesIO(text.encode()), by=None, now=NOW) for text in (first, first, second)]
    assert counts == [2, 0, 1]
    assert dict(Topic.objects.values_list("slug", "name_ko")) == {"pricing": "가격 책정", "tax": "세무"}


@pytest.mark.django_db(transaction=True)
def test_the_same_file_from_eight_sides_at_once_comes_in_once() -> None:
    text = CONTACTS + "".join(f"B{i},b{i}@naver.example,Naver,ko,서울\n" for i in range(20))

    def one_side(_: int) -> list[str]:
        try:
            (file,) = apply(text).files
            return sorted({row.outcome for row in file.rows})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as sides:
        told = sorted(sides.map(one_side, range(8)))
    assert told == [["add"], *[["same"]] * 7]
    assert Person.objects.count() == AuditEntry.objects.count() == 21
