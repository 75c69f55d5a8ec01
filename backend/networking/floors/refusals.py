"""Why a picture is not taken, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class PictureTooLarge(Problem):
    code = "picture_too_large"
    status = 413
    title = _("The picture is too large")
    detail = _("Choose one of at most 4 MB.")
    field = "picture"


class NotAPicture(Problem):
    code = "not_a_picture"
    title = _("This is not a picture of a kind that is shown here")
    detail = _("Choose a PNG, JPEG or WebP file.")
    field = "picture"
