"""Why a number is not verified (yet)."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class NoNumber(Problem):
    code = "no_number"
    status = 409
    title = _("There is no number")
    detail = _("Enter your mobile number first and save it.")


class NumberIsVerified(Problem):
    code = "number_is_verified"
    status = 409
    title = _("The number is verified")
    detail = _("It is known to be yours already, and nothing more is to do.")


class LandlineGetsNoTexts(Problem):
    code = "landline"
    status = 409
    title = _("A landline")
    detail = _("That is a landline, which gets no text messages. Give a mobile number, or leave it empty.")


class NumberIsStopped(Problem):
    code = "number_is_stopped"
    status = 409
    title = _("That number wants no texts")
    detail = _(
        "Texts to this number were stopped not long ago. Whoever has the phone can allow them again by the link in the"
        " last text, or by answering START."
    )


class TextsNotSetUp(Problem):
    code = "texts_not_set_up"
    status = 409
    title = _("No text messages here")
    detail = _("This installation sends no text messages. You get everything by e-mail.")


class UnitedStatesNotRegistered(Problem):
    code = "us_not_registered"
    status = 409
    title = _("No texts to the United States yet")
    detail = _(
        "This hub is not registered with the carriers of the United States. You get everything by e-mail; another"
        " country's number works."
    )


class NumberTakesNoTexts(Problem):
    """`retry_at` says from when on a code is tried again, once a day."""

    code = "bad_number"
    status = 429
    title = _("No text arrives at this number")
    detail = _("Its carrier says so. Enter another mobile number, or try this one again in a day.")


class TooManyCodes(Problem):
    """`retry_at` says from when on another one is sent."""

    code = "too_many_codes"
    status = 429
    title = _("Not another code yet")
    detail = _("A code was sent a moment ago, or several were. Wait, and ask for another one then.")


class WrongCode(Problem):
    """`tries_left` says how many more this code bears."""

    code = "wrong_code"
    status = 400
    title = _("That is not the code")
    detail = _("Look at the newest text and enter its six digits.")
    field = "code"


class CodeOver(Problem):
    code = "code_over"
    status = 409
    title = _("That code is over")
    detail = _("It was used, replaced, tried too often or is older than ten minutes. Ask for another one.")
