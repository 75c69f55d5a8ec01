"""Who may call an endpoint. Each view names one of these; what a person sees inside is the queries' business."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.models import Person, Role

if TYPE_CHECKING:
    from rest_framework.views import APIView


class Nobody(BasePermission):
    """The default: a view that forgot to say who may call it is closed."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return False


class AnyoneSignedIn(BasePermission):
    def has_permission(self, request: Request, view: "APIView") -> bool:
        return isinstance(request.user, Person) and request.user.is_active


class _Roles(BasePermission):
    roles: frozenset[str] = frozenset()

    def has_permission(self, request: Request, view: "APIView") -> bool:
        user = request.user
        return isinstance(user, Person) and user.is_active and user.role in self.roles


class Coordinators(_Roles):
    roles = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


class Administrators(_Roles):
    roles = frozenset({Role.ADMINISTRATOR})


class StartupMembers(_Roles):
    roles = frozenset({Role.STARTUP_MEMBER})


class Experts(_Roles):
    roles = frozenset({Role.MENTOR, Role.CONTACT})


class SessionSides(_Roles):
    """Those whose time sessions take: who is asked and who asks."""

    roles = Experts.roles | StartupMembers.roles


class MentorsAndCoordinators(_Roles):
    roles = frozenset({Role.MENTOR}) | Coordinators.roles


class StartupsAndCoordinators(_Roles):
    roles = StartupMembers.roles | Coordinators.roles


class SessionPeople(_Roles):
    """Everybody who can have a session or run them; contacts cannot yet."""

    roles = frozenset({Role.STARTUP_MEMBER, Role.MENTOR}) | Coordinators.roles


class EventGuests(_Roles):
    """Those who come to networking events."""

    roles = frozenset({Role.STARTUP_MEMBER, Role.CONTACT})
