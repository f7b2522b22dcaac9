"""Networks with several hidden layers, in PyTorch in float64 and by the bit contract."""

import dataclasses
from functools import partial

import numpy as np
import torch
from torch import nn

import methods
import telar_bits as telar
from telar_trainer import Method, train

ROWS = 58  # a short batch ends an epoch of each network
STEPS = 12


@dataclasses.dataclass(frozen=True)
class Network:
    """Widths from the inputs to the outputs, and the rows in a batch."""

    widths: tuple
    batch: int
    activations: dict

    @property
    def code(self):
        """Which layer gives the code, counted from 1."""
        return len(self.widths) // 2

    def __str__(self):
        return "-".join(map(str, self.widths))


NETWORKS = [
    Network((33, 17, 9, 17, 33), 9, {"hidden": "relu", "code": "identity", "output": "sigmoid"}),
    Network((20, 40, 7, 40, 20), 16, {"hidden": "gelu", "code": "identity", "output": "identity"}),
    Network(
        (30, 20, 11, 5, 11, 20, 30),
        5,
        {"hidden": "leaky-relu:0.2", "code": "tanh", "output": "sigmoid"},
    ),
]
# How each network trains in PyTorch, besides its activations.
ADAM = {"optimizer": "adam", "learning_rate": 0.01}
MOMENTUM = {"momentum": 0.9, "learning_rate": 0.1}

deep = partial(Method, code="identity")


def shared(name, code="identity"):
    """A method of networks with one hidden layer, where the code has an activation of its own."""
    return dataclasses.replace(methods.METHODS[name], code=code)


# By the bit contract. Names of three activations are those of hidden layers, code and output.
METHODS = {
    "plain": deep(),
    "momentum": deep(momentum=0.9),
    "dropout10": deep(momentum=0.9, dropout=0.1),
    "dropout50": deep(dropout=0.5),
    "nesterov": shared("nesterov"),
    "decay": shared("decay"),
    "adam": shared("adam"),
    "adam_decay": shared("adam_decay"),
    "adamw": shared("adamw"),
    "cross_entropy": shared("cross_entropy"),
    "relu_relu_relu": deep(code="relu"),
    "identity_leaky_gelu": deep(hidden="identity", code="leaky-relu:0.2", output="gelu"),
    "leaky_gelu_tanh": deep(hidden="leaky-relu:0.2", code="gelu", output="tanh"),
    "gelu_tanh_sigmoid": deep(hidden="gelu", code="tanh", output="sigmoid"),
    "tanh_sigmoid_identity": deep(hidden="tanh", code="sigmoid", output="identity"),
    "sigmoid_gelu_leaky": deep(hidden="sigmoid", code="gelu", output="leaky-relu"),
    "gelu_identity_gelu": deep(hidden="gelu", output="gelu"),
    "top_k": deep(code="top-k:3", output="identity"),
    "gelu_top_k": deep(hidden="gelu", code="top-k:3", output="sigmoid", momentum=0.9, dropout=0.1),
    "tied": shared("tied"),
    "tied_adam": deep(hidden="tanh", optimizer="adam", learning_rate=0.01, tied=True),
    "clip": shared("clip"),
    "tied_clip": deep(hidden="gelu", clip=0.02, tied=True),
    "sparsity": deep(code="tanh", sparsity=0.7),
    "masking": shared("masking"),
    "gaussian": shared("gaussian"),
    "dropout_gelu": deep(hidden="gelu", code="tanh", dropout=0.3, noise="masking:0.2"),
    # Inputs so large that units are off, where GELU is 0.
    "gelu_off": deep(hidden="gelu", output="sigmoid", noise="gaussian:30"),
    "everything": shared("everything", code="tanh"),
}


def initial_weights(network, seed):
    """PyTorch's own, the same ones each time."""
    torch.manual_seed(seed + network.widths[0])
    names = telar.layer_names(network.code, len(network.widths) - 1 - network.code)
    weights = {}
    for layer, inputs, outputs in zip(names, network.widths, network.widths[1:]):
        linear = nn.Linear(inputs, outputs)
        weights[f"{layer}.weight"] = linear.weight.detach().numpy()
        weights[f"{layer}.bias"] = linear.bias.detach().numpy()
    return weights


def one_pass(method, initial, x, seed):
    """Code, output, loss and every gradient."""
    weights = {n: nn.Parameter(torch.from_numpy(w.copy()).to(x.dtype)) for n, w in initial.items()}
    code, _, output = methods.forward(method, weights, x, seed, 0)
    loss = nn.functional.mse_loss(output, x)
    loss.backward()
    tensors = {"code": code, "output": output, "loss": loss.reshape(1)}
    tensors |= {f"gradient.{name}": w.grad for name, w in weights.items()}
    assert all(t.abs().max() > 0 for t in tensors.values()), "a dead network proves nothing"
    return {name: t.detach().numpy() for name, t in tensors.items()}


def batches_in_order(samples, network, steps):
    """Batches over and over; the last one of a pass is short."""
    batches = torch.split(samples, network.batch)
    return [batches[step % len(batches)] for step in range(steps)]


def golden(network, seed):
    """What PyTorch computes in float64, rounded to float32."""
    torch.manual_seed(seed)
    samples = torch.rand(ROWS, network.widths[0])
    initial = initial_weights(network, seed)
    x = samples.double()
    tensors = one_pass(Method(**network.activations), initial, x[: network.batch], seed)
    in_order = batches_in_order(x, network, methods.STEPS)
    # As a trainer takes the rows in its first epoch.
    shuffled = torch.split(x[telar.permutation(seed, "SHUFFLE", 1, ROWS)], network.batch)
    runs = {"adam": (ADAM, in_order), "momentum": (MOMENTUM, in_order), "epoch": (ADAM, shuffled)}
    for name, (optimizer, batches) in runs.items():
        run = methods.train(Method(**network.activations, **optimizer), initial, batches, seed)
        tensors |= {f"{name}.{tensor}": values for tensor, values in run.items()}
    tensors |= {f"initial.{name}": w for name, w in initial.items()} | {"x": samples.numpy()}
    return {name: np.ascontiguousarray(np.float32(tensor)) for name, tensor in tensors.items()}


def initial_golden(seed):
    """Initial weights of every kind that is drawn."""
    return {
        f"{kind}.{name}": values
        for kind in ["pytorch-default", "kaiming", "xavier"]
        for name, values in telar.initial_weights([33, 17, 9, 17, 33], 2, seed, kind).items()
    }


def exact(tensors, network, name, seed):
    """The squared errors and the weights of a run by the bit contract, compared with PyTorch's."""
    initial = initial_weights(network, seed)
    batches = batches_in_order(torch.from_numpy(tensors["x"]), network, STEPS)
    errors, weights = train(initial, METHODS[name], [x.numpy() for x in batches], seed)
    theirs = methods.train(METHODS[name], initial, [x.double() for x in batches], seed)
    losses = theirs.pop("losses")
    ours = [error / x.numel() for error, x in zip(errors, batches)]
    np.testing.assert_allclose(ours, losses, rtol=1e-6, err_msg=f"{network}.{name}")
    for tensor, values in theirs.items():
        np.testing.assert_allclose(weights[tensor], values, atol=1e-5, err_msg=f"{name}.{tensor}")
        assert not np.array_equal(values, initial[tensor]), "a dead network proves nothing"
    return errors, weights
