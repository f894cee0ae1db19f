"""Keys take effect one after another.

Textual hands every key to the focused widget's own queue, and what a key does reaches the screen through more queues: a key
typed ahead would be answered by the question before. So a key waits until the one before it has had its effect. The key
that nobody waits behind is not slowed down.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress

from textual import events, on
from textual.app import App
from textual.css.query import NoMatches
from textual.message import Message
from textual.timer import Timer

ROUNDS = 4
"""Queues that the effect of a key may pass one after another: its widget, the card, the screen, the focus."""
GIVE_UP_SECONDS = 0.2
"""A widget that goes away takes its queue along; the next key then waits no longer than this."""


class KeyPassed(Message):
    """Sent behind a key; when it has bubbled up to the app, what was queued before it has been handled."""

    def __init__(self, key: int, round: int) -> None:  # noqa: A002 - a round of queues
        super().__init__()
        self.key = key
        self.round = round


class OrderedKeysApp(App[None]):
    """An app that handles what is typed and pasted strictly in its order."""

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: deque[events.Key | events.Paste] = deque()
        self._key = 0
        self._key_is_busy = False
        self._key_is_followed = False
        self._give_up: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hold back what is typed while the key before it is still having its effect."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._key_is_busy:
            self._typed_ahead.append(event)
            self._follow(self._key)
        else:
            await self._take(event)

    async def _take(self, event: events.Key | events.Paste) -> None:
        self._key_is_busy = True
        self._key_is_followed = False
        self._key += 1
        await super().on_event(event)
        if self._typed_ahead:
            self._follow(self._key)
        else:
            self.call_after_refresh(self._follow, self._key)

    def _follow(self, key: int) -> None:
        """Send after a key what tells that it has had its effect: once it is on the screen, or another key waits."""
        if key == self._key and self._key_is_busy and not self._key_is_followed:
            self._key_is_followed = True
            self._send_behind(key, 1)
            self._give_up = self.set_timer(GIVE_UP_SECONDS, lambda: self._next(key))

    def _send_behind(self, key: int, round_: int) -> None:
        with suppress(NoMatches, IndexError):
            (self.focused or self.screen).post_message(KeyPassed(key, round_))

    @on(KeyPassed)
    async def _passed(self, event: KeyPassed) -> None:
        if event.key != self._key:
            return
        if event.round < ROUNDS:
            self._send_behind(event.key, event.round + 1)
        else:
            await self._next(event.key)

    async def _next(self, key: int) -> None:
        """The key has had its effect; take the next one."""
        if key != self._key or not self._key_is_busy:
            return
        if self._give_up is not None:
            self._give_up.stop()
        self._key_is_busy = False
        if self._typed_ahead:
            await self._take(self._typed_ahead.popleft())
