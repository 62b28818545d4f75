"""What is found in a folder: everything that can be an article, in order, the rest by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.source import read

TEXT = "Mayor denies ferry sale\n\nThe mayor said so on Monday.\n"


def fill(folder: Path, *names: str, content: bytes = TEXT.encode()) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def names(*sources: Path) -> list[str]:
    return [item.name for item in read(map(str, sources)) if isinstance(item, Article)]


def issues(folder: Path) -> list[tuple[str, str]]:
    found = [item for item in read([str(folder)]) if isinstance(item, Issue)]
    return [(item.item.removeprefix(f"{folder}/"), item.reason) for item in found]


def test_a_folder_is_read_to_the_bottom_in_sorted_order(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c", "B.txt")
    assert names(tmp_path) == ["B.txt", "a/b/c.txt", "a/z.txt", "b.txt", "c"]
    assert issues(tmp_path) == []


def test_names_are_relative_to_the_folder_and_locations_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, "news/2024/ferry.txt")
    monkeypatch.chdir(tmp_path)
    (item,) = read(["news"])
    assert isinstance(item, Article)
    assert item.name == "2024/ferry.txt"
    assert item.location == str(tmp_path / "news" / "2024" / "ferry.txt")


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", ".hidden.txt", ".git/config", "b/.DS_Store")
    assert names(tmp_path) == ["a.txt"]
    assert issues(tmp_path) == []


def test_links_are_followed_once_and_loops_end(tmp_path: Path) -> None:
    fill(tmp_path, "a/a.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a" / "a.txt")
    (tmp_path / "same").symlink_to(tmp_path / "a")
    assert names(tmp_path) == ["a/a.txt", "b.txt"]


def test_a_link_to_nothing_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "itself.txt").symlink_to(tmp_path / "itself.txt")
    assert issues(tmp_path) == [
        ("gone.txt", "a link to nothing"),
        ("itself.txt", "a link to nothing"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix thing")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert issues(tmp_path) == [("pipe", "not a regular file")]


def test_the_images_and_scripts_saved_with_a_page_are_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, "ferry.html", content=f"<html><p>{'The mayor said so. ' * 9}".encode())
    fill(tmp_path, "ferry_files/a.png", "ferry_files/site.css", "other_files/a.txt")
    assert names(tmp_path) == ["ferry.html", "other_files/a.txt"]
    assert issues(tmp_path) == []


def test_what_is_not_text_is_named(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    fill(tmp_path, "sub/quay.jpg", content=b"\xff\xd8\xff\xe0 JFIF")
    assert names(tmp_path) == ["a.txt"]
    assert issues(tmp_path) == [
        ("sub/quay.jpg", "an image, not text"),
    ]


def test_data_files_are_counted_by_ending_rather_than_named_one_by_one(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "a.ann", "b.txt", "b.ann", "sub/c.ann")
    fill(tmp_path, "index.JSON", content=b'{"pages": 12}')
    fill(tmp_path, "ferries.csv", content=b"name,berth\nAurora,4\n")
    assert names(tmp_path) == ["a.txt", "b.txt"]
    assert issues(tmp_path) == [
        ("**/*.ann", "3 data files left out, not articles"),
        ("**/*.csv", "1 data file left out, not articles"),
        ("**/*.json", "1 data file left out, not articles"),
    ]


def test_an_empty_folder_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    ((_, reason),) = issues(tmp_path)
    assert reason == "an empty folder"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_may_not_be_read_is_an_issue_and_the_rest_goes_on(tmp_path: Path) -> None:
    fill(tmp_path, "a/a.txt", "b.txt")
    (tmp_path / "a").chmod(0)
    try:
        assert names(tmp_path) == ["b.txt"]
        assert issues(tmp_path) == [("a", "Permission denied")]
    finally:
        (tmp_path / "a").chmod(0o755)


def test_polnear_reads_as_its_own_files(shared: Path) -> None:
    folder = shared / "eval" / "polnear" / "dev" / "text"
    read_items = list(read([str(folder)]))
    assert all(isinstance(item, Article) for item in read_items)
    for item in read_items:
        assert isinstance(item, Article)
        with (folder / item.name).open(encoding="utf-8", newline="") as stream:
            assert item.text == stream.read()


def test_a_store_of_ours_is_not_read_but_a_file_called_like_a_part_of_one_is(
    tmp_path: Path,
) -> None:
    fill(tmp_path, "a.txt", "reportedly-data/reportedly.json", "reportedly-data/articles.sqlite")
    fill(tmp_path, "reportedly-data/graph/CURRENT", "other/articles.sqlite")
    assert names(tmp_path) == ["a.txt", "other/articles.sqlite"]
    assert issues(tmp_path) == []
