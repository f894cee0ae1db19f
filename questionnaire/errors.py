"""The exception tree. Raised where the cause is known; rendered by the command line and by the screens alone.

QuestionnaireError
├── InputError          what the user typed or named cannot be used
├── NotFoundError       nothing, or more than one thing, goes by that name
├── BankMistakesError   a bank file with mistakes (exit status 1)
├── CountriesError      the country file cannot be read
├── StoreError          the database cannot be opened, read or written
│   └── ChangedElsewhereError   another window changed the same answer
├── EvidenceError       a file of evidence cannot be kept, read or opened
│   └── EvidenceChangedError    a kept file is missing, or is not what was kept (exit status 1)
└── SheetError          an answer sheet cannot be written
    └── ThereAlreadyError       a file of that name is there, and was not to be replaced
"""


class QuestionnaireError(Exception):
    """Something a user can act on: what is wrong, and what to do about it.

    `status` is the exit status of a command that ends with it.
    """

    status = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class InputError(QuestionnaireError):
    """What the user typed or named cannot be used."""


class NotFoundError(InputError):
    """Nothing, or more than one thing, goes by that name."""


class BankMistakesError(QuestionnaireError):
    """A bank file with mistakes."""

    status = 1


class CountriesError(QuestionnaireError):
    """The country file cannot be read."""


class StoreError(QuestionnaireError):
    """The database cannot be opened, read or written."""


class ChangedElsewhereError(StoreError):
    """Another window changed the same answer in the meantime."""


class EvidenceError(QuestionnaireError):
    """A file of evidence cannot be kept, read or opened."""


class EvidenceChangedError(EvidenceError):
    """A kept file is missing, or is not what was kept."""

    status = 1


class SheetError(QuestionnaireError):
    """An answer sheet cannot be written."""


class ThereAlreadyError(SheetError):
    """A file of that name is there, and was not to be replaced."""
