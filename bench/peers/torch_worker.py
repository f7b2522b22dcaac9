"""PyTorch's side of the comparison: the paper's class and loop, eager, from a tensor in memory.

Other networks than the paper's are a stack of layers, in place where autograd allows it, with the fused update.
With `loader` the rows come from a DataLoader, as most programs have it.

    python torch_worker.py DATA HIDDEN ROWS BATCH_SIZE ACTIVATION OUTPUT COLUMNS [bf16|loader]
"""

import sys
from pathlib import Path

import torch
from network import activations, widths
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from worker import DROPOUT, LEARNING_RATE, MOMENTUM, serve, train_rows

sys.path.append(str(Path(__file__).parents[2] / "tools"))
from study import Autoencoder  # noqa: E402


LAYERS = {
    "relu": lambda: nn.ReLU(inplace=True),
    "leaky-relu": lambda: nn.LeakyReLU(inplace=True),
    "gelu": lambda: nn.GELU(approximate="tanh"),
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "identity": nn.Identity,
}


def stack(sizes, names):
    """Linear layers with their activations, and dropout after all but the last."""
    layers = []
    for inputs, outputs, name in zip(sizes, sizes[1:], names):
        layers += [nn.Linear(inputs, outputs), LAYERS[name](), nn.Dropout(DROPOUT)]
    return nn.Sequential(*layers[:-1])


def main(folder, hidden, rows, batch_size, activation, output, columns, precision="fp32"):
    torch.manual_seed(1)
    train = torch.from_numpy(train_rows(folder, int(rows), int(columns)))
    sizes = widths(hidden, int(columns))
    names = activations(len(sizes) - 1, activation, output)
    paper = names == ["relu", "relu"] and sizes[0] == 28 * 28
    model = Autoencoder(sizes[1], DROPOUT) if paper else stack(sizes, names)
    optimizer = torch.optim.SGD(
        model.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM, fused=None if paper else True
    )
    loss_of = nn.MSELoss()
    autocast = torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16")

    def batches():
        if precision == "loader":
            loader = DataLoader(TensorDataset(train), batch_size=int(batch_size), shuffle=True)
            yield from (batch for (batch,) in loader)
        else:
            yield from (train[chosen] for chosen in torch.randperm(len(train)).split(int(batch_size)))

    def epoch():
        running = 0.0
        for batch in batches():
            optimizer.zero_grad()
            with autocast:
                loss = loss_of(model(batch), batch)
            loss.backward()
            optimizer.step()
            running += loss.item() * len(batch)
        return running / len(train)

    serve(f"PyTorch {torch.__version__}, {precision}, {torch.get_num_threads()} threads", epoch)


main(*sys.argv[1:])
