"""Writes the golden numbers that Telar's tests compare with; see README.md in this folder."""

import pathlib

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn

import deep
import methods
import schedules
import telar_bits as telar
import weighted
from telar_trainer import Method, sha256, train as train_exactly

GOLDEN = pathlib.Path(__file__).parent.parent / "core/src/test/resources/golden"

# (inputs, hidden units, rows in a batch): nothing is a multiple of a vector, or everything is 1.
SIZES = [(1, 1, 1), (13, 7, 5), (33, 17, 9), (20, 50, 16)]
# Those at which every method trains by the bit contract; the last one in PyTorch, too.
METHOD_SIZES = [(13, 7, 5), (33, 17, 9)]
# name: (momentum, dropout)
RUNS = {
    "plain": (0.0, 0.0),
    "momentum": (0.9, 0.0),
    "dropout10": (0.9, 0.1),
    "dropout50": (0.0, 0.5),
}
STEPS = 10
LEARNING_RATE = 0.5
EXACT_STEPS = 12
# Not a power of two, by which every product is exact: it would hide a second rounding.
EXACT_LEARNING_RATE = 0.3
SEED = 44  # one at which the smallest network stays alive

# tests/kat_vectors of Random123, the lines "philox4x32 10": counter, key, block.
KNOWN_ANSWERS = [
    "00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1",
]


class TelarDropout(nn.Module):
    """Dropout with Telar's mask in place of PyTorch's own."""

    def __init__(self, dropout):
        super().__init__()
        self.dropout = dropout
        self.step = 0

    def forward(self, h):
        if not self.training or self.dropout == 0:
            return h
        mask = telar.dropout_mask(SEED, self.step, *h.shape, self.dropout)
        return h * torch.from_numpy(mask).to(h.dtype)


class PaperNetwork(nn.Module):
    """The network of the paper's appendix A."""

    def __init__(self, inputs, hidden, dropout):
        super().__init__()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(inputs, hidden),
            nn.ReLU(),
            TelarDropout(dropout),
            nn.Linear(hidden, inputs),
            nn.ReLU(),
        )

    def forward(self, x):
        return self.linear_relu_stack(x)


def named(network):
    """The parameters under Telar's names."""
    stack = network.linear_relu_stack
    return {
        "encoder.weight": stack[0].weight,
        "encoder.bias": stack[0].bias,
        "decoder.weight": stack[3].weight,
        "decoder.bias": stack[3].bias,
    }


def as_float32(tensors, prefix):
    return {f"{prefix}.{name}": np.float32(t.detach().numpy()) for name, t in tensors.items()}


def build(inputs, hidden, dropout):
    """The network with PyTorch's own initial weights, the same ones each time."""
    torch.manual_seed(SEED + inputs)
    return PaperNetwork(inputs, hidden, dropout)


def batch_of(samples, rows, step):
    """Batches in order, over and over; the last one of a pass is short."""
    batches = torch.split(samples, rows)
    return batches[step % len(batches)]


def forward_and_gradient(network, x, prefix):
    """In the type of x; everything is stored as float32."""
    network = network.to(x.dtype)
    stack = network.linear_relu_stack
    hidden = stack[:2](x)
    output = network(x)
    loss = nn.functional.mse_loss(output, x)
    loss.backward()
    gradients = {name: parameter.grad for name, parameter in named(network).items()}
    assert all(g.abs().max() > 0 for g in gradients.values()), "a dead network proves nothing"
    tensors = {"hidden": hidden, "output": output, "loss": loss.reshape(1)}
    return as_float32(tensors, prefix) | as_float32(gradients, f"{prefix}.gradient")


def train(network, samples, rows, momentum):
    optimizer = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE, momentum=momentum)
    losses = []
    for step in range(STEPS):
        network.linear_relu_stack[2].step = step
        x = batch_of(samples, rows, step)
        loss = nn.functional.mse_loss(network(x), x)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return {"losses": torch.stack(losses)} | named(network)


def network_golden(inputs, hidden, rows):
    """What PyTorch computes at one size."""
    torch.manual_seed(SEED)
    samples = torch.rand(2 * rows + (rows + 1) // 2, inputs)
    x = samples[:rows]
    tensors = {"x": samples.numpy()} | as_float32(named(build(inputs, hidden, 0)), "initial")
    tensors |= forward_and_gradient(build(inputs, hidden, 0), x, "float32")
    tensors |= forward_and_gradient(build(inputs, hidden, 0), x.double(), "float64")
    for name, (momentum, dropout) in RUNS.items():
        run = train(build(inputs, hidden, dropout), samples, rows, momentum)
        tensors |= as_float32(run, name)
    return {name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()}


def initial_of(golden):
    return {n.removeprefix("initial."): t for n, t in golden.items() if n.startswith("initial.")}


def exact_run(golden, method, rows, steps):
    """A run by the bit contract from the same samples and weights."""
    samples = torch.from_numpy(golden["x"])
    batches = [batch_of(samples, rows, step).numpy() for step in range(steps)]
    return train_exactly(initial_of(golden), method, batches, SEED)


def exact_lines(key, errors, weights):
    """The bits of a run: squared errors and the SHA-256."""
    yield f"{key}.squaredErrors={' '.join(error.hex() for error in errors)}"
    yield f"{key}.sha256={sha256(weights)}"


def methods_golden(golden, rows):
    """What PyTorch makes of the same samples and weights by every method."""
    samples = torch.from_numpy(golden["x"])
    batches = [batch_of(samples, rows, step) for step in range(methods.STEPS)]
    tensors = {}
    for name, method in methods.METHODS.items():
        run = methods.train(method, initial_of(golden), batches, SEED)
        tensors |= {f"{name}.{tensor}": values for tensor, values in run.items()}
    return tensors


def components_golden(rows, columns):
    """The principal components of correlated samples, each with its largest entry positive."""
    generator = np.random.Generator(np.random.PCG64(SEED))
    mixing = generator.normal(size=(columns, columns))
    samples = np.float32(generator.normal(size=(rows, columns)) @ mixing / columns + 0.5)
    x = np.float64(samples)
    variances, vectors = np.linalg.eigh(np.cov(x, rowvar=False, bias=True))
    components = vectors.T[::-1]
    signs = [np.sign(v[np.argmax(np.abs(v))]) for v in components]
    tensors = {
        "samples": samples,
        "mean": x.mean(axis=0),
        "variances": variances[::-1],
        "components": components * np.array(signs)[:, None],
    }
    return {name: np.ascontiguousarray(np.float32(tensor)) for name, tensor in tensors.items()}


def random_lines():
    for purpose, seed, step, row, count in [
        ("ENCODER_WEIGHT", 0, 0, 0, 70),
        ("DECODER_BIAS", -1, 0, 783, 17),
        ("DROPOUT", 2024, 3, 999, 130),
        ("DROPOUT", 2024, 2**32 + 3, 999, 20),
        ("DROPOUT", 0x123456789ABCDEF, 2**55 + 2**31, 7, 20),
    ]:
        words = telar.bits(seed, purpose, step, row, count)
        yield f"bits.{purpose}.{seed}.{step}.{row}={' '.join(f'{w:08x}' for w in words)}"
    for purpose, seed, step, size in [("SHUFFLE", 2024, 5, 100), ("SPLIT", 1, 0, 17)]:
        order = telar.permutation(seed, purpose, step, size)
        yield f"permutation.{purpose}.{seed}.{step}={' '.join(map(str, order))}"


def check_philox():
    for line in KNOWN_ANSWERS:
        words = [int(word, 16) for word in line.split()]
        assert [int(w) for w in telar.philox(words[:4], words[4:6])] == words[6:], line


def write(tensors, file):
    # One entry only: the library writes several in no fixed order. Without the build's suffix.
    origin = f"tools/golden.py, PyTorch {torch.__version__.partition('+')[0]}"
    save_file(tensors, GOLDEN / file, metadata={"from": origin})


def write_lines(lines, file):
    (GOLDEN / file).write_text("".join(line + "\n" for line in lines), encoding="ascii")


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    check_philox()
    telar.check_fma()
    GOLDEN.mkdir(parents=True, exist_ok=True)
    write_lines(random_lines(), "random.properties")
    write(telar.initial_weights([33, 17, 33], 1, SEED), "initial-33-17.safetensors")
    write(components_golden(40, 12), "components-40-12.safetensors")
    exact, exact_methods = [], []
    for size in SIZES:
        key, rows = "-".join(map(str, size)), size[-1]
        golden = network_golden(*size)
        write(golden, f"network-{key}.safetensors")
        for name, (momentum, dropout) in RUNS.items():
            method = Method(
                learning_rate=EXACT_LEARNING_RATE, momentum=momentum, dropout=dropout
            )
            run = exact_run(golden, method, rows, EXACT_STEPS)
            exact += exact_lines(f"{key}.{name}", *run)
        if size in METHOD_SIZES:
            for name, method in methods.METHODS.items():
                run = exact_run(golden, method, rows, methods.STEPS)
                exact_methods += exact_lines(f"{key}.{name}", *run)
        if size == METHOD_SIZES[-1]:
            write(methods_golden(golden, rows), f"methods-{key}.safetensors")
    write_lines(exact, "exact.properties")
    write_lines(exact_methods, "exact-methods.properties")
    write_lines(schedules.lines(), "schedules.properties")
    write(deep.initial_golden(SEED), "initial-33-17-9.safetensors")
    exact_deep = []
    for network in deep.NETWORKS:
        golden = deep.golden(network, SEED)
        write(golden, f"deep-{network}.safetensors")
        for name in deep.METHODS:
            run = deep.exact(golden, network, name, SEED)
            exact_deep += exact_lines(f"{network}.{name}", *run)
    write_lines(exact_deep, "exact-deep.properties")
    exact_weighted = []
    for place, network in enumerate(weighted.NETWORKS):
        golden = weighted.golden(place, SEED)
        write(golden, f"weighted-{network}.safetensors")
        for name, (own, _) in weighted.METHODS.items():
            if own == place:
                run = weighted.exact(golden, place, name, SEED)
                exact_weighted += exact_lines(name, *run)
    write_lines(exact_weighted, "exact-weighted.properties")


if __name__ == "__main__":
    main()
