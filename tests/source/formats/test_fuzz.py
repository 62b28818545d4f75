"""What `benchmarks/fuzz.py` has found, once broken, and a few of its inputs in every run."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from benchmarks import fuzz

FOUND = sorted((Path(__file__).parents[2] / "data" / "fuzz").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path) -> None:
    assert fuzz.fault(path.read_bytes(), path.name.partition(".")[2]) is None


@pytest.mark.parametrize("ending", fuzz.SEEDS)
def test_a_sound_file_is_read_and_a_broken_one_is_no_crash(ending: str) -> None:
    for seed in fuzz.SEEDS[ending]:
        assert fuzz.fault(seed, ending) is None
    chance = random.Random(ending)
    for _ in range(20):
        assert fuzz.fault(fuzz.one(chance, ending, b"x" * 50), ending) is None
