"""Somebody who has a keyboard only: each place they come to has to show that they are there."""

from typing import Any

from playwright.sync_api import Page

_PLACE = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return { name: "" };
  const named = (each) => each.tagName.toLowerCase() + (each.id ? `#${each.id}` : "") +
    (each.name ? `[name=${each.name}]` : "") + (each.value ? `=${each.value.slice(0, 20)}` : "");
  const shown = at.id === "picture" ? at.previousElementSibling : at;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const isRinged = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const isOpen = over && (shown.contains(over) || over.contains(shown));
  const faults = [];
  if (!isRinged) faults.push("nothing shows that it is here");
  if (right - left < 4 || bottom - top < 4) faults.push("it is outside of what is seen");
  else if (!isOpen) faults.push(`it is below ${named(over)}`);
  return { name: named(at), faults, isFrame: at instanceof HTMLIFrameElement };
}
"""
_IS_AT = "(selector) => document.activeElement?.matches(selector) ?? false"
_MOST = 150


class Keyboard:
    """A page that is used by pressing keys, and by nothing else."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.places: list[str] = []

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Write something where one is."""
        self._page.keyboard.type(text)

    def to(self, selector: str, key: str = "Tab") -> None:
        """Go somewhere, and see at each stop on the way where that is."""
        for _ in range(_MOST):
            if self.is_at(selector):
                self.look()
                return
            self.press(key)
            self._passed()
        raise AssertionError(f"{selector} cannot be reached by way of {self.places[-_MOST:]}")

    def do(self, selector: str, key: str = "Tab") -> None:
        """Go to a button or link and press it."""
        self.to(selector, key)
        self.press("Enter")

    def is_at(self, selector: str) -> bool:
        """Whether one is at an element."""
        return bool(self._page.evaluate(_IS_AT, selector))

    def look(self) -> str:
        """Where one is, which has to be somewhere that shows it."""
        place = self._place()
        assert place["name"], f"nobody knows where one is, after {self.places[-3:]}"
        assert place["faults"] == [], place
        return str(place["name"])

    def wait_at(self, selector: str) -> None:
        """See that an action leads to an element without another key."""
        self._page.wait_for_function(_IS_AT, arg=selector)
        self.look()

    def _passed(self) -> None:
        place = self._place()
        if place["name"]:  # Between the last and the first is the browser itself.
            assert place["faults"] == [], place
        self.places.append(place["name"])

    def _place(self) -> Any:
        place = self._page.evaluate(_PLACE)
        if not place.get("isFrame"):
            return place
        at = self._page.evaluate_handle("document.activeElement").as_element()
        inner = at.content_frame() if at else None  # One is at a link of the page in the frame.
        return (inner or self._page).evaluate(_PLACE)
