import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.benchmarks import page_weight
from tests.benchmarks.stand import Stand

ON_THE_STAND = (
    "engine",
    "pairing",
    "gathering",
    "registering",
    "event_day",
    "rounds",
    "bookings",
    "free_starts",
    "contention",
    "reminders",
    "google_writes",
    "push_storm",
    "at_size",
)


def main(wanted: list[str]) -> None:
    """`reminders=100000` measures that one at another size than its own."""
    names = wanted or [*ON_THE_STAND, "page_weight"]
    with tempfile.TemporaryDirectory(prefix="meridian-bench-") as folder, Stand(Path(folder)) as stand:
        benches = {name: import_module(f"tests.benchmarks.{name}") for name in ON_THE_STAND}
        for name, _, size in (word.partition("=") for word in names):
            print(f"\n{name.replace('_', ' ')}", flush=True)
            bench = page_weight if name == "page_weight" else benches[name]
            sizes = [int(size)] if size else []
            for label, figure in bench.measure(stand, *sizes):
                print(f"  {label:<58} {figure:>16}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
