"""Where sessions of browsers are kept (SESSION_ENGINE): Django's own, each with whose it is in the same statement."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from accounts.models import Person, SignIn
from storing import Compiled

BY_KEY = Compiled(
    lambda key, now: SignIn.objects.filter(session_key=key, expire_date__gt=now),
    key=str,
    now=datetime,
)


class SessionStore(db.SessionStore):
    person: Person | None = None  # as the row told that was read last

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        return row

    def _get_session_from_db(self) -> SignIn | None:
        key = self.session_key or ""
        now = timezone.now()  # noqa: TID251 -- Django dated it by the world's clock
        # A key as Django makes them is letters and digits; others are nobody's.
        found = BY_KEY.objects(key=key, now=now) if key.isalnum() else []
        if not found:
            self._session_key = None
            return None
        self.person = found[0].person
        return found[0]
