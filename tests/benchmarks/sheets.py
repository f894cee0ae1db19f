"""Writing an answer sheet in each format, beside the writing of the same bytes to the disk."""

import itertools
import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from questionnaire.banks.model import Respondent
from questionnaire.interviews.answers import Answer
from questionnaire.sheets.write import FORMATS, write_sheet
from questionnaire.workspace import open_workspace
from tests.benchmarks.answers import value_for
from tests.benchmarks.measured import Row
from tests.benchmarks.programs import BANK, site


def measure(runs: int) -> Iterator[Row]:
    """A row for each format; the first sheet of each, which imports what the format needs, does not count."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with open_workspace(str(folder / "one.db")) as workspace:
            workspace.add_supplier(site(1), "BD", workers=900)
            interview = workspace.start_interview(site(1), BANK, Respondent.MANAGEMENT)
            for step in itertools.chain(interview.asked(), interview.asked()):
                interview.record(step.question.id, Answer(value_for(step.question, 0)))
            sheet = workspace.sheet(interview)
        for ending in FORMATS:
            path = write_sheet(sheet, folder / f"sheet{ending}")
            data = path.read_bytes()
            times, floor = [], []
            for _run in range(runs):
                start = time.perf_counter()
                write_sheet(sheet, path, force=True)
                written = time.perf_counter()
                _write(data, folder / "bare")
                times.append(written - start)
                floor.append(time.perf_counter() - written)
            yield Row(f"sheet, {ending[1:]} ({len(data) // 1000} kB)", times, "its bytes, synced", floor)


def _write(data: bytes, path: Path) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
