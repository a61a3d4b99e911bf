from forecast.writeup.examination.status import status_text

RUN = {"replicates": 300, "is_current": True, "is_inside": True, "is_enough": True, "outside": []}


def test_what_is_not_run_is_said():
    told = status_text(
        {
            "stock": RUN,
            "serving": RUN | {"replicates": 0, "is_current": False},
            "arrival": RUN | {"is_inside": False, "outside": ["headline"]},
        },
        100,
    )
    assert "stock       300  " in told.replace("    ", "    ")
    assert "not run" in told
    assert "OUTSIDE: headline" in told
