"""Coordinators' doors to programmes."""

from typing import Any

from rest_framework.test import APIClient

from audit.models import AuditEntry
from mentoring.models import Programme

DESK = "/api/programme-desk/"


def post(client: APIClient, path: str, **body: Any) -> Any:
    return client.post(f"{DESK}{path}", body, format="json")


def patch(client: APIClient, slug: str, seen: str | None = None, **body: Any) -> Any:
    headers = {"If-Match": seen} if seen else {}
    return client.patch(f"{DESK}{slug}/", body, format="json", headers=headers)


def put(client: APIClient, path: str, **body: Any) -> Any:
    return client.put(f"{DESK}{path}", body, format="json")


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def faults(answer: Any) -> list[tuple[str, str]]:
    return [(row["field"], row["code"]) for row in answer.json()["errors"]]


def deeds(programme: Programme) -> list[str]:
    entries = AuditEntry.objects.filter(subject_kind="programme", subject_id=str(programme.pk))
    return list(entries.order_by("pk").values_list("action", flat=True))
