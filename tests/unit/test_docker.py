"""What can be known of the container files without a container engine; hadolint reads the Dockerfile in `make lint`."""

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.environment import Environment

ROOT = Path(__file__).resolve().parent.parent.parent
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
COMPOSE_TEXT = (ROOT / "docker" / "compose.yaml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "web", "worker")


def test_the_services_are_those_that_meridian_needs() -> None:
    assert sorted(SERVICES) == ["caddy", "database", "migrate", "web", "worker"]


def test_every_image_has_a_version() -> None:
    images = [service["image"] for service in SERVICES.values()] + re.findall(
        r"^FROM (\S+)", DOCKERFILE, re.MULTILINE
    )

    assert [image for image in images if ":" not in image or image.endswith(":latest")] == []


def test_only_caddy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    assert SERVICES["database"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_whatever_a_service_refers_to_exists() -> None:
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        assert set(service.get("networks", ())) <= set(COMPOSE["networks"])
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / "docker" / source).exists()


def test_waiting_for_health_asks_only_those_that_tell_it() -> None:
    for service in SERVICES.values():
        for name, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[name] or "HEALTHCHECK" in DOCKERFILE
            else:
                assert SERVICES[name]["restart"] == "on-failure"


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_one_image_that_cannot_be_written_to(name: str) -> None:
    service = SERVICES[name]

    assert (service["image"], service["read_only"], service["init"]) == ("meridian:0.1.0", True, True)


def test_every_variable_handed_over_is_one_that_meridian_reads() -> None:
    known = {field.upper() for field in Environment.model_fields}

    assert set(SERVICES["web"]["environment"]) - known == set()


def test_every_variable_that_an_installation_may_need_is_handed_over() -> None:
    """But addresses that are the vendors' own, what the demo alone sets, and where a volume has to be mounted first."""
    known = {field.upper() for field in Environment.model_fields}
    left_out = {name for name in known if name.endswith(("_ENDPOINT", "_URI", "_EMULATOR_URL", "_BASE_URL"))}
    left_out |= {"GOOGLE_PUSH_TO_LOOPBACK", "MERIDIAN_EMBEDDED_DATABASE"}
    left_out |= {"MERIDIAN_VAR", "MERIDIAN_REPLIES_MAILDIR"}

    assert known - set(SERVICES["web"]["environment"]) == left_out


def test_no_secret_has_a_default() -> None:
    secret = re.compile(r"\$\{(\w*(?:SECRET|PASSWORD|TOKEN)\w*):-([^}]+)\}")

    assert secret.findall(COMPOSE_TEXT) == []


def test_the_production_settings_are_satisfied_by_what_compose_insists_on() -> None:
    def filled_in(variable: re.Match[str]) -> str:
        if variable[2]:  # only where it is set
            return ""
        return variable[1] if variable[1] is not None else "filled-in"

    given = {
        name.lower(): re.sub(r"\$\{\w+(?::-([^}]*)|(:\+)[^}]*|[^}]*)\}", filled_in, str(value))
        for name, value in _environment().items()
        if value is not None
    }

    assert Environment.model_validate(given | {"email_port": 587}).meridian_mode == "production"


def test_the_image_runs_as_nobody_special_with_hashed_packages() -> None:
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]

    assert re.findall(r"^USER (\S+)", last, re.MULTILINE) == ["10001"]
    assert "--require-hashes --requirement requirements.lock" in DOCKERFILE
    assert re.findall(r"^(?:CMD|ENTRYPOINT) (.)", last, re.MULTILINE) == ["["]
    assert "requirements-dev" not in DOCKERFILE


def test_what_the_image_copies_exists_and_is_not_kept_from_the_builder() -> None:
    rules = (ROOT / "docker" / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = [rule[1:] for rule in rules if rule.startswith("!")]
    copies = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)

    for source in " ".join(copies).split():
        assert (ROOT / source).exists(), source
        assert any(source.startswith(rule) or fnmatch(source, rule) for rule in let_in), source


def test_caddy_leads_to_the_port_that_the_web_server_has() -> None:
    caddyfile = (ROOT / "docker" / "Caddyfile").read_text(encoding="utf-8")

    assert re.findall(r"reverse_proxy (\S+)", caddyfile) == ["web:8000"]
    assert '"--host", "0.0.0.0", "--port", "8000"]' in DOCKERFILE


def _environment() -> dict[str, Any]:
    found: dict[str, Any] = SERVICES["web"]["environment"]
    return found
