"""PyTorch's side of the comparison: the paper's class and loop, eager, from a tensor in memory.

    python torch_worker.py DATA HIDDEN ROWS BATCH_SIZE [bf16]
"""

import sys
from pathlib import Path

import torch
from torch import nn
from worker import DROPOUT, LEARNING_RATE, MOMENTUM, serve, train_images

sys.path.append(str(Path(__file__).parents[2] / "tools"))
from study import Autoencoder  # noqa: E402


def main(folder, hidden, rows, batch_size, precision="fp32"):
    torch.manual_seed(1)
    train = torch.from_numpy(train_images(folder, int(rows)))
    model = Autoencoder(int(hidden), DROPOUT)
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM)
    loss_of = nn.MSELoss()
    autocast = torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16")

    def epoch():
        running = 0.0
        for chosen in torch.randperm(len(train)).split(int(batch_size)):
            batch = train[chosen]
            optimizer.zero_grad()
            with autocast:
                loss = loss_of(model(batch), batch)
            loss.backward()
            optimizer.step()
            running += loss.item() * len(batch)
        return running / len(train)

    serve(f"PyTorch {torch.__version__}, {precision}, {torch.get_num_threads()} threads", epoch)


main(*sys.argv[1:])
