"""Colours that can be read, in both schemes."""

import re

import pytest

from forecast.writeup.page.layout import asset

SCHEMES = re.findall(r":root\{(.*?)\}", asset("style.css").replace("\n", ""))


def luminance(colour):
    digits = colour * 2 if len(colour) == 3 else colour
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    bright, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_black_on_white_is_21():
    assert contrast("000", "fff") == pytest.approx(21.0)


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_words_stand_out_from_the_ground(scheme):
    colours = dict(re.findall(r"--(\w+):#([0-9a-f]+)", scheme))
    for name in ("ink", "soft", "warn", "c0", "c1", "c2", "c3", "c4", "c5"):
        for ground in ("ground", "panel"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
