"""Where sessions of browsers are kept (SESSION_ENGINE): Django's own, each with whose it is in the same statement."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from accounts.models import Person, SignIn


class SessionStore(db.SessionStore):
    person: Person | None = None  # as the row told that was read last

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        return row

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
        self.person = row.person if row else None
        return row
