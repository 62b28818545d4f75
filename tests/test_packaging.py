"""What a stranger's machine depends on: pins, paths, data files, a quick and light `--help`."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import reportedly
from reportedly.resources import folder

PINS = ["constraints.txt", "constraints-dev.txt"]
# `reportedly --help` is what people type first; each of these costs it a tenth of a second or more.
HEAVY = ["spacy", "rdflib", "pyoxigraph", "networkx", "trafilatura", "lxml", "requests", "pyshacl"]
HEAVY += ["rich", "numpy", "charset_normalizer", "py3langid", "tld"]


def pyproject(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def pins(file: Path) -> list[tuple[Requirement, list[str]]]:
    """Return what `file` pins, each with its hashes."""
    lines = file.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    entries = [
        line.split(" --hash=") for line in lines if line and not line.lstrip().startswith("#")
    ]
    return [(Requirement(entry.strip()), hashes) for entry, *hashes in entries]


def run(*arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.mark.parametrize("name", [*PINS, "pyproject.toml", "Makefile", ".ci/run"])
def test_no_file_names_a_registry_or_a_path_of_somebodys_machine(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert re.findall(r"(?m)https?://\S+|file:\S+|^--(?:extra-)?index-url.*", text) == []
    assert re.findall(r"(?<![\w./])/(?:home|root|opt|work|Users|tmp|usr/local)\b\S*", text) == []


@pytest.mark.parametrize("name", PINS)
def test_every_pin_is_exact_and_has_hashes(root: Path, name: str) -> None:
    for requirement, hashes in pins(root / name):
        assert re.fullmatch(r"==[\w.+!]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", digest) for digest in hashes)


def test_the_pins_satisfy_what_pyproject_asks_for(root: Path) -> None:
    asked = pyproject(root)
    runtime = [*asked["project"]["dependencies"], *asked["build-system"]["requires"]]
    extras = asked["project"]["optional-dependencies"]
    (own,) = [one for one in map(Requirement, extras["dev"]) if one.name == "reportedly"]
    dev = [one for one in extras["dev"] if not one.startswith("reportedly[")]
    dev += [one for extra in own.extras for one in extras[extra]]
    for file, wanted in zip(PINS, (runtime, [*runtime, *dev]), strict=True):
        pinned = {canonicalize_name(pin.name): pin for pin, _ in pins(root / file) if holds(pin)}
        for requirement in map(Requirement, wanted):
            version = str(pinned[canonicalize_name(requirement.name)].specifier).removeprefix("==")
            assert requirement.specifier.contains(version, prereleases=True), requirement


def test_the_two_sets_of_pins_agree(root: Path) -> None:
    runtime, dev = ({str(pin) for pin, _ in pins(root / name)} for name in PINS)
    assert runtime <= dev


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_no_package_is_pinned_twice_for_one_python(root: Path, python: str, platform: str) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    environment["sys_platform"] = platform
    names = [pin.name for pin, _ in pins(root / "constraints-dev.txt") if holds(pin, environment)]
    assert len(names) == len(set(names))


def holds(pin: Requirement, environment: dict[str, str] | None = None) -> bool:
    here = cast("dict[str, str]", {**default_environment(), **(environment or {})})
    return pin.marker is None or pin.marker.evaluate(here)


def test_the_makefile_knows_the_pythons_that_pyproject_allows(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    lowest, beyond = re.findall(r"3\.(\d+)", pyproject(root)["project"]["requires-python"])
    for minor in range(int(lowest), int(beyond)):
        assert f"python3.{minor}" in makefile
    assert f"(3, {lowest}) <= sys.version_info[:2] < (3, {beyond})" in makefile


def test_ci_can_be_run(root: Path) -> None:
    run_script = root / ".ci" / "run"
    assert run_script.stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", str(run_script)], check=False).returncode == 0


def test_the_version_is_the_newest_in_the_changelog(root: Path) -> None:
    changelog = root / "CHANGELOG.md"
    if not changelog.exists():
        pytest.skip("no CHANGELOG.md yet")
    versions = re.findall(
        r"^##\s+\[?v?(\d+\.\d+\.\d+\S*?)\]?(?:\s|$)",
        changelog.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert versions[:1] == [reportedly.__version__]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("ontology", "reportedly.ttl"),
        ("queries", "who-said-what.rq"),
        ("seeds", "ukrinform-isw-ceasefire.txt"),
    ],
)
def test_the_data_files_are_found(name: str, file: str) -> None:
    assert (folder(name) / file).is_file()


def test_a_folder_that_is_no_part_of_the_package_is_not_found() -> None:
    with pytest.raises(FileNotFoundError, match="reinstall"):
        folder("nonsense")


def test_everything_in_the_wheel_has_its_place_in_the_sdist_too(root: Path) -> None:
    build = pyproject(root)["tool"]["hatch"]["build"]["targets"]
    shipped = {path.split("/")[0] for path in build["wheel"]["force-include"]}
    assert shipped | {"ingest", *PINS} <= set(build["sdist"]["include"])


def test_help_imports_no_heavy_library() -> None:
    program = (
        "import sys; sys.argv = ['reportedly', '--help']\n"
        "from reportedly.cli import main\n"
        "try: main()\n"
        "except SystemExit as done: assert not done.code, done.code\n"
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    assert run("-c", program).splitlines()[-1] == ""


def test_the_module_runs_as_the_command_does() -> None:
    assert run("-m", "reportedly", "--version").split()[-1] == reportedly.__version__


def test_importing_the_source_package_waits_for_no_parser() -> None:
    program = "import sys, reportedly.source; print('trafilatura' in sys.modules)"
    assert run("-c", program) == "False\n"
