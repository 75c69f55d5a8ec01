"""The checkers see what is wrong with pairs that no solver of ours would make."""

from mentoring.cycles.asking import Question
from mentoring.cycles.checking import broken_promises
from mentoring.cycles.scored import Scored
from mentoring.cycles.stability import blocking_pairs
from tests.factories.cycles import a_document, asked


def question(**demands: object) -> Question:
    document = a_document([[900, 800], [800, 300]])
    document["standing"] = [[1, 101, None]]
    document["experts"][1]["vetoes"] = [2]
    return Question(Scored(document, asked(**demands)))


def test_pairs_that_keep_all_have_no_fault() -> None:
    assert broken_promises(question(), [(0, 0)]) == []


def test_everything_broken_is_named() -> None:
    told = broken_promises(question(required=[[1, 102]], forbidden=[[2, 101]]), [(1, 0), (1, 1)])
    assert told == [
        "(0, 0) stands and is missing",
        "(0, 1) is required and missing",
        "(1, 0) is forbidden",
        "(1, 1) cannot be: veto",
        "startup 2 has 2",
    ]


def test_colleagues_with_too_much_are_named() -> None:
    document = a_document([[900, 800], [800, 300]])
    for expert in document["experts"]:
        expert["organisation"] = "golden"
    found = Question(Scored(document, asked(most_per_organisation=1)))
    assert broken_promises(found, [(0, 0), (1, 1)]) == ["experts [0, 1] have 2"]


def test_two_who_would_rather_have_each_other_block() -> None:
    document = a_document([[900, 100], [800, 300]])
    found = Question(Scored(document, asked(is_stable=True)))
    assert blocking_pairs(found, [(0, 1), (1, 0)]) == [(0, 0)]
    assert blocking_pairs(found, [(0, 0), (1, 1)]) == []
