"""What a commit changes in the bucket, beside what others changed there. No IO here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from handler.core.model.preview_links import moves_among

Etags = Mapping[str, str]
"""Files, each with the ETag that it has in the bucket, or would have by what it holds."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was pushed last: the commit, and its files' ETags by what they hold, and in the bucket.

    `coming` are the ETags of files on their way there, as a push may break off at any of them.
    """

    commit: str = ""
    here: Etags = field(default_factory=dict)
    there: Etags = field(default_factory=dict)
    coming: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_ours(self, key: str, etag: str | None) -> bool:
        """Whether what the bucket holds of a file was pushed, as far as anybody knows."""
        return not self.commit or etag in (self.there.get(key), *self.coming.get(key, ()))


@dataclass(frozen=True, slots=True)
class Plan:
    """Keys to upload and to delete, and what others did in the bucket that stays there.

    `conflicts` were changed in git as well, `left` in the bucket alone.
    """

    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def moves(self, stored: Etags, here: Etags) -> dict[str, str]:
        """Which files took the place of some that go: those of the same content, or slug."""
        same = {here[key]: key for key in self.changed}
        found = {key: same[stored[key]] for key in self.gone if stored[key] in same}
        return moves_among(self.gone, self.changed) | found


def plan(
    stored: Etags, here: Etags, pushed: Pushed, *, overwrite: bool, unusable: Collection[str] = ()
) -> Plan:
    """What leads from one commit to the next; with `overwrite` git's files go before others'.

    Files that are `unusable` here stay in the bucket as they are.
    """
    fates: dict[str, list[str]] = {"changed": [], "gone": [], "conflicts": [], "left": []}
    for key in dict.fromkeys([*here, *pushed.coming, *pushed.there]):
        if key in unusable:
            continue
        fate = _fate(key, stored, here, pushed)
        if overwrite and fate in {"conflicts", "left"}:
            fate = "changed" if key in here else "gone"
        if fate:
            fates[fate].append(key)
    return Plan(**{fate: tuple(keys) for fate, keys in fates.items()})


def _fate(key: str, stored: Etags, here: Etags, pushed: Pushed) -> str:
    """What becomes of a file; nothing if all is as it should be."""
    mine, theirs = here.get(key), stored.get(key)
    is_unchanged_here = mine is not None and mine == pushed.here.get(key)
    if mine == theirs or (is_unchanged_here and theirs == pushed.there.get(key)):
        return ""
    if theirs is None or pushed.is_ours(key, theirs):
        return "left" if theirs is None and is_unchanged_here else _done(mine)
    return "left" if is_unchanged_here else "conflicts"


def _done(mine: str | None) -> str:
    return "gone" if mine is None else "changed"


def begun(pushed: Pushed, here: Etags, found: Plan) -> Pushed:
    """What is to be known before anything is uploaded or deleted."""
    staying = {key: etag for key, etag in pushed.here.items() if key not in found.gone}
    coming = {key: (*pushed.coming.get(key, ()), here[key]) for key in found.changed}
    return Pushed(pushed.commit, staying, pushed.there, {**pushed.coming, **coming})


def ended(
    pushed: Pushed,
    commit: str,
    stored: Etags,
    here: Etags,
    uploaded: Etags,
    theirs: Collection[str],
) -> Pushed:
    """What is to be known once all is done.

    `stored` is what the bucket held before, `uploaded` what it gave as ETags since, `theirs` what
    others did there and is left so.
    """
    kept = [key for key in pushed.here if key in here or key in theirs]
    same = {key: etag for key, etag in here.items() if etag == stored.get(key)}
    return Pushed(
        commit,
        {key: pushed.here[key] for key in kept} | same | {key: here[key] for key in uploaded},
        {key: pushed.there[key] for key in kept} | same | dict(uploaded),
    )
