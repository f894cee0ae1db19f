"""A text that is set again at every key, and mostly is what stands there already."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class ChangingText(Static):
    """Draws what changed only, and has the screen laid out anew only where its height may change."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text; the same one costs nothing."""
        shown = self.content
        if isinstance(content, Content) and isinstance(shown, Content) and content.is_same(shown):
            return
        super().update(content, layout=layout and self._may_grow(content))

    def _may_grow(self, content: VisualType) -> bool:
        size, height = self.content_size, self.styles.height
        if not (self.display and size.width and isinstance(content, Content)):
            return True
        is_fixed = height is not None and not height.is_auto
        return not is_fixed and content.get_height({}, size.width) != size.height
