"""Writes what scores are compared with: distances of codes by scikit-learn's covariance of O. Ledoit and M. Wolf,
and its measures of rankings with ties.

    .venv/bin/pip install scikit-learn
    .venv/bin/python tools/score_golden.py >core/src/test/resources/golden/scores.properties
"""

import numpy as np
from sklearn.covariance import LedoitWolf
from sklearn.metrics import average_precision_score, roc_auc_score


def put(key, values):
    print(f"{key}={' '.join(repr(v) for v in np.ravel(values).tolist())}")


def distances(name, rng, rows, width, scale):
    mixing = rng.normal(size=(width, width))
    codes = ((rng.normal(size=(rows, width)) @ mixing) * scale + 3).astype(np.float32)
    probes = ((rng.normal(size=(8, width)) @ mixing) * scale * 2 + 3).astype(np.float32)
    mean = codes.astype(np.float64).mean(axis=0)
    deviation = codes.astype(np.float64).std(axis=0)
    found = LedoitWolf(assume_centered=True).fit((codes - mean) / deviation)
    units = (probes - mean) / deviation
    put(f"{name}.codes", codes)
    put(f"{name}.probes", probes)
    put(f"{name}.shrinkage", found.shrinkage_)
    put(f"{name}.distances", np.einsum("ri,ij,rj->r", units, np.linalg.inv(found.covariance_), units) / width)


def precision_at(scores, positive, count):
    """Of equal scores that do not all belong to the greatest a proportional part."""
    limit = np.sort(scores)[-count]
    above, equal = scores > limit, scores == limit
    return (positive[above].sum() + positive[equal].mean() * (count - above.sum())) / count


def ranking(name, rng, rows, levels):
    positive = rng.random(rows) < 0.2
    scores = (np.round((rng.normal(size=rows) + positive) * levels) / levels).astype(np.float32)
    put(f"{name}.scores", scores)
    put(f"{name}.positive", positive.astype(int))
    put(f"{name}.roc_auc", roc_auc_score(positive, scores))
    put(f"{name}.average_precision", average_precision_score(positive, scores))
    put(f"{name}.precision", precision_at(scores, positive, positive.sum()))


rng = np.random.default_rng(7)
print("# Written by tools/score_golden.py.")
distances("many", rng, 60, 4, np.array([1, 100, 0.01, 1]))
distances("few", rng, 5, 7, 1)
distances("three", rng, 3, 2, 1)
distances("one_unit", rng, 20, 1, 1)
ranking("ties", rng, 80, 2)
ranking("few_ties", rng, 200, 20)
ranking("coarse", rng, 60, 0.4)
