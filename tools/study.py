"""The paper's study in PyTorch: the class of its Appendix A and its training loop.

Prints a line a width and seed: validation errors after epochs 1, 2, 10, 20 and 30, the test error, and how
many pixels stay dark for every test image. With --train-error it measures at every epoch's end, as Telar
does and the paper did. With --init it starts from a model file of Telar's, so that the two can be compared
run by run; the order of the rows and the dropped units still differ.

    .venv/bin/python tools/study.py ~/.cache/telar/fashion-mnist --hidden 512 --seeds 100 101
    .venv/bin/python tools/study.py ~/.cache/telar/fashion-mnist --hidden 512 --init model.safetensors
"""

import argparse
import gzip
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn

REPORTED_EPOCHS = (1, 2, 10, 20, 30)
TELAR_NAMES = {
    "encoder.weight": "linear_relu_stack.0.weight",
    "encoder.bias": "linear_relu_stack.0.bias",
    "decoder.weight": "linear_relu_stack.3.weight",
    "decoder.bias": "linear_relu_stack.3.bias",
}


class Autoencoder(nn.Module):
    def __init__(self, n, p):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28 * 28, n), nn.ReLU(), nn.Dropout(p), nn.Linear(n, 28 * 28), nn.ReLU()
        )

    def forward(self, x):
        return self.linear_relu_stack(self.flatten(x))


def images(folder, name):
    plain = Path(folder) / name
    content = plain.read_bytes() if plain.exists() else gzip.open(f"{plain}.gz").read()
    pixels = np.frombuffer(content, np.uint8, offset=16).reshape(-1, 28 * 28)
    return torch.from_numpy(pixels.astype(np.float32) / np.float32(255))


def error_of(model, data):
    """The mean square error with dropout off, by batches, which takes less memory and time."""
    model.eval()
    with torch.no_grad():
        squares = sum(
            nn.functional.mse_loss(model(x), x, reduction="sum").item() for x in data.split(1000)
        )
    return squares / data.numel()


def run(args, data, test, hidden, seed):
    torch.manual_seed(seed)
    order = torch.randperm(len(data))
    train, validation = data[order[:50_000]], data[order[50_000:]]
    model = Autoencoder(hidden, args.dropout)
    if args.init:
        weights = load_file(args.init)
        model.load_state_dict({TELAR_NAMES.get(name, name): w for name, w in weights.items()})
    optimizer = torch.optim.SGD(model.parameters(), lr=args.learning_rate, momentum=args.momentum)
    loss_of = nn.MSELoss()
    errors = []
    for epoch in range(1, args.epochs + 1):
        model.train()
        for rows in torch.randperm(len(train)).split(args.batch_size):
            batch = train[rows]
            optimizer.zero_grad()
            loss_of(model(batch), batch).backward()
            optimizer.step()
        if args.train_error or epoch in REPORTED_EPOCHS:
            error = f"{error_of(model, validation):.4f}"
            if args.train_error == "full":
                error += f" (train {error_of(model, train):.4f})"
            if epoch in REPORTED_EPOCHS:
                errors.append(f"{epoch}: {error}")
    model.eval()
    with torch.no_grad():
        output = model(test)
    dark = int((output <= 0).all(0).sum())
    print(
        f"N {hidden}, seed {seed}: validation {', '.join(errors)}; "
        f"test {loss_of(output, test).item():.4f}, {dark} dark pixels",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description="The paper's study in PyTorch.")
    parser.add_argument("data", help="the folder of Fashion-MNIST's IDX files, plain or .gz")
    parser.add_argument("--hidden", type=int, nargs="+", default=[64])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--batch-size", type=int, default=1000)
    parser.add_argument("--learning-rate", type=float, default=0.5)
    parser.add_argument("--momentum", type=float, default=0.0)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument(
        "--train-error",
        choices=["full", "running"],
        help="measures the validation rows at every epoch's end, and with full the training rows too",
    )
    parser.add_argument("--init", help="a safetensors file to start from")
    args = parser.parse_args()
    data = images(args.data, "train-images-idx3-ubyte")
    test = images(args.data, "t10k-images-idx3-ubyte")
    for hidden in args.hidden:
        for seed in args.seeds:
            run(args, data, test, hidden, seed)


if __name__ == "__main__":
    main()
