"""Takes out of libraries in machine code what nobody reads or calls. No IO here.

Wheels often carry it: of Brotli's library it is seven tenths. Nothing is moved, only blanked,
which compresses to nothing and cannot break what a loader looks for.
https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.sheader.html
"""

import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_ELF64 = b"\x7fELF\x02\x01"  # For 64 bits, least significant byte first, as x86_64 and arm64 are.
_SECTION = struct.Struct("<IIQQQQIIQQ")
_SYMBOL = struct.Struct("<IBBHQQ")
_PROGRAM, _SYMBOLS, _STRINGS, _EXPORTS = 1, 2, 3, 11
_LOADED, _RUN = 2, 4
_RETURN = {62: b"\xc3", 183: b"\xc0\x03\x5f\xd6"}
"""The instruction by machine: x86-64 and arm64."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of a library."""

    name: str
    kind: int
    flags: int
    address: int
    offset: int
    size: int
    link: int


def without_debugging(library: bytes) -> bytes:
    """A library whose sections that are not loaded are blank, but for their names."""
    if not library.startswith(_ELF64):
        return library
    changed = bytearray(library)
    for part in _sections(library):
        is_removable = part.kind in {_PROGRAM, _SYMBOLS, _STRINGS} and part.name != ".shstrtab"
        if is_removable and not part.flags & _LOADED:
            changed[part.offset : part.offset + part.size] = bytes(part.size)
    return bytes(changed)


def without_code(library: bytes, kept: Collection[str]) -> bytes:
    """A library whose functions return at once, but for those `kept`.

    So another library that is linked to it still loads, even if it calls it on loading.
    """
    (machine,) = struct.unpack_from("<H", library, 0x12)
    changed = bytearray(library)
    parts = _sections(library)
    code = next(part for part in parts if part.name == ".text" and part.flags & _RUN)
    times = code.size // len(_RETURN[machine])
    changed[code.offset : code.offset + times * len(_RETURN[machine])] = _RETURN[machine] * times
    for address, size in _functions(library, parts, kept):
        start = address - code.address + code.offset
        changed[start : start + size] = library[start : start + size]
    return bytes(changed)


def _sections(library: bytes) -> list[_Section]:
    (table,) = struct.unpack_from("<Q", library, 0x28)
    size, count, names = struct.unpack_from("<HHH", library, 0x3A)
    found = [_SECTION.unpack_from(library, table + number * size) for number in range(count)]
    strings = found[names][4]
    return [
        _Section(_text(library, strings + name), kind, flags, address, offset, length, link)
        for name, kind, flags, address, offset, length, link, *_ in found
    ]


def _functions(
    library: bytes, parts: list[_Section], names: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Where exported functions begin, and how long they are."""
    for exports in (part for part in parts if part.kind == _EXPORTS):
        strings = parts[exports.link].offset
        for place in range(exports.offset, exports.offset + exports.size, _SYMBOL.size):
            name, _, _, section, address, size = _SYMBOL.unpack_from(library, place)
            if section and _text(library, strings + name) in names:
                yield address, size


def _text(library: bytes, start: int) -> str:
    return library[start : library.index(b"\0", start)].decode()
