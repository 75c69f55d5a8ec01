import io
import tracemalloc
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.csv_files import MAX_BYTES, MAX_ROWS, FileRefused, Record, read_sheet
from intake.spreadsheet import plain_cell, safe_cell

HEADER = "coordinator_name,email,phone"


def read(content: str | bytes) -> tuple[Record, ...]:
    return read_sheet("a.csv", io.BytesIO(content.encode() if isinstance(content, str) else content)).records


def refusals(content: str | bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(FileRefused) as refused:
        read(content)
    return [(problem.line, problem.column, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_hangul_is_the_same_in_every_accepted_encoding(encoding: str) -> None:
    records = read(f"{HEADER}\n김하늘,a@hub.example,".encode(encoding))
    assert [dict(record.cells) for record in records] == [
        {"coordinator_name": "김하늘", "email": "a@hub.example", "phone": ""}
    ]


def test_decomposed_hangul_of_a_mac_is_composed() -> None:
    (record,) = read(unicodedata.normalize("NFD", f"{HEADER}\n김하늘,a@hub.example,"))
    assert record.cells["coordinator_name"] == "김하늘"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n\r\n", "file_empty"),
        ("coordinator_name,email\n김".encode("utf-16"), "encoding_unknown"),
        (b"coordinator_name,email\n\xff\xff\xff,a@hub.example", "encoding_unknown"),
        (b"\xef\xbb\xbfcoordinator_name,email\n\xb1\xe8,a@hub.example", "encoding_unknown"),
        (b"name,email\na,b@hub.example", "kind_unknown"),
        (b"coordinator_name,contact_name,email\na,b,c@hub.example", "kind_ambiguous"),
        (b"coordinator_name,email\n", "file_has_no_rows"),
        (b"x" * (MAX_BYTES + 1), "file_too_large"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_at_its_first_line(content: bytes, code: str) -> None:
    assert refusals(content) == [(1, "", code)]


def test_a_nul_byte_is_refused_at_its_line() -> None:
    assert refusals(b"coordinator_name,email\na,a@hub.example\n\0") == [(3, "", "file_has_nul")]


def test_an_unclosed_quotation_mark_is_refused_at_the_line_it_opens() -> None:
    assert refusals(f'{HEADER}\na,a@hub.example,\n"b,b@hub.example,\nc,c@hub.example,\n') == [
        (3, "", "csv_broken")
    ]


def test_a_fifty_megabyte_file_is_never_held_in_memory() -> None:
    class Endless(io.RawIOBase):
        """Fifty megabytes that come into being as they are read."""

        left = 50 * 1024 * 1024

        def read(self, size: int = -1) -> bytes:
            taken = min(self.left, self.left if size < 0 else size)
            self.left -= taken
            return b"x" * taken

    tracemalloc.start()
    with pytest.raises(FileRefused) as refused:
        read_sheet("large.csv", Endless())  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.problems[0].code == "file_too_large"
    assert peak < 2 * MAX_BYTES


def test_more_rows_than_the_bound_are_refused_at_the_first_too_many() -> None:
    rows = "".join(f"a,a{index}@hub.example,\n" for index in range(MAX_ROWS + 1))
    assert refusals(f"{HEADER}\n{rows}") == [(MAX_ROWS + 2, "", "too_many_rows")]


def test_every_fault_of_a_header_is_told_at_once() -> None:
    assert refusals("coordinator_name,phone,phone,xyz,emial\n") == [
        (1, "email", "column_missing"),
        (1, "xyz", "column_unknown"),
        (1, "emial", "column_unknown_close"),
        (1, "phone", "column_twice"),
    ]


def test_a_misspelt_column_is_answered_with_the_likely_one() -> None:
    with pytest.raises(FileRefused) as refused:
        read("coordinator_name,email,time_zona\n")
    assert dict(refused.value.problems[0].parameters) == {"close": "time_zone"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_by_the_columns_it_names(delimiter: str) -> None:
    lines = [["Coordinator Name", "E-mail".replace("-", ""), "Phone"], ["a", "a@hub.example", "1,2;3\t4"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    assert [dict(record.cells) for record in read(text)] == [
        {"coordinator_name": "a", "email": "a@hub.example", "phone": "1,2;3\t4"}
    ]


def test_korean_headings_name_the_same_columns() -> None:
    (record,) = read("코디네이터,이메일,표시 언어\na,a@hub.example,한국어")
    assert dict(record.cells) == {"coordinator_name": "a", "email": "a@hub.example", "language": "한국어"}


def test_lines_are_numbered_as_in_the_file_past_empty_lines_and_line_ends_in_cells() -> None:
    records = read(f'{HEADER}\n\n"a\nb",a@hub.example,\n,,\nc,c@hub.example,\n')
    assert [record.line for record in records] == [3, 6]


def test_a_unicode_line_separator_inside_a_cell_does_not_end_the_line() -> None:
    (record,) = read(f"{HEADER}\na\u2028b,a@hub.example,")
    assert record.cells["coordinator_name"] == "a\u2028b"


def test_ragged_lines_are_told_one_by_one_and_the_others_read() -> None:
    records = read(f"{HEADER}\na,a@hub.example\nb,b@hub.example,,x\nc,c@hub.example,,\n")
    assert [[(one.code, dict(one.parameters)) for one in record.problems] for record in records] == [
        [("row_ragged", {"expected": 3, "found": 2})],
        [("row_ragged", {"expected": 3, "found": 4})],
        [],
    ]


def test_an_empty_heading_may_only_stand_over_empty_cells() -> None:
    records = read("coordinator_name,email,\na,a@hub.example,\nb,b@hub.example,lost\n")
    assert [[one.code for one in record.problems] for record in records] == [[], ["cell_without_heading"]]


def test_the_apostrophe_that_guards_a_phone_number_is_not_part_of_it() -> None:
    (record,) = read(f"{HEADER}\n'n Sync,a@hub.example,'+82 10-0123-4567")
    assert (record.cells["coordinator_name"], record.cells["phone"]) == ("'n Sync", "+82 10-0123-4567")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_a_cell_that_would_run_as_a_formula_is_guarded(start: str) -> None:
    assert safe_cell(f"{start}1") == f"'{start}1"


def test_other_cells_leave_as_they_are() -> None:
    assert [safe_cell(text) for text in ("", "김하늘", "1+1", "'tis")] == ["", "김하늘", "1+1", "'tis"]


@given(st.text(alphabet=st.sampled_from("'=+-@\t\ra1 ＋")) | st.text())
def test_every_text_comes_back_from_an_export_as_it_left(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
