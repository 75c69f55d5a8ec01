"""Papers of an event: how many pages, the same bytes each time, nothing over the edge, and files others can read."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.papers.agendas import agendas_pdf, check_in_list_pdf
from networking.papers.badges import badges_pdf
from networking.papers.cards import table_cards_pdf
from networking.papers.lettering import fitting_size, shortened, width_of, wrapped
from networking.papers.occasion import Arrival, Badge, Occasion, PersonalAgenda, Seating, TableCard
from networking.papers.workbook import MAIN, Cell, SheetOfRows, xlsx_of

AT = datetime(2027, 3, 5, 5, 0, tzinfo=UTC)
BADGE = Badge("김서연", "하늘데이터", "startup", "https://meridian.example/t/1")


def occasion(language: str = "ko") -> Occasion:
    return Occasion("네트워킹 데이", "AI 양재 허브", AT, "Asia/Seoul", language)


def seatings(count: int) -> list[Seating]:
    return [
        Seating(
            AT + timedelta(minutes=25 * place), AT + timedelta(minutes=25 * place + 20), "3", ["Ada"], "why"
        )
        for place in range(count)
    ]


def pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF-")
    return pdf.count(b"/Type /Page\n")


def arrivals(count: int) -> list[Arrival]:
    return [Arrival("Ada", "Analytical", "contact", "7F3K", AT, "3", 1, None) for _ in range(count)]


@pytest.mark.parametrize(("guests", "sheets"), [(0, 1), (1, 1), (10, 1), (11, 2), (20, 2)])
def test_ten_badges_fill_a_sheet(guests: int, sheets: int) -> None:
    assert pages(badges_pdf(occasion(), [BADGE] * guests)) == sheets


@pytest.mark.parametrize(("cards", "sheets"), [(0, 1), (1, 1), (3, 3)])
def test_each_table_has_a_card_of_its_own(cards: int, sheets: int) -> None:
    card = TableCard("3", ["Ada Byron"], seatings(20), "screen")
    assert pages(table_cards_pdf(occasion(), [card] * cards)) == sheets


def test_each_guest_has_a_page_and_a_long_day_goes_on_on_the_next() -> None:
    agendas = [
        PersonalAgenda(BADGE, seatings(8)),
        PersonalAgenda(BADGE, []),
        PersonalAgenda(BADGE, seatings(30)),
    ]
    assert pages(agendas_pdf(occasion(), agendas[:2])) == 2
    assert pages(agendas_pdf(occasion(), agendas)) == 5
    assert pages(agendas_pdf(occasion(), [])) == 1


@pytest.mark.parametrize(("guests", "sheets"), [(0, 1), (30, 1), (31, 1), (200, 5)])
def test_the_list_at_the_door_goes_on_over_pages(guests: int, sheets: int) -> None:
    assert pages(check_in_list_pdf(occasion("en"), arrivals(guests))) == sheets


def test_the_same_guests_give_the_same_bytes() -> None:
    one = [badges_pdf(occasion(), [BADGE]), agendas_pdf(occasion(), [PersonalAgenda(BADGE, seatings(3))])]
    other = [badges_pdf(occasion(), [BADGE]), agendas_pdf(occasion(), [PersonalAgenda(BADGE, seatings(3))])]
    assert one == other


def test_markup_in_a_name_is_text() -> None:
    guest = Badge("<b>R&D</b> <i", "A & B", "startup", "t")
    assert pages(agendas_pdf(occasion(), [PersonalAgenda(guest, seatings(1))])) == 1


@given(st.text(max_size=80), st.floats(20, 300), st.integers(1, 4))
def test_lines_are_never_wider_than_their_place(text: str, width: float, lines: int) -> None:
    written = wrapped(text, width, 10, lines)
    assert len(written) <= lines
    # A place narrower than one letter cannot be kept: 20 points hold every letter of ten.
    assert [line for line in written if width_of(line, 10) > width] == []


def test_a_long_name_gets_smaller_and_then_shorter() -> None:
    name = "Alexandria Featherstonehaugh-Montgomery of Nowhere"
    assert fitting_size("김서연", 200, 24, 12) == 24
    assert fitting_size(name, 200, 24, 12) == 12
    short = shortened(name, 200, 12)
    assert short.endswith("…")
    assert width_of(short, 12) <= 200


def read(workbook: bytes) -> dict[str, list[list[tuple[str, str]]]]:
    """Rows of each sheet as ECMA-376 has them: the place of a cell, and its text or number."""
    package = ZipFile(BytesIO(workbook))
    assert package.testzip() is None
    names = [one.attrib["name"] for one in ET.fromstring(package.read("xl/workbook.xml"))[0]]
    found = {}
    for number, name in enumerate(names, start=1):
        sheet = ET.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
        rows = sheet.findall(f"{{{MAIN}}}sheetData/{{{MAIN}}}row")
        found[name] = [[(cell.attrib["r"], "".join(cell.itertext())) for cell in row] for row in rows]
    return found


def test_a_workbook_reads_back_with_its_texts_numbers_and_instants() -> None:
    rows: list[list[Cell]] = [
        ['=1+1 <김> & "x"', 3, AT],
        ["a\x0bb", None, None],
        ["", 0, AT.replace(hour=17)],
    ]
    book = xlsx_of([SheetOfRows("참석자", ["이름", "n", "때"], rows), SheetOfRows("B", [], [])])
    assert read(book) == {
        "참석자": [
            [("A1", "이름"), ("B1", "n"), ("C1", "때")],
            [("A2", '=1+1 <김> & "x"'), ("B2", "3"), ("C2", "46451.2083333333")],
            [("A3", "ab")],
            [("B4", "0"), ("C4", "46451.7083333333")],
        ],
        "B": [[]],
    }
    assert book == xlsx_of([SheetOfRows("참석자", ["이름", "n", "때"], rows), SheetOfRows("B", [], [])])


def test_columns_after_z_have_two_letters() -> None:
    book = read(xlsx_of([SheetOfRows("wide", [str(place) for place in range(28)], [])]))
    assert [at for at, _ in book["wide"][0]][24:] == ["Y1", "Z1", "AA1", "AB1"]
