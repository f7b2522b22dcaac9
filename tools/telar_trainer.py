"""Training by Telar's bit contract, written a second time on top of telar_bits."""

import dataclasses
import hashlib
import math

import numpy as np

import telar_bits as telar
from telar_bits import F32, column_sums, fma, product


@dataclasses.dataclass(frozen=True)
class Method:
    """What a training step computes. Activations and noise have Telar's names."""

    hidden: str = "relu"
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
            inner = fma(F32(3) * cubic * x, x, one) * scale
            return x * gate, fma(fma(-gate, gate, gate) * x, inner, gate)
        case "top-k":
            order = np.argsort(-x, axis=1, kind="stable")[:, : int(argument(label))]
            y = np.zeros_like(x)
            np.put_along_axis(y, order, np.take_along_axis(x, order, axis=1), axis=1)
            return y, np.where(y != 0, one, zero)
    raise ValueError(label)


class ExactTrainer:
    """A network, trained as the bit contract says."""

    def __init__(self, weights, method, seed):
        self.w1, self.b1 = weights["encoder.weight"].T.copy(), weights["encoder.bias"].copy()
        self.w2, self.b2 = weights["decoder.weight"].T.copy(), weights["decoder.bias"].copy()
        if method.tied:
            self.w2 = self.w1.T.copy()
        parameters = (self.w1, self.b1, self.w2, self.b2)
        self.memory = [(np.zeros_like(w), np.zeros_like(w)) for w in parameters]
        self.method, self.seed = method, seed

    def step(self, x, step):
        """Returns the sum of the squared errors before the update."""
        method = self.method
        rows, inputs = x.shape
        noisy = self.add_noise(x, step)
        mask = telar.dropout_mask(self.seed, step, rows, len(self.b1), method.dropout)
        a, a_slope = activate(method.hidden, product(noisy, self.w1) + self.b1)
        h = a * mask
        y, y_slope = activate(method.output, product(h, self.w2) + self.b2)

        d_y = (y - x) * F32((1 if method.cross_entropy else 2) / (rows * inputs))
        if not method.cross_entropy:
            d_y = d_y * y_slope
        sparsity = F32(float(F32(method.sparsity)) / a.size)
        d_h = (product(d_y, self.w2.T) * mask + sparsity * np.sign(a)) * a_slope
        gradient = [product(noisy.T, d_h), column_sums(d_h), product(h.T, d_y), column_sums(d_y)]
        if method.tied:
            gradient[0] = gradient[0] + gradient[2].T
            gradient[2] = gradient[0].T
        gradient = self.clipped(gradient)

        parameters = (self.w1, self.b1, self.w2, self.b2)
        updates = [
            self.update(step, *arrays) for arrays in zip(gradient, parameters, self.memory)
        ]
        self.w1, self.b1, self.w2, self.b2 = (w for w, _ in updates)
        self.memory = [memory for _, memory in updates]
        return telar.squared_norm(y - x)

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

    def clipped(self, gradient):
        if math.isinf(self.method.clip):
            return gradient
        w1, b1, w2, b2 = gradient
        rows = [*w1.T, *([] if self.method.tied else w2), b1, b2]
        norm = math.sqrt(telar.squared_norm(rows))
        factor = F32(min(1.0, float(F32(self.method.clip)) / (norm + 1e-6)))
        return [g * factor for g in gradient]

    def update(self, step, g, w, memory):
        method = self.method
        learning_rate, decay = F32(method.learning_rate), F32(method.decay)
        if method.optimizer != "adamw":
            g = fma(decay, w, g)
        if method.optimizer == "sgd":
            v = fma(F32(method.momentum), memory[0], g)
            direction = fma(F32(method.momentum), v, g) if method.nesterov else v
            return fma(-learning_rate, direction, w), (v, v)
        beta1, beta2 = method.betas
        rate = F32(float(learning_rate) / (1 - beta1 ** (step + 1)))
        correction = F32(1 / math.sqrt(1 - beta2 ** (step + 1)))
        m, v = memory
        m = fma(F32(1 - beta1), g - m, m)
        v = fma(F32(1 - beta2) * g, g, F32(beta2) * v)
        if method.optimizer == "adamw":
            w = F32(1 - float(learning_rate) * float(decay)) * w
        return fma(-rate, m / fma(np.sqrt(v), correction, F32(method.epsilon)), w), (m, v)

    def weights(self):
        return {
            "encoder.weight": np.ascontiguousarray(self.w1.T),
            "encoder.bias": self.b1,
            "decoder.weight": np.ascontiguousarray(self.w2.T),
            "decoder.bias": self.b2,
        }


def sha256(weights):
    names = ["encoder.weight", "encoder.bias", "decoder.weight", "decoder.bias"]
    return hashlib.sha256(b"".join(weights[n].astype("<f4").tobytes() for n in names)).hexdigest()
