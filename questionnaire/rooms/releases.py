"""The versions of banks: those a database holds, and those of the folder. Never makes a database."""

from pathlib import Path

from questionnaire.banks.model import Bank
from questionnaire.errors import NotFoundError
from questionnaire.rooms.bank_folder import BankFolder
from questionnaire.store.addresses import Address
from questionnaire.text import one_line
from questionnaire.translation import _


class Releases:
    """The versions of banks in one place: a database, which may not be there yet, and a folder."""

    def __init__(self, address: Address, folder: BankFolder) -> None:
        self._address = address
        self._folder = folder

    def bank(self, name: str) -> Bank:
        """A bank as the folder finds it, or a version of it as ID@VERSION: from the database, else from the folder.

        Raises NotFoundError with the versions there are.
        """
        bank, at, version = one_line(name).rpartition("@")
        if not at or Path(name).is_file():
            return self._folder.bank(name)
        from questionnaire.store.releases import bank_of, known_releases  # noqa: PLC0415 - brings SQLAlchemy along

        known = {release.version: release.content for release in known_releases(self._address, bank)}
        if version in known:
            return bank_of(known[version])
        here = [file.bank for file in self._folder.files() if file.bank is not None and file.bank.id == bank]
        for found in here:
            if found.version == version:
                return found
        versions = ", ".join(dict.fromkeys([*known, *(found.version for found in here)]))
        message = _("There is no version {version} of a bank '{name}'.").format(version=version, name=bank)
        raise NotFoundError(message, _("There are: {known}.").format(known=versions or "-"))

    def is_released_otherwise(self, bank: Bank) -> bool:
        """Whether the database holds another bank under the same id and version; one that cannot be read holds nothing."""
        file = self._address.file
        if file is not None and not file.is_file():
            return False
        from questionnaire.store.releases import is_released_otherwise  # noqa: PLC0415 - brings SQLAlchemy along

        return is_released_otherwise(self._address, bank)
