"""Telar's random numbers and arithmetic, written a second time and independently, in numpy.

The Java engine and this module share no code and no method: here a fused multiply-add is emulated in
float64 with rounding to odd, the generator is written from the paper, and whole matrices are computed
at once. What both agree on, to the bit, is the contract and not an accident of either.
"""

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
    "NOISE": 7,
}

LOW = np.uint64(0xFFFFFFFF)


def dropout_purpose(layer):
    """The code of the masks of a hidden layer, counted from the inputs; the first keeps its own."""
    return 16 + layer if layer else PURPOSES["DROPOUT"]


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
    """The blocks with the given indices at (step, row). A purpose is a name or a code."""
    seed, step = seed % 2**64, step % 2**64
    last_word = ((step >> 32) % 2**24) * 256 + PURPOSES.get(purpose, purpose)
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


def uniform(seed, purpose, rows, columns, bound, step=0):
    """Uniform in [-bound, bound), 24 bits each."""
    bound = F32(bound)
    words = np.stack([bits(seed, purpose, step, row, columns) for row in range(rows)])
    return fma((words >> 8).astype(F32) * F32(2.0**-24), F32(2) * bound, -bound)


def layer_names(encoder, decoder):
    """The layers in the order of parameters; one number less where each half is one layer."""
    if encoder == decoder == 1:
        return ["encoder", "decoder"]
    return [f"encoder.{i}" for i in range(encoder)] + [f"decoder.{i}" for i in range(decoder)]


def initial_weights(widths, code, seed, kind="pytorch-default"):
    """A network that begins, drawn from Telar's generator.

    widths are those of the inputs and of every layer's outputs, code is the index of the code's.
    """
    weights = {}
    for i, layer in enumerate(layer_names(code, len(widths) - 1 - code)):
        inputs, outputs = widths[i], widths[i + 1]
        half, place = ("ENCODER", i) if i < code else ("DECODER", i - code)
        weight, bias = f"{half}_WEIGHT", f"{half}_BIAS"
        b = np.zeros(outputs, dtype=F32)
        match kind:
            case "pytorch-default":
                w = uniform(seed, weight, outputs, inputs, 1 / math.sqrt(inputs), place)
                b = uniform(seed, bias, 1, outputs, 1 / math.sqrt(inputs), place)[0]
            case "xavier":
                bound = math.sqrt(6 / (inputs + outputs))
                w = uniform(seed, weight, outputs, inputs, bound, place)
            case "kaiming":
                w = F32(math.sqrt(2 / inputs)) * normal(seed, place, outputs, inputs, weight)
            case _:
                raise ValueError(kind)
        weights |= {f"{layer}.weight": w, f"{layer}.bias": b}
    return weights


def kept(seed, purpose, step, rows, columns, probability):
    """Where the random number reaches probability * 2^32."""
    words = np.stack([bits(seed, purpose, step, row, columns) for row in range(rows)])
    return words >= round(float(F32(probability)) * 2**32)


def dropout_mask(seed, step, rows, units, dropout, layer=0):
    """0 where a unit of a hidden layer is dropped, else 1 / (1 - dropout)."""
    scale = F32(1 / (1 - float(F32(dropout))))
    return np.where(kept(seed, dropout_purpose(layer), step, rows, units, dropout), scale, F32(0))


def symmetric(seed, step, rows, columns, purpose="NOISE"):
    """Odd multiples of 2^-24 in (-1, 1), for what is normal."""
    words = np.stack([bits(seed, purpose, step, row, columns) for row in range(rows)])
    return (2 * (words >> 8).astype(np.float64) + 1) * 2.0**-24 - 1


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


def squared_norm(rows, weights=None):
    """Each row in sixteen lanes of float32, their tree in float64, then the rows in order.

    With weights, a value is multiplied by its weight and rounded before it is multiplied by itself.
    """
    total = 0.0
    for place, row in enumerate(rows):
        lanes = np.zeros(16, dtype=F32)
        factors = row if weights is None else row * weights[place]
        for i, value in enumerate(row):
            lanes[i % 16] = fma(factors[i], value, lanes[i % 16])
        sums = lanes.astype(np.float64)
        while len(sums) > 1:
            half = len(sums) // 2
            sums = sums[:half] + sums[half:]
        total += float(sums[0])
    return total


# ---- elementary functions, with the constants as they were published ----

# Moshier, Cephes (1992): expf, tanhf, logf; the highest power first.
EXP = [1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1]
EXP += [5.0000001201e-1]
TANH = [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1]
TANH += [-3.33332819422e-1]
LOG = [7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1]
LOG += [-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1]
LN2_HIGH, LN2_LOW = F32(0.693359375), F32(-2.12194440e-4)

# Giles, Approximating the erfinv function (2010), table 5.
CENTRE = [2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087]
CENTRE += [-0.00125372503, -0.00417768164, 0.246640727, 1.50140941]
TAIL = [-0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773]
TAIL += [-0.0076224613, 0.00943887047, 1.00167406, 2.83297682]


def polynomial(coefficients, x):
    p = np.full_like(x, F32(coefficients[0]))
    for coefficient in coefficients[1:]:
        p = fma(p, x, F32(coefficient))
    return p


def exp(x):
    x = np.clip(x, F32(-87), F32(87))
    # The product is exact in float64, so that this rounds once.
    n = np.rint(np.float64(x) * np.float64(F32(math.log2(math.e))))
    r = fma(-LN2_LOW, n, fma(-LN2_HIGH, n, x))
    return np.ldexp(fma(polynomial(EXP, r), r * r, r) + F32(1), n.astype(int))


def sigmoid(x):
    return F32(1) / (exp(-x) + F32(1))


def tanh(x):
    e = exp(F32(-2) * np.abs(x))
    large = np.copysign((F32(1) - e) / (e + F32(1)), x)
    small = fma(polynomial(TANH, x * x) * (x * x), x, x)
    return np.where(np.abs(x) < F32(0.625), small, large)


def log(x):
    mantissa, exponent = np.frexp(x)
    low = mantissa < F32(math.sqrt(0.5))
    z = np.where(low, mantissa + mantissa, mantissa) - F32(1)
    e = F32(exponent - low)
    square = z * z
    y = fma(LN2_LOW, e, polynomial(LOG, z) * z * square)
    return fma(LN2_HIGH, e, z + fma(F32(-0.5), square, y))


def normal(seed, step, rows, columns, purpose="NOISE"):
    """Normal with mean 0 and variance 1: sqrt(2) * erfinv(u)."""
    u = F32(symmetric(seed, step, rows, columns, purpose))
    w = -log((F32(1) - u) * (u + F32(1)))
    centre, tail = polynomial(CENTRE, w - F32(2.5)), polynomial(TAIL, np.sqrt(w) - F32(3))
    return np.where(w < 5, centre, tail) * u * F32(math.sqrt(2))
