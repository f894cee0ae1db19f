"""The one way to hand out what is made already: written and logged together, or neither."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from questionnaire.sheets.audience import Audience
from questionnaire.sheets.documents import Document
from questionnaire.sheets.write import ready_beside, writable
from questionnaire.store.keys import new_key
from questionnaire.store.values import Export
from questionnaire.text import one_line

if TYPE_CHECKING:
    from questionnaire.store.store import Store


class HandingOver:
    """Writes files that are about suppliers, with a row of the log for each supplier in them."""

    def __init__(self, store: "Store", *, by: str, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._by = by
        self._clock = clock

    def hand_over(
        self,
        data: bytes,
        path: Path,
        what: Document,
        suppliers: Sequence[str],
        *,
        audience: Audience,
        language: str,
        interview: str | None = None,
        force: bool = False,
    ) -> Path:
        """Write what is made already, with a row of the log for each supplier (a key) in it, and give the path.

        Raises SheetError, StoreError; then there is neither file nor log.
        """
        rows = [
            Export(
                id=new_key(),
                at=self._clock(),
                by=self._by,
                supplier=supplier,
                supplier_name="",
                interview=interview,
                what=str(what),
                audience=str(audience),
                language=language,
                file=one_line(path.name),
                digest=hashlib.sha256(data).hexdigest(),
            )
            for supplier in dict.fromkeys(suppliers)
        ]
        with (
            writable(path, force),
            ready_beside(data, path) as take_place,
            self._store.exporting(*rows),
        ):
            take_place()
        return path
