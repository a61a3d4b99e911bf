"""`python -m forecast.commands.backtest_table` puts the stored scores into the README."""

from __future__ import annotations

import json
from pathlib import Path

from forecast.writeup.backtest import FILE, with_backtest

STORED = Path("reports") / "track_record" / FILE


def main(root: Path = Path(__file__).parents[2]) -> None:
    """Make the table of scores of a checkout's README anew from the stored backtest.

    Parameters
    ----------
    root : Path, optional
        The checkout.
    """
    page = root / "README.md"
    document = json.loads((root / STORED).read_text(encoding="utf-8"))
    page.write_text(with_backtest(page.read_text(encoding="utf-8"), document), encoding="utf-8")


if __name__ == "__main__":
    main()
