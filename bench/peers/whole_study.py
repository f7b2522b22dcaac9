"""Times the whole study as printed, from the start of the process to its end: Telar and PyTorch in turn.

`./telar study` also draws the figures and writes the report. `run --study` starts it.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HOME = Path(__file__).resolve().parents[2]


def seconds(command):
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    took = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with exit code {done.returncode}:\n{done.stderr}")
    return took, done.stdout.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], prog="run --study")
    parser.add_argument("--data", required=True, help="a folder of IDX files; default: Telar's")
    parser.add_argument("--hidden", default="64,128,256,512", help="widths: 64,128,…")
    parser.add_argument("--epochs", default="30")
    parser.add_argument("--rounds", type=int, default=2, help="studies of each; default 2")
    parser.add_argument(
        "--train-error",
        choices=["full", "running"],
        default="full",
        help="full: both also measure the training rows at every epoch's end, as the paper does; default",
    )
    args = parser.parse_args()
    options = ["--epochs", args.epochs, "--train-error", args.train_error]
    torch = [sys.executable, str(HOME / "tools/study.py"), args.data, *options]
    torch += ["--hidden", *args.hidden.split(",")]
    telar = [str(HOME / "telar"), "study", "--data", args.data, "--hidden", args.hidden, *options]
    times = []
    for number in range(1, args.rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            ours, errors = seconds([*telar, "--quiet", "--out", f"{folder}/study"])
        theirs, their_errors = seconds(torch)
        if number == 1:
            errors, _, _ = errors.rpartition("\n")  # the last line names the report
            print(f"telar\n{errors}\npytorch\n{their_errors}")
        print(f"telar {ours:.1f} s, pytorch {theirs:.1f} s, ratio {theirs / ours:.2f}", flush=True)
        times.append((ours, theirs))
    ratios = [theirs / ours for ours, theirs in times]
    print(
        f"median: telar {median(t[0] for t in times):.1f} s, pytorch {median(t[1] for t in times):.1f} s, "
        f"ratio {median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
    )


if __name__ == "__main__":
    main()
