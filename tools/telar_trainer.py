"""Training by Telar's bit contract, written a second time on top of telar_bits."""

import dataclasses
import hashlib
import math

import numpy as np

import telar_bits as telar
from telar_bits import F32, column_sums, fma, product


@dataclasses.dataclass(frozen=True)
class Method:
    """What a training step computes. Activations and noise have Telar's names.

    The code of a network with one hidden layer has the activation of hidden layers.
    """

    hidden: str = "relu"
    code: str | None = None
    output: str = "relu"
    learning_rate: float = 0.3
    optimizer: str = "sgd"
    momentum: float = 0.0
    nesterov: bool = False
    betas: tuple = (0.9, 0.999)
    epsilon: float = 1e-8
    decay: float = 0.0
    cross_entropy: bool = False
    dropout: float = 0.0
    noise: str = "none"
    sparsity: float = 0.0
    clip: float = math.inf
    tied: bool = False

    def activations(self, encoder, decoder):
        """One for each layer: the hidden layers', but the code's and the output's own."""
        hidden = [self.hidden] * (encoder + decoder)
        hidden[encoder - 1] = self.code or self.hidden
        hidden[-1] = self.output
        return hidden


def layers_of(weights):
    """The names of the layers, the encoder's first, and how many are the encoder's."""
    layers = [name.removesuffix(".weight") for name in weights if name.endswith(".weight")]
    return layers, sum(layer.startswith("encoder") for layer in layers)


def argument(label):
    """The number after a name's colon; the slope of a leaky ReLU without one is 0.01."""
    return float(label.partition(":")[2] or 0.01)


def activate(label, x):
    """The values of an activation and its derivatives."""
    one, zero = F32(1), F32(0)
    match label.partition(":")[0]:
        case "relu":
            return np.where(x <= 0, zero, x), np.where(x > 0, one, zero)
        case "identity":
            return x, np.ones_like(x)
        case "leaky-relu":
            slope = F32(argument(label))
            return np.where(x > 0, x, slope * x), np.where(x > 0, one, slope)
        case "sigmoid":
            y = telar.sigmoid(x)
            return y, fma(-y, y, y)
        case "tanh":
            y = telar.tanh(x)
            return y, fma(-y, y, one)
        case "gelu":
            scale, cubic = F32(2 * math.sqrt(2 / math.pi)), F32(0.044715)
            gate = telar.sigmoid(fma(cubic * x, x, one) * (scale * x))
            gate = np.where(gate < np.float32(2.0**-64), np.float32(0), gate)
            inner = fma(F32(3) * cubic * x, x, one) * scale
            return x * gate, fma(fma(-gate, gate, gate) * x, inner, gate)
        case "top-k":
            order = np.argsort(-x, axis=1, kind="stable")[:, : int(argument(label))]
            y = np.zeros_like(x)
            np.put_along_axis(y, order, np.take_along_axis(x, order, axis=1), axis=1)
            return y, np.where(y != 0, one, zero)
    raise ValueError(label)


class ExactTrainer:
    """A network, trained as the bit contract says.

    A list has an element for each layer, the encoder's first. Weights are (inputs, outputs).
    """

    def __init__(self, weights, method, seed):
        self.layers, self.encoder = layers_of(weights)
        self.activations = method.activations(self.encoder, len(self.layers) - self.encoder)
        self.w = [weights[f"{layer}.weight"].T.copy() for layer in self.layers]
        self.b = [weights[f"{layer}.bias"].copy() for layer in self.layers]
        self.method, self.seed = method, seed
        if method.tied:
            self.mirror(self.w)
        self.state = [(np.zeros_like(p), np.zeros_like(p)) for p in self.w + self.b]

    def mirror(self, matrices):
        """Gives the decoder's layers what the encoder's have, transposed."""
        for layer in range(self.encoder):
            matrices[-1 - layer] = matrices[layer].T.copy()

    def step(self, x, step, weights=None):
        """Returns the sum of the squared errors before the update.

        weights has the shape of x: what each value counts, its row's weight times its own.
        """
        inputs, masks, values, derivatives = self.forward(x, step)
        d_w, d_b = self.backward(x, weights, inputs, masks, values, derivatives)
        if self.method.tied:
            for layer in range(self.encoder):
                d_w[layer] = d_w[layer] + d_w[-1 - layer].T
            self.mirror(d_w)
        gradient = self.clipped(d_w, d_b)
        updates = [
            self.update(step, *arrays) for arrays in zip(gradient, self.w + self.b, self.state)
        ]
        parameters = [p for p, _ in updates]
        self.w, self.b = parameters[: len(self.w)], parameters[len(self.w) :]
        self.state = [state for _, state in updates]
        return telar.squared_norm(values[-1] - x, weights)

    def forward(self, x, step):
        """What each layer is given, the masks of hidden layers, activations and derivatives."""
        inputs, masks, values, derivatives = [self.add_noise(x, step)], [], [], []
        for layer, label in enumerate(self.activations):
            a, derivative = activate(label, product(inputs[-1], self.w[layer]) + self.b[layer])
            values.append(a)
            derivatives.append(derivative)
            if layer < len(self.layers) - 1:
                dropout = self.method.dropout
                masks.append(telar.dropout_mask(self.seed, step, *a.shape, dropout, layer))
                inputs.append(a * masks[-1])
        return inputs, masks, values, derivatives

    def backward(self, x, weights, inputs, masks, values, derivatives):
        """The gradients of weights and of biases."""
        code = values[self.encoder - 1]
        sparsity = F32(float(F32(self.method.sparsity)) / code.size)
        d = (values[-1] - x) * F32((1 if self.method.cross_entropy else 2) / x.size)
        if weights is not None:
            d = d * weights
        if not self.method.cross_entropy:
            d = d * derivatives[-1]
        d_w, d_b = [product(inputs[-1].T, d)], [column_sums(d)]
        for layer in reversed(range(len(self.layers) - 1)):
            d = product(d, self.w[layer + 1].T) * masks[layer]
            if layer == self.encoder - 1:
                d = d + sparsity * np.sign(code)
            d = d * derivatives[layer]
            d_w.insert(0, product(inputs[layer].T, d))
            d_b.insert(0, column_sums(d))
        return d_w, d_b

    def add_noise(self, x, step):
        kind, _, amount = self.method.noise.partition(":")
        match kind:
            case "none":
                return x
            case "masking":
                kept = telar.kept(self.seed, "NOISE", step, *x.shape, float(amount))
                return np.where(kept, x, F32(0))
            case "gaussian":
                return fma(F32(amount), telar.normal(self.seed, step, *x.shape), x)
        raise ValueError(kind)

    def clipped(self, d_w, d_b):
        """The gradients of all weights, then of all biases."""
        gradient = d_w + d_b
        if math.isinf(self.method.clip):
            return gradient
        encoder, decoder = d_w[: self.encoder], d_w[self.encoder :]
        if self.method.tied:
            decoder = []
        # A layer's rows are those of its side towards the code.
        rows = [row for d in [*(d.T for d in encoder), *decoder] for row in d]
        norm = math.sqrt(telar.squared_norm(rows + d_b))
        factor = F32(min(1.0, float(F32(self.method.clip)) / (norm + 1e-6)))
        return [g * factor for g in gradient]

    def update(self, step, g, w, state):
        method = self.method
        learning_rate, decay = F32(method.learning_rate), F32(method.decay)
        if method.optimizer != "adamw":
            g = fma(decay, w, g)
        if method.optimizer == "sgd":
            v = fma(F32(method.momentum), state[0], g)
            direction = fma(F32(method.momentum), v, g) if method.nesterov else v
            return fma(-learning_rate, direction, w), (v, v)
        beta1, beta2 = method.betas
        rate = F32(float(learning_rate) / (1 - beta1 ** (step + 1)))
        correction = F32(1 / math.sqrt(1 - beta2 ** (step + 1)))
        m, v = state
        m = fma(F32(1 - beta1), g - m, m)
        v = fma(F32(1 - beta2) * g, g, F32(beta2) * v)
        if method.optimizer == "adamw":
            w = F32(1 - float(learning_rate) * float(decay)) * w
        return fma(-rate, m / fma(np.sqrt(v), correction, F32(method.epsilon)), w), (m, v)

    def weights(self):
        """By their names, in their order: a layer's weights (outputs, inputs), then its biases."""
        weights = {}
        for layer, w, b in zip(self.layers, self.w, self.b):
            weights |= {f"{layer}.weight": np.ascontiguousarray(w.T), f"{layer}.bias": b}
        return weights


def train(initial, method, batches, seed, counts=None):
    """The squared errors of a step a batch, and the weights after them.

    counts has an array for each batch: what its values count.
    """
    trainer = ExactTrainer(initial, method, seed)
    counts = counts or [None] * len(batches)
    errors = [trainer.step(x, step, c) for step, (x, c) in enumerate(zip(batches, counts))]
    return errors, trainer.weights()


def sha256(weights):
    """Of float32 in little-endian order, in the order of the names."""
    return hashlib.sha256(b"".join(w.astype("<f4").tobytes() for w in weights.values())).hexdigest()
