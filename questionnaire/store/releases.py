"""Releases: each bank version as it was read, kept whole."""

import hashlib
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, insert, inspect, select

from questionnaire.banks.model import Bank
from questionnaire.errors import InputError, StoreError
from questionnaire.store.addresses import Address
from questionnaire.store.database import looking
from questionnaire.store.keys import new_key
from questionnaire.store.tables import TABLES
from questionnaire.translation import _

_RELEASES = TABLES["release"]


class Release(NamedTuple):
    """A bank version as it was kept: `content` is the bank as JSON."""

    version: str
    digest: str
    content: str


def content_of(bank: Bank) -> str:
    """The whole bank as JSON, the same for the same bank."""
    return msgspec.json.encode(bank, order="deterministic").decode()


def digest_of(content: str) -> str:
    """The SHA-256 of a bank's content."""
    return hashlib.sha256(content.encode()).hexdigest()


def bank_of(content: str) -> Bank:
    """The bank that was kept."""
    return msgspec.json.decode(content, type=Bank)


def known_releases(address: Address, bank: str) -> list[Release]:
    """The releases of a bank that a database holds, in the order they came; none where there is no database.

    Nothing is made or changed. Raises StoreError where the database cannot be read.
    """
    with looking(address) as connection:
        if connection is None or not inspect(connection).has_table(_RELEASES.name):
            return []
        columns = (_RELEASES.c.version, _RELEASES.c.digest, _RELEASES.c.content)
        query = select(*columns).where(_RELEASES.c.bank == bank).order_by(_RELEASES.c.id)
        return [Release(row.version, row.digest, row.content) for row in connection.execute(query)]


def is_released_otherwise(address: Address, bank: Bank) -> bool:
    """Whether a database holds another bank under the same id and version; one that cannot be read holds nothing."""
    try:
        known = known_releases(address, bank.id)
    except StoreError:
        return False
    digest = digest_of(content_of(bank))
    return any(one.version == bank.version and one.digest != digest for one in known)


def kept_release(connection: Connection, bank: Bank, now: datetime) -> str:
    """The key of the release of a bank, kept now if it was not yet.

    Raises InputError where the bank has changed and its version has not.
    """
    content = content_of(bank)
    digest = digest_of(content)
    is_this = (_RELEASES.c.bank == bank.id) & (_RELEASES.c.version == bank.version)
    found = connection.execute(select(_RELEASES.c.id, _RELEASES.c.digest).where(is_this)).one_or_none()
    if found is not None and found.digest != digest:
        message = _("The bank {bank} has changed since its version {version} was used.")
        hint = _("Raise `version` in the file, then start again.")
        raise InputError(message.format(bank=bank.id, version=bank.version), hint)
    if found is not None:
        return str(found.id)
    key = new_key()
    row = {"id": key, "bank": bank.id, "version": bank.version, "digest": digest, "content": content}
    connection.execute(insert(_RELEASES), {**row, "read_at": now})
    return key
