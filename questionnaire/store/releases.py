"""Releases: each bank version as it was read, kept whole."""

import hashlib

import msgspec
from sqlalchemy import Connection, insert, select

from questionnaire.banks.model import Bank
from questionnaire.errors import InputError
from questionnaire.store.keys import new_key
from questionnaire.store.tables import TABLES
from questionnaire.translation import _

from datetime import datetime

_RELEASES = TABLES["release"]


def content_of(bank: Bank) -> str:
    """The whole bank as JSON, the same for the same bank."""
    return msgspec.json.encode(bank, order="deterministic").decode()


def digest_of(content: str) -> str:
    """The SHA-256 of a bank's content."""
    return hashlib.sha256(content.encode()).hexdigest()


def bank_of(content: str) -> Bank:
    """The bank that was kept."""
    return msgspec.json.decode(content, type=Bank)


def kept_release(connection: Connection, bank: Bank, now: datetime) -> str:
    """The key of the release of a bank, kept now if it was not yet.

    Raises InputError where the bank has changed and its version has not.
    """
    content = content_of(bank)
    digest = digest_of(content)
    query = select(_RELEASES.c.id, _RELEASES.c.digest)
    found = connection.execute(
        query.where(_RELEASES.c.bank == bank.id, _RELEASES.c.version == bank.version)
    ).one_or_none()
    if found is None:
        key = new_key()
        row = {"id": key, "bank": bank.id, "version": bank.version, "digest": digest, "content": content, "read_at": now}
        connection.execute(insert(_RELEASES), row)
        return key
    if found.digest != digest:
        message = _("The bank {bank} has changed since its version {version} was used.")
        raise InputError(
            message.format(bank=bank.id, version=bank.version), _("Raise `version` in the file, then start again.")
        )
    return str(found.id)
