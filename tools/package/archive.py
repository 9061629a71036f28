"""Writes folders as zips, of which nothing depends on time, umask or the order on disk."""

import hashlib
import stat
from pathlib import Path
from shutil import copyfile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)  # The first time that a zip can state.
_UNIX = 3
_READABLE = stat.S_IFREG | 0o644
_MB = 1_000_000


def write_archive(folder: Path, output: Path, *, after: Path | None = None) -> None:
    """Put what a folder holds into a zip, `after` what another zip holds: that is compressed once.

    It replaces an older one only when it is complete.
    """
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    output.parent.mkdir(parents=True, exist_ok=True)
    unfinished = output.with_name(f".{output.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    if after:
        copyfile(after, unfinished)
    with ZipFile(unfinished, "a", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            archive.writestr(_entry(name), files[name].read_bytes(), compresslevel=9)
        archive.filelist.sort(key=lambda entry: entry.filename)  # What unpackers read.
    unfinished.replace(output)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = _READABLE << 16
    entry.compress_type = ZIP_DEFLATED
    return entry


def describe(path: Path) -> str:
    """Where an archive is, and how large."""
    data = path.read_bytes()
    with ZipFile(path) as archive:
        sizes = [entry.file_size for entry in archive.infolist()]
    zipped, unpacked = len(data) / _MB, sum(sizes) / _MB
    digest = hashlib.sha256(data).hexdigest()
    size = f"{zipped:.1f} MB zipped, {unpacked:.1f} MB unpacked, {len(sizes)} files"
    return f"{path}: {size}, sha256 {digest}"
