from pathlib import Path

import pytest

from intake.cities import CITIES
from intake.columns import COLUMNS, Kind

DOCUMENT = (Path(__file__).parents[3] / "docs" / "import-files.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", list(COLUMNS))
def test_every_column_is_documented_with_its_korean_heading(kind: Kind) -> None:
    undocumented = [
        one for one in COLUMNS[kind] if f"`{one.name}`" not in DOCUMENT or one.korean not in DOCUMENT
    ]
    assert undocumented == []


def test_every_city_is_documented_beside_its_zone() -> None:
    rows = [line.strip("| ").split(" | ") for line in DOCUMENT.splitlines() if line.startswith("| ")]
    documented = {city: row[0] for row in rows if "/" in row[0] for city in row[1].split(", ")}
    assert documented == dict(CITIES)
