"""The house as `pyproject.toml` states it: the direction of imports, and no package outside of it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def packages_of_the_backend() -> set[str]:
    return {path.parent.name for path in (ROOT / "backend").glob("*/__init__.py")}


def test_every_package_has_its_layer() -> None:
    layers = LINTER["contracts"][0]["layers"]
    named = {name.strip() for layer in layers for name in layer.split("|")}

    assert named == packages_of_the_backend()
    assert set(LINTER["root_packages"]) == packages_of_the_backend() | {"integrations"}


def test_every_area_keeps_the_layers_within() -> None:
    # `clock`, `problems`, `processes`, `queueing`, `storing` and `typefaces` are single ideas without layers; `config`
    # puts the areas together.
    assert set(LINTER["contracts"][1]["containers"]) == packages_of_the_backend() - {
        "clock",
        "problems",
        "processes",
        "queueing",
        "storing",
        "typefaces",
        "config",
    }


def test_the_outside_world_is_kept_from_every_package() -> None:
    assert packages_of_the_backend() <= set(LINTER["contracts"][2]["forbidden_modules"])


def test_imports_go_in_the_stated_direction() -> None:
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'backend'}:{ROOT}"}
    linter = Path(sys.executable).parent / "lint-imports"

    checked = subprocess.run(
        [str(linter), "--no-logo"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout
