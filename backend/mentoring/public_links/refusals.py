from django.utils.translation import gettext_lazy as _

from problems import Problem


class PublicLinkUnknown(Problem):
    code = "public_link_unknown"
    status = 404
    title = _("This link is not valid")
    detail = _("Open the link exactly as you were given it, or ask whoever gave it to you for a new one.")


class PublicLinkClosed(Problem):
    code = "public_link_closed"
    status = 410
    title = _("This link is no longer open")
    detail = _("It was taken back or has run out. Ask whoever gave it to you for a new one.")


class ExpiresTooSoon(Problem):
    code = "expires_in_past"
    title = _("That moment has passed")
    detail = _("Choose an end that lies ahead, or none.")
    field = "expires_at"


class NotYourLink(Problem):
    code = "link_for_oneself_only"
    status = 403
    title = _("Links are for your own time")
    detail = _(
        "Leave the expert out: the link shows your own free times. Coordinators make links for others."
    )
    field = "expert"
