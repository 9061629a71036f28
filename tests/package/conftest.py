"""The package of the stage `dev`, built once."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support.lambda_packages import fetch_dependencies
from tools.package.building import ROOT, build
from tools.package.stages import read_stage


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip."""
    fetch_dependencies()
    output = tmp_path_factory.mktemp("package") / "package.zip"
    build(read_stage("dev", ROOT), output)
    return output


@pytest.fixture(scope="session")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what is in the zip, and nothing else."""
    folder = tmp_path_factory.mktemp("unpacked")
    with ZipFile(package) as archive:
        archive.extractall(folder)
    return folder
