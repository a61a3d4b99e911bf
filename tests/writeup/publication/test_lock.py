import json

from forecast.writeup.publication.lock import HOLDER, holder, locked


def test_the_holder_is_named_while_it_holds(tmp_path):
    with locked(tmp_path):
        assert holder(tmp_path).startswith("process ")
    assert not (tmp_path / HOLDER).exists()


def test_a_holder_that_cannot_be_read_is_another_process(tmp_path):
    for content in ("", "[]", json.dumps({"process": "x", "host": "h"})):
        (tmp_path / HOLDER).write_text(content)
        assert holder(tmp_path) == "another process"
