"""`python -m tests.benchmarks`: how fast the tool is, each figure beside its floor of the same minute. Nothing is asserted.

Times depend on the machine and on what else it does; the ratios hold. What is compared takes turns, and figures are medians.
"""

import argparse
import sys

from tests.benchmarks import keys, read_bank, save, sheets, start
from tests.benchmarks.measured import Row, machine, table_of

NAMES = ("start", "save", "keys", "bank", "sheets")


def main() -> None:
    """Measure what the command line names, and print the table."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="How fast the tool is, beside its floors."
    )
    parser.add_argument(
        "--runs",
        type=int,
        default=11,
        metavar="N",
        help="how often each thing is done, or tens of times (11)",
    )
    parser.add_argument(
        "--only", action="append", choices=NAMES, help="measure this alone; may be given more than once"
    )
    parser.add_argument(
        "--harlequin", action="store_true", help="install harlequin in a temporary folder, and start it too"
    )
    chosen = parser.parse_args()
    rows: list[Row] = []
    for name in chosen.only or NAMES:
        sys.stderr.write(f"{name} ...\n")
        rows += _measured(name, max(chosen.runs, 1), chosen.harlequin)
    sys.stdout.write(f"{table_of(rows)}\n\n{machine()}\n")


def _measured(name: str, runs: int, harlequin: bool) -> list[Row]:
    match name:
        case "start":
            return list(start.measure(runs, harlequin))
        case "save":
            return list(save.measure(runs))
        case "keys":
            return list(keys.measure(runs))
        case "bank":
            return list(read_bank.measure(3 * runs))
        case _:
            return list(sheets.measure(3 * runs))


if __name__ == "__main__":
    main()
