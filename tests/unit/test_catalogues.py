from babel.messages.catalog import Catalog

from tests.catalogues import faults_of


def test_a_complete_catalogue_has_no_fault() -> None:
    catalogue = Catalog("ko")
    catalogue.add("Hello %(name)s", "%(name)s님, 안녕하세요")

    assert faults_of(catalogue, {"Hello %(name)s"}) == []


def test_each_kind_of_fault_is_named() -> None:
    catalogue = Catalog("ko")
    catalogue.add("Hello %(name)s", "안녕하세요")
    catalogue.add("Old", "옛날")
    catalogue.add("Empty", "")
    catalogue.add("Guess", "추측", flags=["fuzzy"])

    assert faults_of(catalogue, {"Hello %(name)s", "Empty", "Guess", "Missing"}) == [
        "not translated: 'Empty'",
        "not translated: 'Missing'",
        "other placeholders: 'Hello %(name)s' -> '안녕하세요'",
        "no longer said: 'Old'",
        "fuzzy: 'Guess'",
    ]
