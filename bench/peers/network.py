"""The networks that are compared: what `--hidden` means, and what a training step of it costs."""

INPUTS = 28 * 28
ACTIVATIONS = ["relu", "leaky-relu", "gelu", "tanh", "sigmoid", "identity"]


def widths(hidden):
    """From the inputs to the outputs: 784, 256, 64, 256, 784 of 256-64."""
    encoder = [int(width) for width in hidden.split("-")]
    if min(encoder) < 1:
        raise ValueError(hidden)
    return [INPUTS, *encoder, *encoder[-2::-1], INPUTS]


def activations(hidden, activation, output):
    """One for each layer. The code is linear, unless it is the only hidden layer."""
    layers = len(widths(hidden)) - 1
    names = [activation] * (layers - 1) + [output]
    if layers > 2:
        names[layers // 2 - 1] = "identity"
    return names


def operations(hidden):
    """Of a sample's training step: three products a layer, without the gradient of the inputs."""
    sizes = widths(hidden)
    weights = [inputs * outputs for inputs, outputs in zip(sizes, sizes[1:])]
    return 6 * sum(weights) - 2 * weights[0]
