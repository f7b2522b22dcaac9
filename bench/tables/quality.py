"""Tells anomalies of four tables by telar score and by other methods on the same rows; see bench/README.md.

Each model sees every second normal row. The others and all anomalies are ranked by it. What has been measured
stays in the folder of --out and is not measured again.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

# One thread: the tables are small, and sums come out alike.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np
import torch
from sklearn.ensemble import IsolationForest
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.neighbors import NearestNeighbors

SEEDS = (1, 2, 3)

# name: (label, anomalous classes, classes left out, columns that are no input). Shuttle as in ODDS (Rayana 2016):
# its class 4, here "High", is left out. Soybean: its four rarest classes.
SETS = {
    "Shuttle": ("Class", ("Bpv.Close", "Bpv.Open", "Bypass", "Fpv.Close", "Fpv.Open"), ("High",), ()),
    "Satellite": ("classes", ("cotton crop", "damp grey soil", "vegetation stubble"), (), ()),
    "BreastCancer": ("Class", ("malignant",), (), ("Id",)),
    "Soybean": ("Class", ("2-4-d-injury", "cyst-nematode", "diaporthe-pod-&-stem-blight", "herbicide-injury"), (), ()),
}
TELAR = ("reconstruction", "code", "both")
OTHERS = ("PCA residual", "distance from the mean", "isolation forest", "autoencoder as PyOD's", "5 nearest rows")


def divide(file, label, anomalies, left_out):
    """The table's head, the rows to train on, the rows to tell, and whether each of them is an anomaly."""
    with open(file, newline="", encoding="utf-8") as stream:
        head, *rows = csv.reader(stream)
    at = head.index(label)
    rows = [row for row in rows if row[at] not in left_out]
    normal = [row for row in rows if row[at] not in anomalies]
    strange = [row for row in rows if row[at] in anomalies]
    usual = normal[1::2]
    return head, normal[::2], usual + strange, np.r_[np.zeros(len(usual)), np.ones(len(strange))]


def write(file, head, rows):
    with open(file, "w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows([head, *rows])


def number(text):
    try:
        return float(text) if text else np.nan
    except ValueError:
        return None


def prepare(head, train, test, left_out):
    """Columns of mean 0 and deviation 1 by the rows to train on; a category has a column for each level.

    A missing number is the mean, and a column of its own says that it is missing.
    """
    columns = []
    for at in (at for at, name in enumerate(head) if name not in left_out):
        cells = ["" if row[at] == "NA" else row[at] for row in train + test]
        levels = sorted(set(cells[: len(train)]))
        values = [number(cell) for cell in cells]
        if None in values:
            columns += [[cell == level for cell in cells] for level in levels]
            continue
        values = np.array(values)
        missing = np.isnan(values)
        if not missing[: len(train)].all():
            columns.append(np.where(missing, np.nanmean(values[: len(train)]), values))
        columns.append(missing)
    x = np.array(columns, dtype=float).T
    x = x[:, x[: len(train)].std(0) > 0]
    mean, deviation = x[: len(train)].mean(0), x[: len(train)].std(0)
    x = np.clip((x - mean) / deviation, -1e4, 1e4)
    return x[: len(train)], x[len(train) :]


def autoencoder(train, test, seed):
    """The network and the training that PyOD's AutoEncoder has by default, in PyTorch."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    layers = []
    for inputs, outputs in ((train.shape[1], 64), (64, 32), (32, 32), (32, 64)):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.BatchNorm1d(outputs), torch.nn.ReLU(), torch.nn.Dropout(0.2)]
    network = torch.nn.Sequential(*layers, torch.nn.Linear(64, train.shape[1]))
    rows, told = (torch.tensor(part, dtype=torch.float32) for part in (train, test))
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, weight_decay=1e-5)
    for _ in range(10):
        for batch in torch.randperm(len(rows)).split(32):
            # A batch of one row has no deviation to be normalised by.
            if len(batch) > 1:
                optimizer.zero_grad()
                (network(rows[batch]) - rows[batch]).square().mean().backward()
                optimizer.step()
    network.eval()
    with torch.no_grad():
        return (network(told) - told).norm(dim=1).numpy()


def others(train, test, seed):
    """Scores of the rows to tell, by method."""
    _, values, axes = np.linalg.svd(train, full_matrices=False)
    axes = axes[: int(np.searchsorted(np.cumsum(values**2) / (values**2).sum(), 0.9)) + 1]
    forest = IsolationForest(random_state=seed).fit(train)
    nearest = NearestNeighbors(n_neighbors=5).fit(train)
    return dict(zip(OTHERS, (
        ((test - test @ axes.T @ axes) ** 2).sum(1),
        (test**2).mean(1),
        -forest.score_samples(test),
        autoencoder(train, test, seed),
        nearest.kneighbors(test)[0].mean(1),
    )))


def telar(program, *arguments):
    done = subprocess.run([program, *map(str, arguments), "--quiet", "--json"], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"quality: telar {' '.join(map(str, arguments))} failed:\n{done.stdout}")
    return json.loads(done.stdout)


def measure(name, seed, program, data, folder):
    """The area under the ROC curve and the average precision of each method."""
    known = folder / "quality.json"
    if known.exists():
        return json.loads(known.read_text())
    label, anomalies, classes_left_out, ids = SETS[name]
    folder.mkdir(parents=True, exist_ok=True)
    head, train, test, strange = divide(data / f"{name}.csv", label, anomalies, classes_left_out)
    print(f"{name}, seed {seed}: {len(train)} rows to train on, {len(test)} to tell, {int(strange.sum())} of them anomalies",
          file=sys.stderr)
    write(folder / "train.csv", head, train)
    write(folder / "test.csv", head, test)
    roles = ["--label", label, *(["--id", ",".join(ids)] if ids else [])]
    run = folder / "run"
    if not (run / "result.json").exists():
        # The rows to test on lie in a file of their own; one is the least that can be taken away.
        telar(program, "train", "--data", folder / "train.csv", *roles, "--test-rows", 1, "--seed", seed, "--out", run)
    found = {}
    for by in TELAR:
        measures = telar(program, "score", run, "--data", folder / "test.csv", *roles, "--anomaly", ",".join(anomalies),
                         "--by", by)["measures"]
        found[by] = [measures["roc_auc"]["value"], measures["average_precision"]["value"]]
    for method, scores in others(*prepare(head, train, test, {label, *ids}), seed).items():
        found[method] = [roc_auc_score(strange, scores), average_precision_score(strange, scores)]
    known.write_text(json.dumps(found))
    return found


def show(title, at, results):
    """A Markdown table of means over the seeds, with the smallest and the greatest where they differ."""
    print(f"\n| {title} | {' | '.join(results)} | mean |\n|---{'|---' * len(results)}|---|")
    for method in TELAR + OTHERS:
        name = f"Telar, {method}" if method in TELAR else method
        values = [[found[method][at] for found in seeds] for seeds in results.values()]
        means = [sum(value) / len(value) for value in values]
        cells = [f"{mean:.3f}" + (f" ({min(value):.3f}–{max(value):.3f})" if max(value) - min(value) > 5e-4 else "")
                 for mean, value in zip(means, values)]
        print(f"| {name} | {' | '.join(cells)} | {sum(means) / len(means):.3f} |")


def main():
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(prog="quality", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of tables; default: {', '.join(SETS)}")
    parser.add_argument("--data", type=Path, default=here / "data", help="where bench/tables/fetch has put them")
    parser.add_argument("--out", type=Path, default=here / "data" / "quality", help="a folder for runs and results")
    parser.add_argument("--telar", required=True, help=argparse.SUPPRESS)
    args = parser.parse_args()
    names = args.names or list(SETS)
    unknown = [name for name in names if name not in SETS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(SETS)}")
    absent = [name for name in names if not (args.data / f"{name}.csv").exists()]
    if absent:
        subprocess.run([here / "fetch", *absent, "--out", args.data], check=True, stdout=sys.stderr)
    results = {name: [measure(name, seed, args.telar, args.data, args.out / name / str(seed)) for seed in SEEDS] for name in names}
    show("ROC-AUC", 0, results)
    show("average precision", 1, results)


main()
