"""Checks what `telar export` writes with what other programs make of it.

    exported.py MODEL.onnx [NET.safetensors]

The ONNX file is looked at by `onnx.checker` and computed by `onnxruntime`, where those are
installed. The tensors are loaded into PyTorch's nn.Sequential. Both are compared with the rows that
Telar computed and keeps in the ONNX file; with NET its input must be a table's matrix or an image.
"""

import json
import sys

TOLERANCE = 1e-5


def fields(message):
    """The fields of a protobuf message: number and value."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(message):
        tag = varint()
        if tag & 7 == 0:
            yield tag >> 3, varint()
        else:
            length = {1: 8, 5: 4}.get(tag & 7) or varint()
            yield tag >> 3, message[at : at + length]
            at += length


def metadata(content):
    """The texts in a model's metadata_props."""
    texts = {}
    for number, value in fields(content):
        if number == 14:
            entry = dict(fields(value))
            texts[entry[1].decode()] = entry[2].decode()
    return texts


def flat(values):
    """All numbers of lists in lists."""
    return [n for v in values for n in flat(v)] if isinstance(values, list) else [values]


def compare(name, found, wanted):
    """Prints the greatest difference, and stops if it is too great."""
    found, wanted = flat(found), flat(wanted)
    assert len(found) == len(wanted), (name, len(found), len(wanted))
    worst = max(abs(f - w) / max(1, abs(w)) for f, w in zip(found, wanted))
    print(f"{name}: {len(wanted)} numbers, greatest difference {worst:.1e}")
    assert worst <= TOLERANCE, name


def check_onnx(path, vector):
    try:
        import onnx
    except ImportError:
        print("onnx.checker: left out, there is no onnx")
    else:
        onnx.checker.check_model(onnx.load(path), full_check=True)
        print(f"onnx.checker {onnx.__version__}: good")
    try:
        import numpy
        import onnxruntime
    except ImportError:
        print("onnxruntime: left out, there is none")
        return
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    types = {"tensor(double)": "float64", "tensor(float)": "float32", "tensor(uint8)": "uint8"}
    inputs = {}
    for each in session.get_inputs():
        values = vector["inputs"][each.name]
        if not isinstance(values[0], list):
            values = [[float("nan") if value is None else value] for value in values]
        inputs[each.name] = numpy.array(values, dtype=types.get(each.type, object))
    names = [output.name for output in session.get_outputs() if output.name in vector["outputs"]]
    for name, found in zip(names, session.run(names, inputs)):
        compare("onnxruntime " + name, found.tolist(), vector["outputs"][name])


def check_pytorch(path, vector):
    import torch
    from safetensors import safe_open
    from torch import nn

    class TopK(nn.Module):
        def __init__(self, k):
            super().__init__()
            self.k = k

        def forward(self, x):
            kept = x.topk(self.k, dim=1)
            return torch.zeros_like(x).scatter(1, kept.indices, kept.values)

    modules = {
        "relu": lambda _: nn.ReLU(),
        "leaky-relu": lambda slope: nn.LeakyReLU(float(slope or 0.01)),
        "gelu": lambda _: nn.GELU(approximate="tanh"),
        "tanh": lambda _: nn.Tanh(),
        "sigmoid": lambda _: nn.Sigmoid(),
        "identity": lambda _: nn.Identity(),
        "top-k": lambda k: TopK(int(k)),
    }
    with safe_open(path, "pt") as file:
        said = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    labels = (
        said["activations"].split(",")
        if "activations" in said
        else [said["hidden_activation"], said["output_activation"]]
    )
    layers = []
    for i, label in enumerate(labels):
        outputs, inputs = tensors[f"{2 * i}.weight"].shape
        name, _, parameter = label.partition(":")
        layers += [nn.Linear(inputs, outputs), modules[name](parameter)]
    net = nn.Sequential(*layers)
    net.load_state_dict(tensors)
    (rows,) = vector["inputs"].values()
    assert isinstance(rows[0], list), "export the ONNX file with --input matrix"
    with torch.no_grad():
        found = net(torch.tensor(rows, dtype=torch.float32))
    compare("PyTorch reconstruction", found.tolist(), vector["outputs"]["reconstruction"])


def main():
    with open(sys.argv[1], "rb") as file:
        vector = json.loads(metadata(file.read())["test_vector"])
    check_onnx(sys.argv[1], vector)
    if len(sys.argv) > 2:
        check_pytorch(sys.argv[2], vector)


main()
