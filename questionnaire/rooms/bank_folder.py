"""A folder of bank files, as unions keep them: what is in it, and which bank goes by a name."""

from pathlib import Path

from msgspec import Struct

from questionnaire.banks.mistakes import Mistake, near
from questionnaire.banks.model import Bank
from questionnaire.banks.read import check_bank, read_bank
from questionnaire.banks.versions import newer_bank
from questionnaire.errors import NotFoundError
from questionnaire.reference.countries import COUNTRIES_FILE
from questionnaire.text import one_line
from questionnaire.translation import _


class BankFile(Struct, frozen=True):
    """A bank file: the bank in it, or its mistakes."""

    path: Path
    bank: Bank | None
    mistakes: tuple[Mistake, ...]


class BankFolder:
    """The bank files of one folder; each is read when it is asked for, as it is then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def files(self) -> tuple[BankFile, ...]:
        """Every bank file of the folder, in order or not."""
        return tuple(BankFile(path, *check_bank(path)) for path in self._paths())

    def bank(self, name: str) -> Bank:
        """A bank by its id, or by the path of a file.

        Raises NotFoundError with the banks there are, BankMistakesError where the file has mistakes.
        """
        if name.endswith((".yaml", ".yml")) or any(mark in name for mark in "/\\"):
            return read_bank(Path(name).expanduser())
        named, paths = one_line(name), self._paths()
        paths.sort(key=lambda path: path.stem != named)
        ids: list[str] = []
        for path in paths:
            if path.stem == named:
                bank: Bank | None = read_bank(path)
            else:
                bank, _mistakes = check_bank(path)
            if bank is not None and bank.id == named:
                return bank
            ids += [bank.id] if bank else []
        meant = near(named, ids)
        hint = _("Did you mean {meant}?") if meant else _("There are: {known}.")
        message = _("There is no bank '{name}'.").format(name=named[:60])
        raise NotFoundError(message, hint.format(meant=meant, known=", ".join(sorted(ids)) or "-"))

    def newer_bank(self, bank: Bank) -> Bank | None:
        """The newest version of a bank in the folder, where it is newer than this one."""
        return newer_bank(self._paths(), bank)

    def _paths(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*.yaml") if path.name != COUNTRIES_FILE)
