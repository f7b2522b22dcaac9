"""Writes what CSV readers are compared with: texts, and their cells by Python's csv module.

    python3 tools/csv_cells.py > tables/src/test/resources/csv/cells.json

The texts are made at random out of what is difficult: delimiters, quotes and line breaks within quotes, quotes that
are doubled, empty cells, characters of several bytes. Each is written by csv.writer in one of its ways and read by
csv.reader. Cells have no spaces at their ends, which Telar does not take for a part of a cell without quotes; and no
cell is one of the texts that mean that there is no value.
"""

import csv
import io
import json
import random

ALPHABET = ["a", "B", "7", "0", ".", "-", "é", "日", "𝄞", " x ", ",", ";", "\t", "|", '"', '""', "\n", "\r\n", "'", "#"]
QUOTING = [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]


def cell(choose):
    return "".join(choose.choice(ALPHABET) for _ in range(choose.randrange(0, 7))).strip(" \t")


def written(choose, delimiter):
    columns = choose.randrange(2, 6)
    rows = [[cell(choose) for _ in range(columns)] for _ in range(choose.randrange(1, 6))]
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=delimiter,
        quoting=choose.choice(QUOTING),
        lineterminator=choose.choice(["\n", "\r\n", "\r"]),
    )
    writer.writerows(rows)
    text = out.getvalue()
    return text if choose.random() < 0.5 else text.rstrip("\r\n")


def main():
    choose = random.Random(1)
    cases = []
    while len(cases) < 100:
        delimiter = choose.choice(",;\t|")
        text = written(choose, delimiter)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        # csv.writer leaves a line break without quotes if it ends its lines with another.
        if len({len(row) for row in rows}) > 1:
            continue
        cases.append({"delimiter": delimiter, "text": text, "cells": rows})
    print("[")
    print(",\n".join(json.dumps(case, ensure_ascii=False) for case in cases))
    print("]")


if __name__ == "__main__":
    main()
