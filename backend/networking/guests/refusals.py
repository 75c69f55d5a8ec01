"""Why a place at an event is not given, as problems with stable codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from problems import FieldProblem, Problem

FAULTS: Mapping[str, str | Promise] = {
    "required": _("This question needs an answer."),
    "not_a_text": _("Write a text."),
    "too_long": _("This answer is too long. Shorten it."),
    "not_an_option": _("Choose among the answers that are offered."),
}


class GuestLinkUnknown(Problem):
    code = "guest_link_unknown"
    status = 404
    title = _("This link opens nothing")
    detail = _(
        "It is not whole, or a newer one was sent. Open the link from the last message, or ask the hub."
    )


class EventFull(Problem):
    """`waiting` says how many guests of the kind wait already."""

    code = "event_full"
    status = 409
    title = _("All places are taken")
    detail = _(
        "Join the waiting list: you are offered the next place that comes free, in the order of arrival."
    )


class EventRegistrationClosed(Problem):
    code = "event_registration_closed"
    status = 409
    title = _("Registration is closed")
    detail = _("It is too late to register for this event, or it was cancelled. Look at the other ones.")


class AlreadyRegistered(Problem):
    """`state` is that of the registration."""

    code = "already_registered"
    status = 409
    title = _("You are registered already")
    detail = _("There is a registration of yours for this event. Look at it again.")


class CompanyRegistered(Problem):
    """`name` is of the colleague."""

    code = "company_registered"
    status = 409
    title = _("Your company is registered already")
    detail = _("A colleague has registered your company. Ask them to name you as a companion.")


class NotRegistered(Problem):
    code = "not_registered"
    status = 409
    title = _("You are not registered")
    detail = _("You have no place at this event and wait for none. You can register.")


class NotAGuest(Problem):
    code = "not_a_guest"
    status = 403
    title = _("This event is not for you")
    detail = _(
        "Startups and networking contacts of the hub register for events. Ask a coordinator if you need a place."
    )


class PlaceOfferGone(Problem):
    code = "place_offer_gone"
    status = 409
    title = _("The offer is over")
    detail = _(
        "The place was not taken in time and went to the next guest. You can join the waiting list again."
    )


class TooLateToCancel(Problem):
    """`until` was the last time."""

    code = "too_late_to_cancel"
    status = 409
    title = _("It is too late to cancel here")
    detail = _("The plan of the event counts on you by now. If you cannot come, tell the hub at once.")


class TooManyCompanions(Problem):
    """`at_most` is how many may come with one guest."""

    code = "too_many_companions"
    title = _("That are too many companions")
    detail = _("Name fewer people who come with you.")
    field = "companions"


class NeverThere(Problem):
    code = "never_there"
    title = _("No round lies within these hours")
    detail = _("Come earlier or stay longer: you would miss every round of the event.")
    field = "present_from"


class RegistrationAnswersRefused(Problem):
    """One row of `errors` per question: `answers.<id>`."""

    code = "registration_answers_refused"
    title = _("Please check your answers")
    detail = _("Correct the answers that are listed and send it again.")

    def __init__(self, faults: Mapping[int, str]) -> None:
        super().__init__()
        self.faults = faults

    def errors(self) -> list[FieldProblem]:
        return [FieldProblem(f"answers.{pk}", code, FAULTS[code]) for pk, code in self.faults.items()]


class NotDecidable(Problem):
    """`state` is the one in which the registration is."""

    code = "not_decidable"
    status = 409
    title = _("There is nothing to decide")
    detail = _("The registration is in another state meanwhile. Look at the list again.")


class NoContact(Problem):
    code = "no_contact"
    title = _("That is no networking contact")
    detail = _("Invite people of the directory who are networking contacts.")
    field = "experts"


class AddressTaken(Problem):
    code = "address_taken"
    status = 409
    title = _("Somebody has this address already")
    detail = _("Look for them among the contacts of the directory, or check the address.")
    field = "email"
