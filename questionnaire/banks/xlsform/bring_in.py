"""A bank in from another file: a workbook of our own or of others, or a VSAQ questionnaire; into a bank file, whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path

from msgspec import Struct

from questionnaire.banks.model import Bank
from questionnaire.banks.read import check_bank, parse_bank
from questionnaire.banks.xlsform.bank_data import bank_data
from questionnaire.banks.xlsform.data import Place
from questionnaire.banks.xlsform.report import Report
from questionnaire.banks.xlsform.yaml_merge import merged
from questionnaire.banks.xlsform.yaml_text import yaml_text
from questionnaire.errors import InputError
from questionnaire.translation import _


class Imported(Struct, frozen=True):
    """What an import made: the bank, its file's text, and what there was before; `state` is new, changed, same or replaced."""

    bank: Bank
    text: str
    state: str


def import_bank(source: Path, target: Path, *, force: bool = False) -> tuple[Imported, Report]:
    """Bring the bank of a workbook or VSAQ file into a bank file.

    Raises `InputError` where the source holds no form or the target is another bank (unless `force`), and
    `BankMistakesError` where what came in has mistakes; then nothing is written.
    """
    _check_target(target)
    bank, report = read_source(source)
    report.finish()
    imported = _onto(bank, target, force=force)
    if imported.state == "changed" and imported.bank.version == _version_in(target):
        what = _("the bank has changed and its version is still {version}").format(version=bank.version)
        report.note(Place(""), what, _("raise it before others use the bank"))
    if imported.state != "same":
        _put(imported.text, target)
    return imported, report


def read_source(source: Path) -> tuple[Bank, Report]:
    """The bank in a workbook or a VSAQ file, checked, and what was noted on the way."""
    if source.suffix.lower() == ".json":
        from questionnaire.banks.xlsform.import_vsaq import import_vsaq  # noqa: PLC0415

        return import_vsaq(source)
    from questionnaire.banks.xlsform.finish import finished  # noqa: PLC0415
    from questionnaire.banks.xlsform.import_form import import_form  # noqa: PLC0415
    from questionnaire.banks.xlsform.import_own import import_own, is_own  # noqa: PLC0415
    from questionnaire.banks.xlsform.read_workbook import read_workbook  # noqa: PLC0415

    sheets = read_workbook(source)
    if is_own(sheets):
        report = Report("bank")
        return import_own(sheets, source, report), report
    report = Report("xlsform")
    return finished(import_form(sheets, source, report), report, str(source)), report


def _onto(bank: Bank, target: Path, *, force: bool) -> Imported:
    """The bank as its file's text, what stands in the file kept where it is the same bank."""
    fresh = yaml_text(bank_data(bank))
    if not target.exists():
        return Imported(bank, fresh, "new")
    before, mistakes = check_bank(target)
    if before is None or before.id != bank.id:
        if force:
            return Imported(bank, fresh, "replaced")
        if before is None:
            message = _("{path} exists and is no bank in order ({count} mistakes).").format(
                path=target, count=len(mistakes)
            )
        else:
            message = _("{path} is another bank: {other}, not {bank}.").format(
                path=target, other=before.id, bank=bank.id
            )
        raise InputError(message, _("Choose another name, or write over it with --force."))
    if before == bank:
        return Imported(bank, "", "same")
    text = merged(target.read_bytes().decode("utf-8-sig"), bank_data(before), bank_data(bank))
    if text is None or parse_bank(text.encode())[0] != bank:
        if not force:
            message = _("{path} cannot be changed in place.").format(path=target)
            raise InputError(
                message, _("Choose another name, or write it anew, without its comments, with --force.")
            )
        return Imported(bank, fresh, "replaced")
    return Imported(bank, text, "changed")


def _version_in(target: Path) -> str:
    before, _mistakes = check_bank(target)
    return before.version if before else ""


def _check_target(target: Path) -> None:
    if target.suffix.lower() not in (".yaml", ".yml"):
        message = _("{path} is no name for a bank file.").format(path=target)
        raise InputError(message, _("Give it the ending .yaml."))
    if not target.parent.is_dir():
        message = _("{path} cannot be written: there is no such folder.").format(path=target)
        raise InputError(message, _("Make the folder first, or choose another place."))
    if target.exists() and not target.is_file():
        raise InputError(_("{path} is not a file.").format(path=target), _("Give the name of a file."))


def _put(text: str, target: Path) -> None:
    put_file(text.encode(), target)


def put_file(data: bytes, target: Path) -> None:
    """Put data in place at once: under a name of its own, on the disk, before it takes the real one.

    Raises `InputError` where it cannot be written; then nothing is left behind.
    """
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(prefix=".bank-", suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = _("{path} cannot be written: {why}.").format(path=target, why=error.strerror or str(error))
        raise InputError(message, _("Choose another place.")) from error


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
