"""Every way of training that Telar has beyond the paper's, in PyTorch and by the bit contract."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import telar_bits as telar
from telar_trainer import Method, argument

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
            return x + (float(amount) * 2**0.5 * torch.erfinv(u)).float()
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


def train(method, initial, batches, seed):
    """The mean square errors of ten steps and the weights after them."""
    weights = {name: nn.Parameter(torch.from_numpy(w.copy())) for name, w in initial.items()}
    if method.tied:
        del weights["decoder.weight"]
    optimizer = optimizer_of(method, weights.values())
    losses = []
    for step in range(STEPS):
        x = batches[step % len(batches)]
        decoder = weights["encoder.weight"].T if method.tied else weights["decoder.weight"]
        noisy = add_noise(method, x, seed, step)
        z = functional.linear(noisy, weights["encoder.weight"], weights["encoder.bias"])
        a = activation(method.hidden, z)
        mask = telar.dropout_mask(seed, step, *a.shape, method.dropout)
        logits = functional.linear(a * torch.from_numpy(mask), decoder, weights["decoder.bias"])
        y = activation(method.output, logits)
        loss = nn.BCEWithLogitsLoss()(logits, x) if method.cross_entropy else nn.MSELoss()(y, x)
        optimizer.zero_grad()
        (loss + method.sparsity * a.abs().mean()).backward()
        nn.utils.clip_grad_norm_(weights.values(), method.clip)
        optimizer.step()
        losses.append(nn.MSELoss()(y, x).detach())
    if method.tied:
        weights["decoder.weight"] = weights["encoder.weight"].T
    named = {name: np.ascontiguousarray(w.detach().numpy()) for name, w in weights.items()}
    return {"losses": torch.stack(losses).numpy()} | named
