from forecast import locations


def test_in_a_checkout_the_priors_stand_beside_the_package():
    found = locations.default_priors()
    assert found == locations.PACKAGE.parent / "priors"
    assert (found / "sources.bib").is_file()


def test_in_a_wheel_they_stand_inside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(locations, "PACKAGE", tmp_path / "site-packages" / "forecast")
    assert locations.default_priors() == tmp_path / "site-packages" / "forecast" / "_priors"


def test_fault_51_no_home_means_no_user_file(monkeypatch):
    def homeless(*_):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("platformdirs.user_config_path", homeless)
    assert locations.user_settings_file() is None
