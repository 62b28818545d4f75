"""A stream gives the bytes it is made of, however it is asked for them."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from reportedly.source.formats.stream import Stream

DATA = st.binary(max_size=200) | st.text("ab\n", max_size=200).map(str.encode)


def of(data: bytes, block: int) -> Stream:
    file = BytesIO(data)
    return Stream(lambda _: file.read(block))


@given(DATA, st.integers(1, 50), st.integers(1, 300))
def test_lines_are_those_of_the_bytes(data: bytes, block: int, longest: int) -> None:
    stream = of(data, block)
    found = list(iter(lambda: stream.line(longest), b""))
    lines = data.split(b"\n")
    whole = [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    assert found == [line if len(line) <= longest else None for line in whole]
    assert stream.position == len(data)


STEPS = st.lists(
    st.tuples(st.sampled_from(["peek", "skip", "read", "block"]), st.integers(0, 80)), max_size=30
)


@given(DATA, st.integers(1, 50), STEPS)
def test_whatever_is_asked_for_nothing_is_lost(
    data: bytes, block: int, steps: list[tuple[str, int]]
) -> None:
    stream, at = of(data, block), 0
    for step, size in steps:
        if step == "peek":
            assert stream.peek(size) == data[at : at + size]
        elif step == "block":
            held = stream.block()
            assert data[at:].startswith(held)
            assert held or at == len(data)
        elif step == "read":
            assert stream.read(size) == data[at : at + size]
            at = min(at + size, len(data))
        else:
            assert stream.skip(size) == min(size, len(data) - at)
            at = min(at + size, len(data))
        assert stream.position == at


@given(DATA, st.integers(1, 20), st.sampled_from([b"a", b"ab", b"\n\n", b"aba"]))
def test_a_mark_is_found_wherever_the_blocks_end(data: bytes, block: int, mark: bytes) -> None:
    stream = of(data, block)
    assert stream.skip_to(mark) == (mark in data)
    assert stream.position == (data.find(mark) if mark in data else len(data))
