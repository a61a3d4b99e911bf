import pytest

from forecast.errors import UsageError
from forecast.writeup.publication.names import (
    check_name,
    folder_in,
    publication_id,
    publications_in,
)

REFUSED = [
    "../x", "/etc/x", "C:\\x", "con", "com1", "a" * 65, "x\0y", "-x", "", "a/b", ".", "..", "A",
    "first answer", "f\u0456rst", "ｆirst", "e\u0301", "x.md", "x\n", "first-draft", "nul", "~x",
]  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_fault_27_a_name_that_is_not_plain(name):
    with pytest.raises(UsageError) as caught:
        check_name(name)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("name", ["a", "0", "first-answer", "x_1", "a" * 64])
def test_a_plain_name(name):
    assert publication_id(name, "2026-11-22") == f"2026-11-22-{name}"


def test_a_link_that_leads_out_is_refused(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "reports" / "2026-11-22-x").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="does not lie in"):
        folder_in(tmp_path / "reports", "2026-11-22-x")
    assert folder_in(tmp_path / "reports", "2026-11-22-y").name == "2026-11-22-y"


def test_publications_are_dated_folders_with_a_summary(tmp_path):
    for name in ("2026-11-22-b", "2026-11-20-a", "2026-11-21-c-draft", "decisions", "2026-11-19-z"):
        (tmp_path / name).mkdir()
        if name != "2026-11-19-z":
            (tmp_path / name / "summary.json").write_text("{}")
    found = [path.name for path in publications_in(tmp_path)]
    assert found == ["2026-11-20-a", "2026-11-22-b"]
    assert publications_in(tmp_path / "none") == []
