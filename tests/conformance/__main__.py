"""`python -m tests.conformance FILE...`: hold the product's engines against files of cases.

Prints one line per failing case, then `N passed, N failed`; exits 1 if any failed, 2 if a file cannot be read.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.conformance.runner import UnreadableFile, run_file


def main(names: Sequence[str]) -> int:
    if not names:
        print("usage: python -m tests.conformance FILE...", file=sys.stderr)
        return 2
    passed = failed = 0
    for name in names:
        try:
            verdicts = run_file(Path(name))
        except (OSError, json.JSONDecodeError, UnreadableFile) as error:
            print(f"{name}: {error}", file=sys.stderr)
            return 2
        for verdict in verdicts:
            if verdict.difference is not None:
                print(f"{name}: {verdict.case}: {verdict.difference}")
        failed += sum(verdict.difference is not None for verdict in verdicts)
        passed += sum(verdict.difference is None for verdict in verdicts)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
