from pathlib import Path

from workstation.benchmarks.setting import SMALL, Setting, forget_cached


def test_sample_data_are_made_once() -> None:
    with Setting(SMALL) as setting:
        folder = setting.ct_series(2)
        made = [path.stat().st_mtime_ns for path in sorted(folder.iterdir())]
        again = setting.ct_series(2)
        assert [path.stat().st_mtime_ns for path in sorted(again.iterdir())] == made


def test_each_length_and_syntax_has_a_folder_of_its_own() -> None:
    with Setting(SMALL) as setting:
        folders = {setting.ct_series(1), setting.ct_series(2), setting.ct_series(1, "rle")}
        assert sorted(len(list(folder.iterdir())) for folder in folders) == [1, 1, 2]


def test_nothing_is_left_behind() -> None:
    with Setting(SMALL) as setting:
        folder = setting.cine()
        assert folder.exists()
    assert not folder.parent.exists()


def test_files_that_the_system_forgot_are_whole(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"not on the disk yet")
    forget_cached(tmp_path)
    assert (tmp_path / "file").read_bytes() == b"not on the disk yet"
