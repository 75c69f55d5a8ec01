"""Calendars are looked at outside the transaction that an Idempotency-Key makes of a whole request."""

import functools
from collections.abc import Callable
from secrets import SystemRandom
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from mentoring.own_calendars import LookFirst, look

CHANCE = SystemRandom().random


class LooksFirst(APIView):
    """A view with deeds that may want calendars to be looked at before."""

    looked: frozenset[int] = frozenset()  # whose were, for this request


def looking_first(post: Callable[..., Response]) -> Callable[..., Response]:
    """Where a deed raises LookFirst, look, and do it again: of each person once. Goes around `once`."""

    @functools.wraps(post)
    def looked(view: LooksFirst, request: Request, *args: Any, **kwargs: Any) -> Response:
        while True:
            try:
                return post(view, request, *args, **kwargs)
            except LookFirst as first:
                look(people=first.people, now=clock.now(), chance=CHANCE())
                view.looked |= frozenset(first.people)

    return looked
