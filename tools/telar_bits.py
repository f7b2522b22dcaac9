"""Telar's random numbers and its bit contract, written a second time and independently, in numpy.

The Java engine and this module share no code and no method: here a fused multiply-add is emulated in
float64 with rounding to odd, the generator is written from the paper, and whole matrices are computed
at once. What both agree on, to the bit, is the contract and not an accident of either.
"""

import hashlib
import math
from fractions import Fraction

import numpy as np

F32 = np.float32

# ---- random numbers ----

PURPOSES = {
    "ENCODER_WEIGHT": 0,
    "ENCODER_BIAS": 1,
    "DECODER_WEIGHT": 2,
    "DECODER_BIAS": 3,
    "SPLIT": 4,
    "SHUFFLE": 5,
    "DROPOUT": 6,
}

LOW = np.uint64(0xFFFFFFFF)


def philox(counter, key, rounds=10):
    """Philox 4x32 (Salmon et al. 2011): a counter of four words, arrays allowed, to four words."""
    c = [np.asarray(word, dtype=np.uint64) for word in counter]
    for i in range(rounds):
        # The key schedule is a Weyl sequence: round i uses key + i * (golden ratio, sqrt(3) - 1).
        k0 = np.uint64((key[0] + i * 0x9E3779B9) % 2**32)
        k1 = np.uint64((key[1] + i * 0xBB67AE85) % 2**32)
        left = np.uint64(0xD2511F53) * c[0]
        right = np.uint64(0xCD9E8D57) * c[2]
        high = np.uint64(32)
        c = [(right >> high) ^ c[1] ^ k0, right & LOW, (left >> high) ^ c[3] ^ k1, left & LOW]
    return c


def blocks(seed, purpose, step, row, index):
    """The blocks with the given indices at (step, row)."""
    seed, step = seed % 2**64, step % 2**64
    last_word = ((step >> 32) % 2**24) * 256 + PURPOSES[purpose]
    return philox([index, row, step % 2**32, last_word], [seed % 2**32, seed >> 32])


def bits(seed, purpose, step, row, count):
    """The 32-bit numbers of the units 0 ... count - 1."""
    unit = np.arange(count, dtype=np.uint64)
    words = blocks(seed, purpose, step, row, 16 * (unit // 64) + unit % 16)
    return np.choose(((unit // 16) % 4).astype(int), words).astype(np.uint32)


def permutation(seed, purpose, step, size):
    order = list(range(size))
    for i in reversed(range(1, size)):
        word = [int(w) for w in blocks(seed, purpose, step, i, 0)]
        j = (word[0] + (word[1] << 32)) * (i + 1) >> 64
        order[i], order[j] = order[j], order[i]
    return order


def uniform(seed, purpose, rows, columns, bound):
    """Uniform in [-bound, bound), 24 bits each."""
    bound = F32(bound)
    words = np.stack([bits(seed, purpose, 0, row, columns) for row in range(rows)])
    return fma((words >> 8).astype(F32) * F32(2.0**-24), F32(2) * bound, -bound)


def initial_weights(inputs, hidden, seed):
    """PyTorch's default for linear layers, drawn from Telar's generator."""
    encoder, decoder = 1 / math.sqrt(inputs), 1 / math.sqrt(hidden)
    return {
        "encoder.weight": uniform(seed, "ENCODER_WEIGHT", hidden, inputs, encoder),
        "encoder.bias": uniform(seed, "ENCODER_BIAS", 1, hidden, encoder)[0],
        "decoder.weight": uniform(seed, "DECODER_WEIGHT", inputs, hidden, decoder),
        "decoder.bias": uniform(seed, "DECODER_BIAS", 1, inputs, decoder)[0],
    }


def dropout_mask(seed, step, rows, units, dropout):
    """0, or 1 / (1 - dropout) where the random number reaches dropout * 2^32."""
    dropout = float(F32(dropout))
    words = np.stack([bits(seed, "DROPOUT", step, row, units) for row in range(rows)])
    return np.where(words >= round(dropout * 2**32), F32(1 / (1 - dropout)), F32(0))


# ---- exact arithmetic ----


def fma(a, b, c):
    """a * b + c in float32 with one rounding, element by element.

    The product of two float32 is exact in float64. The sum is rounded to odd there (Boldo and
    Melquiond 2008), which keeps enough of what is lost for the rounding to float32 to be right.
    """
    product = np.float64(a) * np.float64(b)
    c = np.float64(c)
    total = product + c
    back = total - product
    error = (product - (total - back)) + (c - back)  # Knuth's two-sum: exact
    even = np.asarray(total).view(np.int64) & 1 == 0
    odd = np.nextafter(total, np.copysign(np.inf, error))
    return np.where((error != 0) & even, odd, total).astype(F32)


def check_fma(count=2000):
    """Compares fma with exact rational arithmetic, also next to ties."""
    random = np.random.default_rng(1)
    a, b, c = (F32(random.standard_normal(count)) for _ in range(3))
    c[::2] *= F32(2.0**-23)
    c[::3] *= F32(2.0**30)
    a[::5] = F32(1) + F32(2.0**-12)  # a * b is halfway between two floats where b is a power of two
    b[::5] = F32(1) + F32(2.0**-12)
    for x, y, z, result in zip(a, b, c, fma(a, b, c)):
        exact = Fraction(float(x)) * Fraction(float(y)) + Fraction(float(z))
        near = [np.nextafter(result, F32(-np.inf)), result, np.nextafter(result, F32(np.inf))]
        odd = [int(value.view(np.int32)) & 1 for value in near]
        distance = [abs(Fraction(float(value)) - exact) for value in near]
        best = min(range(3), key=lambda i: (distance[i], odd[i]))
        assert best == 1, (x, y, z, result)


def product(a, b):
    """Each element one chain of fused multiply-adds over ascending k."""
    out = np.zeros((a.shape[0], b.shape[1]), dtype=F32)
    for k in range(a.shape[1]):
        out = fma(a[:, k, None], b[None, k, :], out)
    return out


def column_sums(values):
    total = np.zeros(values.shape[1], dtype=F32)
    for row in values:
        total = total + row
    return total


def squared_error(y, x):
    """Each row in sixteen lanes of float32, their tree in float64, then the rows in order."""
    total = 0.0
    for difference in y - x:
        lanes = np.zeros(16, dtype=F32)
        for i, value in enumerate(difference):
            lanes[i % 16] = fma(value, value, lanes[i % 16])
        sums = lanes.astype(np.float64)
        while len(sums) > 1:
            half = len(sums) // 2
            sums = sums[:half] + sums[half:]
        total += float(sums[0])
    return total


def relu(values):
    return np.where(values <= 0, F32(0), values)


class ExactTrainer:
    """The paper's network, trained as the bit contract says."""

    def __init__(self, weights, momentum, dropout, seed):
        self.w1, self.b1 = weights["encoder.weight"].T.copy(), weights["encoder.bias"].copy()
        self.w2, self.b2 = weights["decoder.weight"].T.copy(), weights["decoder.bias"].copy()
        self.velocity = [np.zeros_like(w) for w in (self.w1, self.b1, self.w2, self.b2)]
        self.momentum, self.dropout, self.seed = F32(momentum), dropout, seed

    def step(self, x, step, learning_rate):
        """Returns the sum of the squared errors before the update."""
        rows, inputs = x.shape
        mask = dropout_mask(self.seed, step, rows, len(self.b1), self.dropout)
        a = relu(product(x, self.w1) + self.b1)
        h = a * mask
        y = relu(product(h, self.w2) + self.b2)

        scale = F32(2 / (rows * inputs))
        d_y = np.where(y > 0, (y - x) * scale, F32(0))
        d_h = np.where(a > 0, product(d_y, self.w2.T) * mask, F32(0))
        gradient = [product(x.T, d_h), column_sums(d_h), product(h.T, d_y), column_sums(d_y)]

        parameters = [self.w1, self.b1, self.w2, self.b2]
        self.velocity = [fma(self.momentum, v, g) for v, g in zip(self.velocity, gradient)]
        self.w1, self.b1, self.w2, self.b2 = (
            fma(-F32(learning_rate), v, w) for v, w in zip(self.velocity, parameters)
        )
        return squared_error(y, x)

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
