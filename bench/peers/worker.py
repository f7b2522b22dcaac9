"""What the Python workers have in common: the recipe, the images, and the commands on standard input."""

import gzip
import json
import sys
import time
from pathlib import Path

import numpy as np

# The same numbers stand in EpochWorker.java.
LEARNING_RATE = 0.1
MOMENTUM = 0.9
DROPOUT = 0.1


def train_rows(data, rows, columns):
    """The rows to train on: of a folder of images, or of a table, whose columns they standardise."""
    if not data.endswith(".csv"):
        return train_images(data, rows, columns)
    values = np.loadtxt(data, delimiter=",", skiprows=1, max_rows=rows)
    return ((values - values.mean(axis=0)) / values.std(axis=0)).astype(np.float32)


def train_images(folder, rows, columns):
    """The middle pixels of the first training images as floats in [0, 1], (rows, columns)."""
    plain = Path(folder) / "train-images-idx3-ubyte"
    content = plain.read_bytes() if plain.exists() else gzip.open(f"{plain}.gz").read()
    pixels = np.frombuffer(content, np.uint8, offset=16).reshape(-1, 28 * 28)
    first = (28 * 28 - columns) // 2
    pixels = pixels[:rows, first : first + columns]
    return pixels.astype(np.float32, order="C") / np.float32(255)


def serve(name, epoch):
    """Says what computes, then answers every line with how long an epoch took and its mean loss."""
    print(json.dumps({"name": name}), flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        loss = epoch()
        print(json.dumps({"seconds": time.perf_counter() - started, "loss": loss}), flush=True)
