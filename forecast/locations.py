"""Where the project's own files are: in a checkout beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
MARK = "sources.bib"  # a file that every folder of priors has


def default_priors() -> Path:
    """Return the project's `priors/` in a checkout, else the copy that a wheel carries."""
    beside = PACKAGE.parent / "priors"
    return beside if (beside / MARK).is_file() else PACKAGE / "_priors"


def user_settings_file() -> Path | None:
    """Return the settings file in the user's configuration folder; None without a home."""
    from platformdirs import user_config_path

    try:
        return user_config_path("billion-copies") / "forecast.toml"
    except RuntimeError:  # no home folder
        return None


def notebooks_folder() -> Path:
    """Return the project's `notebooks/` in a checkout, else the copy that a wheel carries."""
    beside = PACKAGE.parent / "notebooks"
    return beside if beside.is_dir() else PACKAGE / "_notebooks"
