"""Reads a run's event files with TensorBoard's own reader, and compares them with what the run says.

    .venv/bin/pip install tensorboard==2.21.0
    .venv/bin/python tools/tensorboard_events.py RUN...

Fails unless every error of history.csv, the test error of result.json and a picture an epoch are there.
"""

import csv
import json
import struct
import sys
from pathlib import Path

from tensorboard.backend.event_processing.event_accumulator import IMAGES, SCALARS, EventAccumulator


def float32(number):
    return struct.unpack("<f", struct.pack("<f", float(number)))[0]


def check(run):
    events = EventAccumulator(str(run), size_guidance={SCALARS: 0, IMAGES: 0})
    events.Reload()
    scalars = {tag: {e.step: e.value for e in events.Scalars(tag)} for tag in events.Tags()["scalars"]}
    with open(run / "history.csv") as file:
        history = list(csv.DictReader(file))
    for column in ("train_running", "train", "validation"):
        expected = {int(row["epoch"]): float32(row[column]) for row in history if row.get(column)}
        found = scalars.get("error/" + column, {})
        assert found == expected, f"{run}: error/{column} is {found}, expected {expected}"
    test = float32(json.loads((run / "result.json").read_text())["test_error"])
    # One that went on after its end has the errors of both ends.
    assert scalars["error/test"][len(history)] == test, f"{run}: {scalars['error/test']}"
    pictures = events.Images("reconstructions")
    assert [p.step for p in pictures] == list(range(1, len(history) + 1)), [p.step for p in pictures]
    assert all(p.encoded_image_string.startswith(b"\x89PNG") for p in pictures)
    print(f"{run}: {len(history)} epochs, {sorted(scalars)}, pictures {pictures[0].width} x {pictures[0].height}")


if len(sys.argv) < 2:
    sys.exit(__doc__)
for argument in sys.argv[1:]:
    check(Path(argument))
