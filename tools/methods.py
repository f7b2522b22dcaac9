"""Every way of training that Telar has beyond the paper's, at any depth, in PyTorch."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import telar_bits as telar
from telar_trainer import Method, argument, layers_of

METHODS = {
    "nesterov": Method(momentum=0.9, nesterov=True, decay=0.01),
    "decay": Method(decay=0.03),
    "adam": Method(optimizer="adam", learning_rate=0.01),
    "adam_decay": Method(optimizer="adam", learning_rate=0.01, betas=(0.8, 0.95), decay=0.1),
    "adamw": Method(optimizer="adamw", learning_rate=0.01, decay=0.1),
    "cross_entropy": Method(output="sigmoid", cross_entropy=True),
    "leaky_gelu": Method(hidden="leaky-relu:0.2", output="gelu"),
    "gelu_tanh": Method(hidden="gelu", output="tanh"),
    "tanh_sigmoid": Method(hidden="tanh", output="sigmoid"),
    "sigmoid_leaky": Method(hidden="sigmoid", output="leaky-relu"),
    "top_k": Method(hidden="top-k:5", output="identity"),
    "tied": Method(momentum=0.9, tied=True),
    "clip": Method(clip=0.02),
    "sparsity": Method(hidden="tanh", sparsity=0.7),
    "masking": Method(noise="masking:0.4"),
    "gaussian": Method(noise="gaussian:0.3"),
    "everything": Method(
        hidden="leaky-relu:0.2",
        output="sigmoid",
        learning_rate=0.01,
        optimizer="adamw",
        decay=0.1,
        cross_entropy=True,
        dropout=0.2,
        noise="gaussian:0.1",
        sparsity=0.2,
        clip=0.05,
        tied=True,
    ),
}
STEPS = 10


def activation(label, x):
    """An activation as PyTorch has it; top-k by its own function."""
    match label.partition(":")[0]:
        case "relu":
            return functional.relu(x)
        case "identity":
            return x
        case "leaky-relu":
            return functional.leaky_relu(x, argument(label))
        case "sigmoid":
            return torch.sigmoid(x)
        case "tanh":
            return torch.tanh(x)
        case "gelu":
            return functional.gelu(x, approximate="tanh")
        case "top-k":
            values, places = x.topk(int(argument(label)), dim=1)
            return torch.zeros_like(x).scatter(1, places, values)
    raise ValueError(label)


def add_noise(method, x, seed, step):
    """Telar's random bits, but PyTorch's erfinv in float64."""
    kind, _, amount = method.noise.partition(":")
    match kind:
        case "none":
            return x
        case "masking":
            return x * torch.from_numpy(telar.kept(seed, "NOISE", step, *x.shape, float(amount)))
        case "gaussian":
            u = torch.from_numpy(telar.symmetric(seed, step, *x.shape))
            return x + (float(amount) * 2**0.5 * torch.erfinv(u)).to(x.dtype)
    raise ValueError(kind)


def optimizer_of(method, parameters):
    rate, decay = method.learning_rate, method.decay
    adam = {"betas": method.betas, "eps": method.epsilon, "foreach": False, "weight_decay": decay}
    match method.optimizer:
        case "sgd":
            momentum, nesterov = method.momentum, method.nesterov
            return torch.optim.SGD(parameters, rate, momentum, 0, decay, nesterov)
        case "adam":
            return torch.optim.Adam(parameters, rate, **adam)
        case "adamw":
            return torch.optim.AdamW(parameters, rate, **adam)
    raise ValueError(method.optimizer)


def forward(method, weights, x, seed, step):
    """The code before its mask, what the output's activation is given, and the output."""
    layers, encoder = layers_of(weights)
    last = len(layers) - 1
    h = add_noise(method, x, seed, step)
    activations = method.activations(encoder, last + 1 - encoder)
    for place, (layer, label) in enumerate(zip(layers, activations)):
        z = functional.linear(h, weights[f"{layer}.weight"], weights[f"{layer}.bias"])
        a = activation(label, z)
        if place == encoder - 1:
            code = a
        if place < last:
            mask = telar.dropout_mask(seed, step, *a.shape, method.dropout, place)
            h = a * torch.from_numpy(mask)
    return code, z, a


def tie(weights):
    """Gives the decoder's layers the encoder's weights, transposed."""
    layers, encoder = layers_of(weights)
    for ours, theirs in zip(layers[:encoder], reversed(layers[encoder:])):
        weights[f"{theirs}.weight"] = weights[f"{ours}.weight"].T


def mean_loss(method, logits, y, x, counts):
    """The loss of a batch, each value counting what it counts, if that is given."""
    if counts is None:
        return nn.BCEWithLogitsLoss()(logits, x) if method.cross_entropy else nn.MSELoss()(y, x)
    if method.cross_entropy:
        return nn.BCEWithLogitsLoss(weight=counts)(logits, x)
    return (counts * (y - x) ** 2).mean()


def train(method, initial, batches, seed, counts=None):
    """The mean square errors of a step a batch and the weights after them, in the batches' type.

    counts has a tensor for each batch: what its values count.
    """
    dtype = batches[0].dtype
    weights = {n: nn.Parameter(torch.from_numpy(w.copy()).to(dtype)) for n, w in initial.items()}
    if method.tied:
        tie(weights)
    learned = [w for w in weights.values() if w.is_leaf]
    optimizer = optimizer_of(method, learned)
    losses = []
    for step, (x, count) in enumerate(zip(batches, counts or [None] * len(batches))):
        if method.tied:
            tie(weights)
        code, logits, y = forward(method, weights, x, seed, step)
        loss = mean_loss(method, logits, y, x, count)
        optimizer.zero_grad()
        (loss + method.sparsity * code.abs().mean()).backward()
        nn.utils.clip_grad_norm_(learned, method.clip)
        optimizer.step()
        error = nn.MSELoss()(y, x) if count is None else (count * (y - x) ** 2).mean()
        losses.append(error.detach())
    named = {name: np.ascontiguousarray(w.detach().numpy()) for name, w in weights.items()}
    return {"losses": torch.stack(losses).numpy()} | named
