"""Undoing compression without ever making more of it than was asked for. No IO here.

A few hundred bytes can stand for gigabytes. What is longer than its limit, or damaged, is None.
"""

import zlib

import brotli

_GZIP = 31
"""The window of zlib that has it read gzip's header. https://zlib.net/manual.html#Advanced"""
_PIECE = 1 << 16


def unpack_brotli(packed: bytes, limit: int) -> bytes | None:
    """What brotli made `packed` of."""
    decompressor = brotli.Decompressor()
    unpacked = bytearray()
    try:
        while len(unpacked) <= limit:
            piece = decompressor.process(packed, output_buffer_limit=_PIECE)
            unpacked += piece
            if decompressor.is_finished():
                return bytes(unpacked) if len(unpacked) <= limit else None
            if not piece:  # It was cut off.
                return None
            packed = b""
    except brotli.error:
        return None
    return None


def unpack_gzip(packed: bytes, limit: int) -> bytes | None:
    """What gzip made `packed` of."""
    return _inflate(packed, limit, _GZIP)


def unpack_zlib(packed: bytes, limit: int) -> bytes | None:
    """What zlib made `packed` of."""
    return _inflate(packed, limit, zlib.MAX_WBITS)


def _inflate(packed: bytes, limit: int, window: int) -> bytes | None:
    decompressor = zlib.decompressobj(window)
    try:
        unpacked = decompressor.decompress(packed, limit + 1)
    except zlib.error:
        return None
    return unpacked if decompressor.eof and len(unpacked) <= limit else None
