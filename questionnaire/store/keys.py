"""Keys of rows: time-ordered uuids (version 7), so that two machines' work can be brought together."""

from uuid_utils import uuid7


def new_key() -> str:
    """A key no other row has, later in order than every earlier one of this machine."""
    return str(uuid7())
