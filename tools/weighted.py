"""Samples of which values and rows do not all count the same, in PyTorch and by the bit contract."""

import numpy as np
import torch

import methods
from deep import Network, deep, initial_weights
from telar_bits import F32
from telar_trainer import Method, train

ROWS = 23  # a short batch ends a pass
BATCH = 5
STEPS = 12
# An epsilon that hides the rounding of tiny gradients, which Adam divides by their own size.
ADAM = {"optimizer": "adam", "learning_rate": 0.01, "epsilon": 1e-4}
NETWORKS = [Network((13, 7, 13), BATCH, {}), Network((19, 11, 5, 11, 19), BATCH, {})]

# name: (the network's place, how it is trained)
METHODS = {
    "sgd": (0, Method(momentum=0.9)),
    "adam": (0, Method(output="sigmoid", **ADAM)),
    "cross_entropy": (0, Method(output="sigmoid", cross_entropy=True)),
    "tied_clip": (0, Method(hidden="tanh", output="identity", clip=0.02, tied=True)),
    "noisy": (0, Method(hidden="gelu", dropout=0.2, noise="gaussian:0.1", sparsity=0.2, **ADAM)),
    "deep": (1, deep(hidden="leaky-relu:0.2", output="gelu", momentum=0.9, learning_rate=0.1)),
    "deep_cross_entropy": (1, deep(output="sigmoid", cross_entropy=True, **ADAM)),
}


def weights(rows, columns, random):
    """What values count within their row, and what rows count.

    A quarter of the values are missing; the weights of a row add up to its width. Each third row
    does not count, and none of the second batch.
    """
    present = torch.rand(rows, columns, generator=random) >= 0.25
    present[3] = False  # a row that has no values
    given = torch.rand(rows, columns, generator=random) * present
    total = given.sum(dim=1, keepdim=True)
    ours = torch.where(total > 0, given * columns / total, 0.0)
    of_rows = 2 * torch.rand(rows, generator=random)
    of_rows[::3] = 0
    of_rows[1] = 1
    of_rows[BATCH : 2 * BATCH] = 0
    return ours.numpy(), of_rows.numpy()


def in_order(tensor, steps):
    """Batches over and over; the last one of a pass is short."""
    batches = torch.split(torch.from_numpy(tensor), BATCH)
    return [batches[step % len(batches)] for step in range(steps)]


def golden(place, seed):
    """Samples, their weights and initial parameters, and what PyTorch makes of them in float64."""
    network = NETWORKS[place]
    random = torch.Generator().manual_seed(seed + place)
    samples = torch.rand(ROWS, network.widths[0], generator=random).numpy()
    loss_weights, row_weights = weights(ROWS, network.widths[0], random)
    initial = initial_weights(network, seed)
    tensors = {"x": samples, "loss_weights": loss_weights, "row_weights": row_weights}
    tensors |= {f"initial.{name}": w for name, w in initial.items()}
    for name, (own, method) in METHODS.items():
        if own == place:
            run = in_pytorch(method, tensors, initial, seed)
            tensors |= {f"{name}.{tensor}": values for tensor, values in run.items()}
    return {name: np.ascontiguousarray(np.float32(tensor)) for name, tensor in tensors.items()}


def in_pytorch(method, tensors, initial, seed):
    batches = [x.double() for x in in_order(tensors["x"], STEPS)]
    counts = np.float64(tensors["loss_weights"]) * tensors["row_weights"][:, None]
    return methods.train(method, initial, batches, seed, in_order(counts, STEPS))


def exact(tensors, place, name, seed):
    """The squared errors and the weights of a run by the bit contract, compared with PyTorch's."""
    initial = initial_weights(NETWORKS[place], seed)
    method = METHODS[name][1]
    batches = [x.numpy() for x in in_order(tensors["x"], STEPS)]
    counts = F32(tensors["loss_weights"] * tensors["row_weights"][:, None])
    counts = [c.numpy() for c in in_order(counts, STEPS)]
    errors, ours = train(initial, method, batches, seed, counts)
    theirs = in_pytorch(method, tensors, initial, seed)
    losses = [error / x.size for error, x in zip(errors, batches)]
    np.testing.assert_allclose(losses, theirs.pop("losses"), rtol=5e-6, err_msg=name)
    assert losses[1] == 0, "no row of the second batch counts"
    for tensor, values in theirs.items():
        np.testing.assert_allclose(ours[tensor], values, atol=1e-5, err_msg=f"{name}.{tensor}")
        assert not np.array_equal(values, initial[tensor]), "a dead network proves nothing"
    return errors, ours
