import sys
import tempfile
from pathlib import Path

from tests.benchmarks import page_weight
from tests.benchmarks.stand import Stand

ON_THE_STAND = ("bookings", "free_starts", "reminders")


def main(wanted: list[str]) -> None:
    names = wanted or [*ON_THE_STAND, "page_weight"]
    with tempfile.TemporaryDirectory(prefix="meridian-bench-") as folder, Stand(Path(folder)) as stand:
        from tests.benchmarks import bookings, free_starts, reminders

        benches = {"bookings": bookings, "free_starts": free_starts, "reminders": reminders}
        for name in names:
            print(f"\n{name.replace('_', ' ')}", flush=True)
            bench = page_weight if name == "page_weight" else benches[name]
            for label, figure in bench.measure(stand):
                print(f"  {label:<58} {figure:>16}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
