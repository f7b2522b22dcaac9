"""Writes a table with every kind of column, and what becomes of it, for the tests of `tables`.

Everything is computed in float64 by NumPy from the table's text alone, the training by PyTorch; of
Telar's only the random bits that say which rows show the level "other".
"""

import csv
import datetime
import math
import pathlib
import random

import numpy as np
import torch

import telar_bits

FOLDER = pathlib.Path(__file__).parent.parent / "tables/src/test/resources/table"
ROWS = 61
TRAIN, VALIDATION, CALIBRATION = 40, 6, 5  # the rest is for the test
MIN_COUNT = 2
OTHER = 9  # the code of the purpose of random bits
COLUMNS = ["id", "age", "income", "city", "member", "plan", "visited", "unit", "class", "counts"]


def table():
    """Rows of text."""
    draw = random.Random(11)
    start = datetime.datetime(2026, 1, 30, 22, 15)
    rows = []
    for i in range(ROWS):
        age = "" if draw.random() < 0.15 else str(draw.randint(18, 90))
        income = f"{math.exp(draw.gauss(10, 0.7)):.2f}"
        city = draw.choice(["Bern", "Basel", "Bern", "Zug", "Genf"])
        if i in (7, 45):
            city = "Chur"  # once among the rows that train: rare
        if i in (3, 22, 50):
            city = ""
        member = draw.choice(["yes", "no"])
        plan = draw.choice(["basic", "plus"])
        if i == 48:
            plan = "gold"  # not among the rows that train
        visited = start + datetime.timedelta(hours=17 * i, minutes=draw.randint(0, 59))
        stamp = "" if i in (5, 44) else visited.strftime("%Y-%m-%dT%H:%M")
        counts = draw.choice(["1", "1", "0.5", "2", "0"])
        label = draw.choice(["a", "b"])
        rows.append([f"r{i}", age, income, city, member, plan, stamp, "kg", label, counts])
    return rows


def neumaier(values):
    return math.fsum(values)


def number(texts, train, scale, none=1.0):
    """The scaled column before it is rounded, and where it is missing."""
    values = np.array([float(t) if t else np.nan for t in texts])
    known = values[:train][~np.isnan(values[:train])]
    mean = neumaier(known) / len(known)
    deviation = math.sqrt(neumaier((known - mean) ** 2) / len(known))
    if scale == "standard":
        centre, unit = mean, deviation
    elif scale == "min-max":
        centre, unit = known.min(), known.max() - known.min()
    elif scale == "robust":
        first, centre, third = np.percentile(known, [25, 50, 75])
        unit = third - first
    else:
        centre, unit = 0.0, none
    missing = np.isnan(values)
    filled = np.where(missing, mean, values)
    return (filled - centre) / unit, missing, bool(missing[:train].any())


def other_rows(column, train):
    """The training rows that show the level of all others."""
    words = np.array([int(telar_bits.bits(1, OTHER, column, row, 1)[0]) for row in range(train)])
    shown = words < 2**32 // 200
    shown[np.argmin(words)] = True
    return shown


def category(texts, column, train, boolean):
    """One-hot columns: levels in order, other, missing."""
    seen = {}
    for t in texts[:train]:
        seen[t] = seen.get(t, 0) + 1
    has_missing = "" in seen
    levels = sorted(t for t in seen if t and (boolean or seen[t] >= MIN_COUNT))
    width = len(levels) + (0 if boolean else 1) + (1 if has_missing else 0)
    hot = np.zeros((len(texts), width))
    masked = np.zeros(len(texts), bool)
    rare = any(t and t not in levels for t in texts[:train])
    shown = np.zeros(len(texts), bool)
    if not boolean and not rare:
        shown[:train] = other_rows(column, train)
    for row, t in enumerate(texts):
        if shown[row] or (t and t not in levels and not boolean):
            hot[row, len(levels)] = 1
        elif t in levels:
            hot[row, levels.index(t)] = 1
        elif has_missing:
            hot[row, width - 1] = 1
        else:
            masked[row] = True
            if not boolean:
                hot[row, len(levels)] = 1
    return hot, masked


def cycles(texts):
    """Hour, weekday and month as sine and cosine."""
    angles = np.zeros((len(texts), 6))
    for row, t in enumerate(texts):
        if t:
            moment = datetime.datetime.fromisoformat(t)
            hour = (moment.hour + moment.minute / 60) / 24
            weekday = (moment.weekday() + hour) / 7
            first = datetime.date(moment.year, moment.month, 1)
            following = (first + datetime.timedelta(days=32)).replace(day=1)
            month = (moment.month - 1 + (moment.day - 1) / (following - first).days) / 12
            for k, turn in enumerate((hour, weekday, month)):
                angles[row, 2 * k : 2 * k + 2] = math.sin(2 * math.pi * turn), math.cos(2 * math.pi * turn)
    return angles


def prepare(rows, scale):
    """Values before rounding, and what each counts for."""
    texts = {name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}
    values, shares, masks, owner = [], [], [], []

    def add(column, block, share, masked):
        for j in range(block.shape[1]):
            values.append(block[:, j])
            shares.append(share[j])
            masks.append(masked)
            owner.append(column)

    def add_number(column, name, parts=1):
        stamps = texts[name]
        if parts > 1:
            epoch = datetime.datetime(1970, 1, 1)
            stamps = [
                str(round((datetime.datetime.fromisoformat(t) - epoch).total_seconds() * 1e6)) if t else ""
                for t in stamps
            ]
        scaled, missing, indicator = number(stamps, TRAIN, scale, 86_400e6 if parts > 1 else 1.0)
        add(column, scaled[:, None], [1 / parts], missing)
        if indicator:
            add(column, missing[:, None].astype(float), [0.0], missing)
        return missing

    add_number(0, "age")
    add_number(1, "income")
    for column, name in ((2, "city"), (3, "member"), (4, "plan")):
        hot, masked = category(texts[name], COLUMNS.index(name), TRAIN, name == "member")
        add(column, hot, [1.0] * hot.shape[1], masked)
    missing = add_number(5, "visited", parts=4)
    add(5, cycles(texts["visited"]), [0.25] * 6, missing)

    x = np.stack(values, axis=1)
    counted = np.zeros((len(rows), 6), bool)
    for j, column in enumerate(owner):
        counted[:, column] = ~masks[j]
    factor = x.shape[1] / counted.sum(axis=1, keepdims=True)
    weights = np.stack(
        [np.where(masks[j], 0.0, shares[j]) * factor[:, 0] for j in range(x.shape[1])], axis=1
    )
    given = np.array([float(t) for t in texts["counts"]])
    row_weights = given / (neumaier(given[:TRAIN]) / TRAIN)
    return x, weights, row_weights


def loss(x, y, weights, row_weights):
    return float((row_weights[:, None] * weights * (y - x) ** 2).sum() / (row_weights.sum() * x.shape[1]))


def train(x, weights, row_weights):
    """Ten epochs of Adam in float64, batches of 8 rows in their order."""
    draw = torch.Generator().manual_seed(5)
    width, hidden = x.shape[1], 7
    initial = {
        "encoder.weight": torch.empty(hidden, width).uniform_(-0.4, 0.4, generator=draw),
        "encoder.bias": torch.zeros(hidden),
        "decoder.weight": torch.empty(width, hidden).uniform_(-0.4, 0.4, generator=draw),
        "decoder.bias": torch.zeros(width),
    }
    encoder, decoder = torch.nn.Linear(width, hidden).double(), torch.nn.Linear(hidden, width).double()
    with torch.no_grad():
        encoder.weight.copy_(initial["encoder.weight"])
        encoder.bias.copy_(initial["encoder.bias"])
        decoder.weight.copy_(initial["decoder.weight"])
        decoder.bias.copy_(initial["decoder.bias"])
    # As float32 sees them: this is about training, and rounding is compared elsewhere.
    values = torch.from_numpy(x[:TRAIN].astype(np.float32).astype(np.float64))
    counts = torch.from_numpy((row_weights[:TRAIN, None] * weights[:TRAIN]))
    parameters = list(encoder.parameters()) + list(decoder.parameters())
    adam = torch.optim.Adam(parameters, lr=0.01, eps=1e-4)
    for _ in range(10):
        for batch, own in zip(torch.split(values, 8), torch.split(counts, 8)):
            adam.zero_grad()
            output = decoder(torch.tanh(encoder(batch)))
            (own * (output - batch) ** 2).mean().backward()
            adam.step()
    final = {
        "encoder.weight": encoder.weight,
        "encoder.bias": encoder.bias,
        "decoder.weight": decoder.weight,
        "decoder.bias": decoder.bias,
    }
    return initial, final


def lines(name, array):
    flat = np.asarray(array, np.float64).reshape(-1)
    return f"{name} " + " ".join(repr(float(v)) for v in flat)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = table()
    with open(FOLDER / "customers.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    written = []
    for scale in ("standard", "min-max", "robust", "none"):
        x, weights, row_weights = prepare(rows, scale)
        written.append(lines(f"{scale}.values", x))
        if scale == "standard":
            written.append(lines("weights", weights))
            written.append(lines("row_weights", row_weights))
            test = slice(TRAIN + VALIDATION + CALIBRATION, ROWS)
            halved = x * 0.5 + 0.1
            written.append(lines("loss", loss(x[test], halved[test], weights[test], row_weights[test])))
            initial, final = train(x, weights, row_weights)
            for prefix, tensors in (("initial", initial), ("final", final)):
                for name, tensor in tensors.items():
                    written.append(lines(f"{prefix}.{name}", tensor.detach().numpy()))
    (FOLDER / "customers.golden").write_text("\n".join(written) + "\n")


if __name__ == "__main__":
    main()
