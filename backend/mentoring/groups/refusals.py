"""Why a seat is not given, as problems with stable codes."""

from django.utils.translation import gettext_lazy as _

from problems import Problem


class GroupFull(Problem):
    """`waiting` says how many people wait already."""

    code = "group_full"
    status = 409
    title = _("All seats are taken")
    detail = _("Join the waitlist: you are offered the next seat that comes free, in the order of arrival.")


class RegistrationClosed(Problem):
    code = "registration_closed"
    status = 409
    title = _("Registration is closed")
    detail = _("It is too late to join this group session, or it was cancelled. Look at the other ones.")


class AlreadyIn(Problem):
    """`place` is taken or waiting."""

    code = "already_in_group"
    status = 409
    title = _("You have a place already")
    detail = _("You have a seat in this group session, or wait for one. Look at it again.")


class NoPlace(Problem):
    code = "no_place_in_group"
    status = 409
    title = _("You have no place in it")
    detail = _("You have neither a seat in this group session nor a place on its waitlist. You can join it.")


class PlaceGone(Problem):
    code = "place_gone"
    status = 409
    title = _("They have no place any more")
    detail = _("This person has left meanwhile, or their offer ran out. Look at the list again.")


class OfferGone(Problem):
    code = "offer_gone"
    status = 409
    title = _("The offer is over")
    detail = _("The seat was not taken in time and went to the next person. You can join the waitlist again.")


class CommittedElsewhere(Problem):
    code = "committed_elsewhere"
    status = 409
    title = _("You are committed elsewhere then")
    detail = _("Another session of yours is at that time. Move or cancel it first, then take the seat.")


class SeatsTaken(Problem):
    """`at_least` is the smallest possible number of seats."""

    code = "seats_taken"
    status = 409
    title = _("More seats are taken")
    detail = _("There cannot be fewer seats than are taken or offered. Choose a higher number.")
    field = "seats"


class ClosedFromTheStart(Problem):
    code = "closed_from_the_start"
    title = _("Nobody could join any more")
    detail = _(
        "Registration would be closed already. Choose a later start, or let it close nearer to the start."
    )
    field = "closes_hours"
