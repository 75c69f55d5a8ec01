"""Cases of other schedulers and of independent references; `python -m tests.conformance` runs any file of them."""

import sys
from pathlib import Path

BACKEND = str(Path(__file__).resolve().parents[2] / "backend")
if BACKEND not in sys.path:  # pytest has it already, `python -m` has not
    sys.path.insert(0, BACKEND)
