"""How many more startups an expert takes, counted by one at a time."""

from collections import Counter
from collections.abc import Callable

from mentoring.models import Programme, Relation
from mentoring.programmes.queries import capacities_in
from mentoring.relations.models import STANDING


def room_in(programme: Programme) -> Callable[[int], int]:
    """How many startups more each expert (id) takes, beside those that are theirs or were offered; less than 0 for one who
    takes fewer than before.

    Whoever offers pairs in the programme waits until the transaction ends: of two who count at once the second counts what
    the first has offered.
    """
    Programme.objects.select_for_update(no_key=True).values_list("pk").get(pk=programme.pk)
    standing = Relation.objects.filter(programme=programme, state__in=STANDING)
    taken = Counter(standing.values_list("expert", flat=True))
    capacity = capacities_in(programme)
    return lambda expert: capacity(expert) - taken[expert]
