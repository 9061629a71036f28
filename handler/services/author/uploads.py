"""Pictures that authors upload, under names that no other file has."""

from copy import copy

from handler.core.authoring.uploads import checked_picture, picture_key
from handler.core.model.entries import SiteConfig
from handler.core.model.limits import VERSION_SECONDS
from handler.core.model.problems import ContentError, Problem
from handler.services.author.files import Author, Files, Stale, Store, checked
from handler.services.computing.tasks import fault_of_picture
from handler.services.ports import Allowance, Clock, Sandbox, Unfinished

_TRIES = 100


class Uploads:
    """Stores pictures of one blog."""

    def __init__(self, files: Files, clock: Clock, sandbox: Sandbox) -> None:
        self._store = Store(files)
        self._clock = clock
        self._sandbox = sandbox

    def by(self, author: Author) -> "Uploads":
        """The same pictures, uploaded by somebody."""
        named = copy(self)
        named._store = self._store.by(author)
        return named

    def picture(self, name: str, data: bytes, site: SiteConfig) -> str:
        """Store a picture, and say under which key; one that is there already stays as it is."""
        extension = checked_picture(name, data)
        self._check(name, data)
        for number in range(1, _TRIES):
            key = picture_key(name, extension, self._clock.now(), site, number)
            try:
                self._store.write(checked(key), data, None)
            except Stale:
                continue
            return key
        raise Stale(f"{name}: {_TRIES} pictures have that name. Give it another.")

    def _check(self, name: str, data: bytes) -> None:
        """Raise `ContentError` for what only begins like a picture."""
        try:
            fault = fault_of_picture(self._sandbox, Allowance(VERSION_SECONDS), data)
        except Unfinished as error:
            fault = str(error)
        if fault:
            message = f"is no picture that can be read: {fault}."
            raise ContentError(Problem(name, message, "Open it in an image editor, save it anew."))
