import pytest

from forecast.writeup.checks.folder import Folder


def test_texts_tables_and_json():
    folder = Folder({"a.csv": b"x,y\n1,2\n", "b.json": b'{"k": 1}', "c.png": b"\x89"})
    assert folder.csv("a.csv") == [{"x": "1", "y": "2"}]
    assert folder.json("b.json") == {"k": 1}
    assert (folder.tables, folder.texts) == (["a.csv"], ["a.csv", "b.json"])


def test_nan_is_no_json():
    with pytest.raises(ValueError, match="NaN is not a number"):
        Folder({"b.json": b'{"k": NaN}'}).json("b.json")


def test_tasks_group_rows_of_one_type():
    lines = (
        "target,copies,output_type,output_type_id,value\na,1,cdf,1,0\na,1,cdf,2,1\na,1,mean,NA,3\n"
    )
    folder = Folder({"model-output/t-m/r-t-m.csv": lines.encode()})
    assert [(key, len(rows)) for key, rows in folder.tasks("cdf")] == [(("a", "1", "cdf"), 2)]
