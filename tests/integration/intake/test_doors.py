import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from accounts.models import Person, Role

GOOD = "coordinator_name,email,country\n박나무,namu@hub.example,KR\n".encode("cp949")
BAD = b"coordinator_name,email,phone,country\nEve,eve@hub.example,123,KR\n"


def upload(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def post(person: Person | None, path: str, *contents: bytes, language: str = "en") -> Any:
    client = APIClient(headers={"accept-language": language})
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    files = [upload(f"{index}.csv", content) for index, content in enumerate(contents)]
    return client.post(f"/api/imports/{path}", {"files": files}, format="multipart")


def test_a_preview_lists_what_would_be_added_and_adds_nothing(coordinator: Person) -> None:
    answer = post(coordinator, "preview/", GOOD)
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "applied": False,
            "files": [
                {
                    "name": "0.csv",
                    "kind": "coordinators",
                    "rows": [
                        {
                            "line": 2,
                            "outcome": "add",
                            "label": "박나무",
                            "changes": [
                                {"column": "coordinator_name", "before": "", "after": "박나무"},
                                {"column": "email", "before": "", "after": "namu@hub.example"},
                                {"column": "country", "before": "", "after": "KR"},
                                {"column": "time_zone", "before": "", "after": "Asia/Seoul"},
                                {"column": "language", "before": "", "after": "ko"},
                            ],
                            "problems": [],
                        }
                    ],
                    "added": 1,
                    "changed": 0,
                    "same": 0,
                    "refused": 0,
                }
            ],
        },
    )
    assert Person.objects.get() == coordinator


def test_applying_adds_the_people(coordinator: Person) -> None:
    assert post(coordinator, "", GOOD).json()["applied"] is True
    assert Person.objects.filter(email="namu@hub.example").exists()


def test_a_refused_row_names_column_code_and_what_to_do(coordinator: Person) -> None:
    answer = post(coordinator, "", GOOD, BAD)
    assert (answer.status_code, answer.json()["applied"]) == (200, False)
    assert answer.json()["files"][1]["rows"][0]["problems"] == [
        {
            "column": "phone",
            "code": "phone_invalid",
            "detail": "“123” is not a phone number of that country. "
            "Check it or begin with + and the country code.",
        }
    ]
    assert Person.objects.get() == coordinator


def test_a_fifty_megabyte_file_is_answered_and_not_read(coordinator: Person) -> None:
    answer = post(coordinator, "preview/", b"x" * (50 * 1024 * 1024))
    (file,) = answer.json()["files"]
    assert [problem["code"] for problem in file["rows"][0]["problems"]] == ["file_too_large"]


def test_an_upload_past_every_bound_is_refused_by_its_length_alone(coordinator: Person) -> None:
    client = APIClient()
    client.force_login(coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(
        "/api/imports/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2**30)
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")


def test_an_empty_file_is_answered_in_its_row_and_no_file_as_invalid(coordinator: Person) -> None:
    (file,) = post(coordinator, "preview/", b"").json()["files"]
    assert [problem["code"] for problem in file["rows"][0]["problems"]] == ["file_empty"]
    answer = post(coordinator, "preview/")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert [error["field"] for error in answer.json()["errors"]] == ["files"]


@pytest.mark.parametrize("path", ["preview/", ""])
@pytest.mark.parametrize("role", [Role.STARTUP_MEMBER, Role.MENTOR, Role.CONTACT])
@pytest.mark.django_db
def test_only_coordinators_may_send_files(role: Role, path: str) -> None:
    person = Person.objects.create_person(email="a@hub.example", name="A", role=role)
    assert (post(person, path, GOOD).status_code, post(None, path, GOOD).status_code) == (403, 401)


def run(*arguments: str | Path) -> str:
    out = io.StringIO()
    call_command("import_people", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_takes_people_in_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_bytes(GOOD)
    assert run("--dry-run", file) == (
        "staff.csv (coordinators): 1 to add, 0 to change, 0 the same, 0 refused\n"
        "  +     2  박나무\n"
        "Nothing was written.\n"
    )
    assert Person.objects.count() == 0
    assert run(file).endswith("Written.\n")
    assert run(file) == ("staff.csv (coordinators): 0 to add, 0 to change, 1 the same, 0 refused\nWritten.\n")


@pytest.mark.django_db
def test_the_command_fails_on_a_refused_row_and_on_a_missing_file(tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_bytes(BAD)
    for arguments in ([file], [file, "--dry-run"], [tmp_path / "absent.csv"]):
        with pytest.raises(CommandError) as failed:
            run(*arguments)
        assert failed.value.returncode == 1
    assert Person.objects.count() == 0
