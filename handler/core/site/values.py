"""Values of a settings file, each taken as the type that it ought to have. No IO here."""

from typing import cast

from handler.core.model.entries import Json
from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.reading import YAMLText
from handler.core.yaml.scalars import as_text


class Values:
    """Takes values of known type out of the file and collects what is wrong with the others."""

    def __init__(self, document: YAMLText, key: str) -> None:
        self.data = cast(dict[str, Json], document.value or {})
        self.problems = list(document.problems)
        self._lines = document.lines
        self._key = key

    def warn(self, name: str, message: str, fix: str) -> None:
        """Adds a warning about one setting."""
        self.problems.append(self._problem(name, message, fix, "warning"))

    def error(self, name: str, message: str, fix: str) -> ContentError:
        """The error that one setting is."""
        return ContentError(self._problem(name, message, fix, "error"))

    def _problem(self, name: str, message: str, fix: str, severity: str) -> Problem:
        line = self._lines.get(name, 0)
        return Problem(self._key, message, fix, line, "error" if severity == "error" else "warning")

    def text(self, name: str, default: str = "") -> str:
        """A text; numbers and the like are taken as they are written."""
        value = self.data.get(name)
        if isinstance(value, list | dict):
            self.warn(
                name, f"has a {name} that is not text; it is ignored.", f"Write {name}: text."
            )
            return default
        return as_text(value).strip() or default

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.data.get(name)
        if value not in (None, True, False):
            self.warn(name, f"has a {name} that is neither true nor false.", "Write true or false.")
        return value is True

    def mapping(self, name: str) -> dict[str, Json]:
        """A mapping of names to values; anything else counts as empty."""
        value = self.data.get(name)
        if isinstance(value, dict):
            return value
        if value not in (None, "", []):
            self.warn(name, f"has a {name} that is not a mapping.", "Indent name: value lines.")
        return {}
