"""A good publication with one thing wrong: how each kind of file is changed."""

from __future__ import annotations

import csv
import io
import json
import zipfile

from forecast.writeup.parquet import parquet_bytes, read_parquet
from forecast.writeup.publication.records import inputs_zip

HUB = "model-output/billion_copies-monte_carlo/2026-11-22-billion_copies-monte_carlo.csv"
HUB_FOLDER = "model-output/billion_copies-monte_carlo"


def put(path, content):
    """Replace a file or add one."""
    return lambda files: {**files, path: content}


def drop(path):
    """Leave a file out."""
    return lambda files: {name: content for name, content in files.items() if name != path}


def move(path, new):
    """Give a file another path."""
    return lambda files: {**drop(path)(files), new: files[path]}


def sub(path, old, new):
    """Replace the first place in a text; it must be there."""

    def change(files):
        text = files[path].decode()
        assert old in text, (path, old)
        return {**files, path: text.replace(old, new, 1).encode()}

    return change


def in_json(path, change):
    """Change what a JSON file says."""

    def changed(files):
        found = json.loads(files[path])
        change(found)
        return {**files, path: json.dumps(found, indent=1).encode() + b"\n"}

    return changed


def in_rows(path, change):
    """Change the rows of a table; the header is that of the first row."""

    def changed(files):
        rows = [*csv.DictReader(io.StringIO(files[path].decode()))]
        rows = change(rows) or rows
        stream = io.StringIO()
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return {**files, path: stream.getvalue().encode()}

    return changed


def in_draws(change):
    """Change columns or units of the joint draws."""

    def changed(files):
        columns, units = read_parquet(files["draws.parquet"])
        change(columns, units)
        return {**files, "draws.parquet": parquet_bytes(columns, units)}

    return changed


def in_zip(change):
    """Change the archive of inputs."""

    def changed(files):
        with zipfile.ZipFile(io.BytesIO(files["inputs.zip"])) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        change(held)
        return {**files, "inputs.zip": inputs_zip(held)}

    return changed


def summary(change):
    """Change summary.json."""
    return in_json("summary.json", change)


def answers(change):
    """Change the answers of summary.json."""
    return in_json("summary.json", lambda found: change(found["answers"]))


def manifest(change):
    """Change MANIFEST.json."""
    return in_json("MANIFEST.json", change)


def package(change):
    """Change datapackage.json."""
    return in_json("datapackage.json", change)


def question(change, place=0):
    """Change one question of metaculus.json."""
    return in_json("metaculus.json", lambda found: change(found[place]))


def numbers(change):
    """Change rows of numbers.csv."""
    return in_rows("numbers.csv", change)


def hub(change):
    """Change rows of the hub's model output."""
    return in_rows(HUB, change)


def hub_row(values, **keys):
    """Change the first row of the hub's output that has these values."""

    def change(rows):
        row = next(r for r in rows if all(r[k] == v for k, v in keys.items()))
        row.update(values if isinstance(values, dict) else values(row))

    return hub(change)


def row_of(rows, **keys):
    """The first row that has these values."""
    return next(r for r in rows if all(r[k] == v for k, v in keys.items()))
