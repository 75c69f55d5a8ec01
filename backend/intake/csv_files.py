"""A CSV file as people send it, read into lines with named cells, or refused with the reason."""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from intake.cells import CellProblem, Parameter
from intake.columns import COLUMNS, NAME_COLUMNS, Kind, canonical, is_known
from intake.spreadsheet import plain_cell

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
_DELIMITERS = ",;\t"
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


class FileRefused(Exception):
    """The file as a whole cannot be read; `kind` is told when the header was clear about it."""

    def __init__(self, *problems: CellProblem, kind: Kind | None = None) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
        self.kind = kind


@dataclass(frozen=True)
class Record:
    """One line of a sheet: its number in the file and its cells by documented column name."""

    line: int
    cells: Mapping[str, str]
    problems: tuple[CellProblem, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A file that could be read: what it is, which columns it gives, and its lines."""

    name: str
    kind: Kind
    columns: tuple[str, ...]
    records: tuple[Record, ...]


def read_sheet(name: str, stream: BinaryIO) -> Sheet:
    """Read one CSV file (UTF-8 with or without BOM, or CP949; comma, semicolon or tab).

    Never holds more than `MAX_BYTES` + 1 bytes of it. Raises `FileRefused` when the file as a whole
    cannot be understood; a single ragged line is a problem of that line's record.
    """
    text = decoded(bounded(stream))
    lines = _lines(text, delimiter_of(text))
    header_line, headings = next(lines, (1, []))
    columns = _columns(headings)
    kind = _kind(columns, header_line)
    _check_header(columns, kind, header_line)
    records = tuple(_records(lines, columns, kind))
    if not records:
        raise FileRefused(CellProblem(header_line, "", "file_has_no_rows"), kind=kind)
    return Sheet(name, kind, tuple(column for column in columns if column), records)


def bounded(stream: BinaryIO) -> bytes:
    """The bytes of `stream`, at most `MAX_BYTES`; refuses `file_too_large` after reading one byte more."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _refused("file_too_large", megabytes=MAX_BYTES // (1024 * 1024))
    return content


def decoded(content: bytes) -> str:
    """`content` as text in composed form (NFC: files from a Mac carry Hangul as separate jamo)."""
    if not content.strip():
        raise _refused("file_empty")
    if content.startswith(_UTF16_BOMS):
        raise _refused("encoding_unknown")
    if b"\0" in content:
        raise _refused("file_has_nul", line=content.count(b"\n", 0, content.index(b"\0")) + 1)
    return unicodedata.normalize("NFC", _text(content))


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            if content.startswith(_UTF8_BOM):
                break
    raise _refused("encoding_unknown")


def delimiter_of(text: str) -> str:
    """The delimiter under which the first line names most known columns; a comma when none does."""
    first_line = io.StringIO(text.lstrip("\r\n"), newline="").readline()

    def known(delimiter: str) -> int:
        headings = next(csv.reader([first_line], delimiter=delimiter), [])
        return sum(is_known(heading) for heading in headings)

    return max(_DELIMITERS, key=known)


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Lines that hold something, each with the number of the file's line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _refused("csv_broken", line=begins) from error


def _columns(headings: Sequence[str]) -> tuple[str, ...]:
    return tuple(canonical(plain_cell(heading.strip())) for heading in headings)


def _kind(columns: Sequence[str], line: int) -> Kind:
    kinds = {NAME_COLUMNS[column] for column in columns if column in NAME_COLUMNS}
    if len(kinds) == 1:
        return kinds.pop()
    code = "kind_ambiguous" if kinds else "kind_unknown"
    raise _refused(code, line=line, names=", ".join(NAME_COLUMNS))


def _check_header(columns: Sequence[str], kind: Kind, line: int) -> None:
    documented = {column.name: column.required for column in COLUMNS[kind]}
    missing = [name for name, required in documented.items() if required and name not in columns]
    unknown = [column for column in dict.fromkeys(columns) if column and column not in documented]
    twice = [column for column in dict.fromkeys(columns) if column and columns.count(column) > 1]
    problems = [
        *(CellProblem(line, column, "column_missing") for column in missing),
        *(_unknown_column(line, column, list(documented)) for column in unknown),
        *(CellProblem(line, column, "column_twice") for column in twice),
    ]
    if problems:
        raise FileRefused(*problems, kind=kind)


def _unknown_column(line: int, column: str, documented: Sequence[str]) -> CellProblem:
    close = difflib.get_close_matches(column.casefold(), documented, n=1)
    if close:
        return CellProblem(line, column, "column_unknown_close", {"close": close[0]})
    return CellProblem(line, column, "column_unknown", {"known": ", ".join(documented)})


def _records(lines: Iterator[tuple[int, list[str]]], columns: Sequence[str], kind: Kind) -> Iterator[Record]:
    for count, (line, cells) in enumerate(lines, start=1):
        if count > MAX_ROWS:
            raise FileRefused(CellProblem(line, "", "too_many_rows", {"most": MAX_ROWS}), kind=kind)
        yield _record(line, cells, columns)


def _record(line: int, cells: list[str], columns: Sequence[str]) -> Record:
    named = {
        column: plain_cell(cell.strip()).strip()
        for column, cell in zip(columns, cells, strict=False)
        if column
    }
    stray = [cell for column, cell in zip(columns, cells, strict=False) if not column and cell.strip()]
    if stray:
        return Record(line, named, (CellProblem(line, "", "cell_without_heading"),))
    if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns) :]):
        counts: dict[str, Parameter] = {"expected": len(columns), "found": len(cells)}
        return Record(line, named, (CellProblem(line, "", "row_ragged", counts),))
    return Record(line, named)


def _refused(code: str, line: int = 1, **parameters: Parameter) -> FileRefused:
    return FileRefused(CellProblem(line, "", code, parameters))
