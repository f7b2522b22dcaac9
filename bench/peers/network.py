"""The networks that are compared: what `--hidden` means, and what a training step of it costs."""

ACTIVATIONS = ["relu", "leaky-relu", "gelu", "tanh", "sigmoid", "identity"]


def widths(hidden, inputs):
    """From the inputs to the outputs: 784, 256, 64, 256, 784 of 256-64 and 784 inputs."""
    encoder = [int(width) for width in hidden.split("-")]
    if min(encoder) < 1:
        raise ValueError(hidden)
    return [inputs, *encoder, *encoder[-2::-1], inputs]


def activations(layers, activation, output):
    """One for each layer. The code is linear, unless it is the only hidden layer."""
    names = [activation] * (layers - 1) + [output]
    if layers > 2:
        names[layers // 2 - 1] = "identity"
    return names


def operations(sizes):
    """Of a sample's training step: three products a layer, without the gradient of the inputs."""
    weights = [inputs * outputs for inputs, outputs in zip(sizes, sizes[1:])]
    return 6 * sum(weights) - 2 * weights[0]
