"""Makes up a table of numbers that hang together, the same on every machine: python make_table.py FILE."""

import sys

import numpy as np

ROWS = 60_000
COLUMNS = 30
FACTORS = 6


def main(file):
    random = np.random.Generator(np.random.PCG64(3))
    factors = random.normal(size=(ROWS, FACTORS))
    mixing = random.normal(size=(FACTORS, COLUMNS))
    values = np.tanh(factors @ mixing / 2) + 0.1 * random.normal(size=(ROWS, COLUMNS))
    values = values * np.linspace(0.5, 20, COLUMNS) + np.linspace(-5, 50, COLUMNS)
    header = ",".join(f"c{i}" for i in range(COLUMNS))
    np.savetxt(file, values, fmt="%.4f", delimiter=",", header=header, comments="")


main(sys.argv[1])
