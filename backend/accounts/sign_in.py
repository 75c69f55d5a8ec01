from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Person

CODE_MAIL = "account/email/login_code"
UNKNOWN_MAIL = "account/email/unknown_account"


class InvitedPeopleOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People come in by a coordinator's files; a stranger cannot open an account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """The mails of signing in in our words; the code to its person in the person's language."""
        to = [email] if isinstance(email, str) else email
        if template_prefix == CODE_MAIL:
            with override(Person.objects.get_by_natural_key(to[0]).language):
                subject, body = _code_mail(context["code"])
        elif template_prefix == UNKNOWN_MAIL:
            subject, body = _unknown_mail()
        else:
            other: EmailMessage = super().render_mail(template_prefix, email, context, headers)
            return other
        return EmailMessage(subject, body, self.get_from_email(), to, headers=headers)


def _code_mail(code: str) -> tuple[str, str]:
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    # The code stands alone on its line: people copy it, the demo's mailbox finds it.
    lines = [
        _("Your code to sign in to Meridian:"),
        code,
        _(
            "It is good for %(minutes)s minutes and one sign-in. If you did not ask for it, there is nothing to do."
        )
        % {"minutes": minutes},
    ]
    return _("Your sign-in code"), "\n\n".join(lines) + "\n"


def _unknown_mail() -> tuple[str, str]:
    body = _(
        "Somebody, probably you, tried to sign in to Meridian with this address, but the hub does not know it. "
        "Try the address that the hub has of you, or ask a coordinator to add this one."
    )
    return _("This address is not known to the hub"), body + "\n"
