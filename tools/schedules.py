"""Learning rate schedules as PyTorch computes them."""

import warnings

import torch
from torch.optim import lr_scheduler

STEPS_PER_EPOCH = 7
EPOCHS = 5
# (Telar's name, epochs of warm-up)
SCHEDULES = [
    ("constant", 2),
    ("cosine", 0),
    ("cosine", 1.5),
    ("step:2:0.3", 0),
    ("step:1:0.7", 1),
    ("one-cycle", 0),
    ("one-cycle", 2),
]


def scheduler_of(optimizer, label, steps, rise):
    name, *numbers = label.split(":")
    match name:
        case "constant":
            return lr_scheduler.ConstantLR(optimizer, 1)
        case "cosine":
            return lr_scheduler.CosineAnnealingLR(optimizer, steps)
        case "step":
            return lr_scheduler.StepLR(
                optimizer, int(numbers[0]) * STEPS_PER_EPOCH, float(numbers[1])
            )
        case "one-cycle":
            return lr_scheduler.OneCycleLR(
                optimizer, 1, steps, pct_start=rise / steps or 0.3, cycle_momentum=False
            )
    raise ValueError(label)


def factors(label, warmup_epochs):
    """What each step's learning rate is multiplied by."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)
    steps = STEPS_PER_EPOCH * EPOCHS
    warmup = round(warmup_epochs * STEPS_PER_EPOCH)
    if label == "one-cycle" or not warmup:
        scheduler = scheduler_of(optimizer, label, steps, warmup)
    else:
        linear = lr_scheduler.LinearLR(optimizer, 1 / warmup, 1, warmup - 1)
        after = scheduler_of(optimizer, label, steps - warmup, 0)
        scheduler = lr_scheduler.SequentialLR(optimizer, [linear, after], [warmup])
    for step in range(steps):
        yield optimizer.param_groups[0]["lr"]
        optimizer.step()
        if step < steps - 1:
            scheduler.step()


def lines():
    # SequentialLR passes its schedulers an epoch, which warns.
    warnings.filterwarnings("ignore", category=UserWarning, module="torch.optim.lr_scheduler")
    for label, warmup_epochs in SCHEDULES:
        key = f"{label.replace(':', '_')}.{warmup_epochs}"
        yield f"{key}={' '.join(repr(factor) for factor in factors(label, warmup_epochs))}"
