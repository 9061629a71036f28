"""What nobody reads or calls is blanked in libraries, and they still load."""

import ctypes
import importlib.util
import zlib
from importlib.machinery import ExtensionFileLoader
from pathlib import Path

import brotli
import pytest

from tools.package.libraries import without_code, without_debugging


def library(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec
    assert spec.origin
    return Path(spec.origin)


def test_a_library_keeps_its_length_and_compresses_to_less() -> None:
    before = library("_brotli").read_bytes()
    after = without_debugging(before)
    assert len(after) == len(before)
    assert len(zlib.compress(after)) < len(zlib.compress(before)) / 2


def test_it_does_what_it_did(tmp_path: Path) -> None:
    path = tmp_path / "_brotli.so"
    path.write_bytes(without_debugging(library("_brotli").read_bytes()))
    spec = importlib.util.spec_from_loader("_brotli", ExtensionFileLoader("_brotli", str(path)))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    compressor = module.Compressor()
    compressed = compressor.process(b"word " * 100) + compressor.finish()
    assert brotli.decompress(compressed) == b"word " * 100


def test_without_code_only_the_functions_that_are_kept_do_anything(tmp_path: Path) -> None:
    before = next(library("PIL").parents[1].glob("pillow.libs/libopenjp2-*")).read_bytes()
    after = without_code(before, {"opj_version"})
    assert len(zlib.compress(after)) < len(zlib.compress(before)) / 2
    (tmp_path / "a.so").write_bytes(after)
    loaded = ctypes.CDLL(str(tmp_path / "a.so"))
    loaded.opj_version.restype = ctypes.c_char_p
    assert loaded.opj_version().count(b".") == 2
    loaded.opj_destroy_codec(ctypes.c_void_p(1))


def test_blanking_twice_changes_nothing_more() -> None:
    once = without_debugging(library("_brotli").read_bytes())
    assert without_debugging(once) == once


@pytest.mark.parametrize("data", [b"", b"text", b"\x7fELF\x01\x01 of 32 bits"])
def test_other_files_are_left(data: bytes) -> None:
    assert without_debugging(data) == data
