"""The command line of the backend: `python backend/manage.py COMMAND`."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "backend"), str(ROOT)]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.embedded_database import ensure_database

    if sys.argv[1:2] == ["demo"]:
        # The launcher makes the environment that settings need, so it runs before Django.
        from demo.launcher.command import main as launch

        sys.exit(launch(sys.argv[2:], ensure_database))
    from django.core.management import execute_from_command_line

    ensure_database()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
