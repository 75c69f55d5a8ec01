"""Rows are written as they are, one or many of them: a few as rows, from some on as columns."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from messaging.models import Channel, Message, MessageKind, MessageState, SuppressedNumber
from storing import insert, insert_new
from storing.rows import SEVERAL
from tests.factories.hub import a_founder

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
HOW_MANY = pytest.mark.parametrize("number", [1, SEVERAL - 1, SEVERAL, 3 * SEVERAL])


def entries(number: int, **fields: Any) -> list[AuditEntry]:
    defaults: dict[str, Any] = {"subject_kind": "session", "action": "moved", "at": NOW}
    return [
        AuditEntry(**{**defaults, "subject_id": str(one), "details": {"n": [one, None]}, **fields})
        for one in range(number)
    ]


@HOW_MANY
def test_each_row_knows_its_own_key(number: int) -> None:
    rows = entries(number)
    with CaptureQueriesContext(connection) as statements:
        insert(rows)
    assert len(statements) == 1
    written = {entry.pk: (entry.subject_id, entry.details) for entry in AuditEntry.objects.all()}
    assert written == {row.pk: (row.subject_id, row.details) for row in rows}


@HOW_MANY
def test_every_kind_of_value_comes_back_as_it_was(number: int) -> None:
    person = a_founder()
    rows = [
        Message(
            person=person,
            kind=MessageKind.MOVED if one % 2 else "moved",
            channel="sms" if one % 2 else Channel.SMS,
            state=MessageState.SENT,
            language="ko",
            body=f"{{}}, \\ \" ' NULL {one}\n내일",
            not_before=NOW + timedelta(microseconds=one),
            created_at=NOW,
            settled_at=None if one % 3 else NOW,
            parts=None if one % 2 else one,
            price=None if one % 2 else Decimal("0.05") * one,
            price_unit="USD",
            promotional=bool(one % 2),
        )
        for one in range(number)
    ]
    insert(rows)
    names = [field.attname for field in Message._meta.concrete_fields]
    for row, found in zip(rows, Message.objects.order_by("pk"), strict=True):
        assert [getattr(row, name) for name in names] == [getattr(found, name) for name in names]


@HOW_MANY
def test_what_is_too_long_is_refused_and_not_cut(number: int) -> None:
    with pytest.raises(DataError), transaction.atomic():
        insert(entries(number, action="x" * 61))


@HOW_MANY
def test_what_is_there_already_is_left_out(number: int) -> None:
    phones = [f"+8210555{one:05}" for one in range(number)]
    assert insert_new([SuppressedNumber(phone=phone, since=NOW, source="reply") for phone in phones])
    more = ["+821055599999", *phones]
    assert not insert_new([SuppressedNumber(phone=phone, since=NOW, source="reply") for phone in more])
    assert SuppressedNumber.objects.count() == number + 1
