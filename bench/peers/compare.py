"""Trains a network, by default the paper's, with Telar and with its peers, in turn, and prints who is how fast.

One process a peer and network trains an epoch when it is told to and sleeps otherwise; rounds of one epoch
each take turns, so that a machine that grows slower or faster does so for all. `run` starts it.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median

from network import ACTIVATIONS, operations, widths

HERE = Path(__file__).parent
ROWS = 50_000
PIXELS = 28 * 28
PEERS = {
    "pytorch": ("torch_worker.py", "fp32"),
    "pytorch-loader": ("torch_worker.py", "loader"),
    "pytorch-bf16": ("torch_worker.py", "bf16"),
    "jax": ("jax_worker.py",),
}
# The loader is what most programs have, and never the faster one.
DEFAULT_PEERS = [name for name in PEERS if name != "pytorch-loader"]


AGAINST = "telar-before"


class Worker:
    """A process that trains an epoch at a time."""

    def __init__(self, peer, program, *options):
        self.peer = peer
        self.seconds, self.losses = [], []
        self.idle_cpu = self.idle = 0.0
        self.process = subprocess.Popen(
            [*program, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.name = self.answer()["name"]

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.peer} ended with exit code {self.process.wait()}")
        return json.loads(line)

    def epoch(self):
        self.process.stdin.write("epoch\n")
        self.process.stdin.flush()
        return self.answer()

    def cpu_seconds(self):
        """The processor time it has used; only Linux tells."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def start(args, peer, hidden):
    limits = {"OMP_NUM_THREADS": str(args.threads)} if args.threads else {}
    os.environ.update(limits)
    options = [args.data, hidden, str(ROWS), str(args.batch), args.activation, args.output, str(args.columns)]
    if peer in ("telar", AGAINST):
        # As the launcher starts it; huge pages are an option on Linux only.
        java = [args.java, "-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseTransparentHugePages"]
        java += ["-XX:Tier4BackEdgeThreshold=400000", "-XX:ObjectAlignmentInBytes=64"]
        java += ["--add-modules", "jdk.incubator.vector"]
        java += [f"-XX:ActiveProcessorCount={args.threads}"] if args.threads else []
        jar = args.jar if peer == "telar" else args.against_jar
        return Worker(peer, [*java, "-cp", jar, "dev.telar.bench.EpochWorker"], *options)
    script, *precision = PEERS[peer]
    return Worker(peer, [sys.executable, str(HERE / script)], *options, *precision)


def turn(worker, others):
    """An epoch of one worker, and what the others used of the processor meanwhile."""
    before = [other.cpu_seconds() for other in others]
    answer = worker.epoch()
    worker.seconds.append(answer["seconds"])
    worker.losses.append(answer["loss"])
    for other, used in zip(others, before):
        other.idle_cpu += other.cpu_seconds() - used
        other.idle += answer["seconds"]


def measure(args, hidden):
    """All epochs of one network: the workers, with what they answered."""
    workers = []
    try:
        for peer in ["telar", *([AGAINST] if args.against_jar else []), *args.peers]:
            workers.append(start(args, peer, hidden))
        for _ in range(args.warmup):
            for worker in workers:
                worker.losses.append(worker.epoch()["loss"])
        for _ in range(args.rounds):
            for worker in workers:
                turn(worker, [other for other in workers if other is not worker])
    finally:
        for worker in workers:
            worker.close()
    return workers


def summary(args, hidden, workers):
    """What `--json` writes for a network."""
    telar = workers[0]
    rows = []
    for worker in workers:
        speed = ROWS / median(worker.seconds)
        gflops = operations(widths(hidden, args.columns)) * speed / 1e9
        ratios = [theirs / ours for theirs, ours in zip(worker.seconds, telar.seconds)]
        rows.append(
            {
                "peer": worker.peer,
                "name": worker.name,
                "samples_per_second": speed,
                "gflops": gflops,
                "percent_of_peak": 100 * gflops / args.peak if args.peak else None,
                "ratio": {"median": median(ratios), "min": min(ratios), "max": max(ratios)},
                "loss_from_telars": worker.losses[-1] / telar.losses[-1] - 1,
                "idle_cores": worker.idle_cpu / worker.idle if worker.idle else 0.0,
                "seconds": worker.seconds,
                "losses": worker.losses,
            }
        )
    return {"hidden": int(hidden) if hidden.isdigit() else hidden, "workers": rows}


def show(args, width):
    hidden = width["hidden"]
    paper = isinstance(hidden, int) and args.columns == PIXELS
    print(f"\nN = {hidden}" if paper else f"\n{'-'.join(map(str, widths(str(hidden), args.columns)))}")
    share = "of peak" if args.peak else ""
    print(f"{'':13}{'samples/s':>10}{'GFLOP/s':>9}{share:>9}  {'telar / peer (min–max)':24}loss")
    for row in width["workers"]:
        peak = f"{row['percent_of_peak']:.1f} %" if args.peak else ""
        ratio = "{median:.2f} ({min:.2f}–{max:.2f})".format(**row["ratio"])
        print(
            f"{row['peer']:13}{row['samples_per_second']:10,.0f}{row['gflops']:9.1f}{peak:>9}  "
            f"{ratio if row['peer'] != 'telar' else '':24}{row['losses'][-1]:.4f}"
        )
    apart = max(abs(row["loss_from_telars"]) for row in width["workers"])
    idle = sum(row["idle_cores"] for row in width["workers"])
    print(
        f"losses after {args.warmup + args.rounds} epochs: within {100 * apart:.1f} % of Telar's; "
        f"all workers while another one trained: {100 * idle:.1f} % of a core",
        flush=True,
    )


def networks(text):
    names = text.split(",")
    for name in names:
        try:
            widths(name, PIXELS)
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"{name} is no network; 64 and 256-64 are, the widths of the encoder's layers"
            ) from None
    return names


def peers(text):
    names = [] if text == "none" else text.split(",")
    unknown = [name for name in names if name not in PEERS]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; there are {', '.join(PEERS)}")
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], prog="run")
    parser.add_argument("--java", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--jar", required=True, help=argparse.SUPPRESS)
    parser.add_argument(
        "--data", required=True, help="a folder of IDX files, or a table of numbers, NAME.csv; default: Telar's images"
    )
    parser.add_argument(
        "--hidden",
        type=networks,
        default=["64", "128", "256", "512"],
        help="networks: 64,128,…; 256-64 is 784-256-64-256-784",
    )
    parser.add_argument(
        "--activation",
        choices=ACTIVATIONS,
        default="relu",
        help="of hidden layers, but the code of several is linear; default relu",
    )
    parser.add_argument("--output", choices=ACTIVATIONS, default="relu", help="its activation; default relu")
    parser.add_argument(
        "--columns", type=int, default=PIXELS, help="the middle pixels alone, as narrow as a table; default all"
    )
    parser.add_argument("--batch", type=int, default=1000, help="rows of a batch; default 1000")
    parser.add_argument("--peers", type=peers, default=DEFAULT_PEERS, help=",".join(PEERS) + ", or none")
    parser.add_argument("--rounds", type=int, default=7, help="epochs that count; default 7")
    parser.add_argument("--warmup", type=int, default=3, help="epochs that do not; default 3")
    parser.add_argument("--threads", type=int, help="of each program; default: its own choice")
    parser.add_argument("--against-jar", help=argparse.SUPPRESS)
    parser.add_argument("--peak", type=float, metavar="GFLOPS", help="of the machine, see --sgemm")
    parser.add_argument("--json", metavar="FILE", help="writes every measurement")
    args = parser.parse_args()
    if args.rounds < 1 or args.warmup < 2:
        parser.error("wants at least 1 round and 2 epochs of warm-up")
    if args.threads is not None and args.threads < 1:
        parser.error(f"--threads must be at least 1, got {args.threads}")
    if not 1 <= args.batch <= ROWS:
        parser.error(f"--batch must be between 1 and {ROWS}, got {args.batch}")
    if not 1 <= args.columns <= PIXELS:
        parser.error(f"--columns must be between 1 and {PIXELS}, got {args.columns}")
    if args.against_jar and args.columns != PIXELS:
        parser.error("--against is for whole images: earlier commits know no --columns")
    if not (Path(args.data).is_dir() or (args.data.endswith(".csv") and Path(args.data).is_file())):
        parser.error(f"{args.data}: there is no such folder, or table NAME.csv")
    threads = f"; {args.threads} thread{'s' if args.threads > 1 else ''} each" if args.threads else ""
    peak = f"; FMA peak {args.peak:g} GFLOP/s" if args.peak else ""
    print(
        f"{platform.platform()}, {os.cpu_count()} cores{threads}{peak}\n{ROWS:,} samples of {args.columns} values an epoch, batches of "
        f"{args.batch}, {args.activation}, output {args.output}; {args.warmup} epochs of warm-up, "
        f"{args.rounds} rounds"
    )
    results = []
    for hidden in args.hidden:
        workers = measure(args, hidden)
        if not results:
            print("\n".join(f"{worker.peer}: {worker.name}" for worker in workers))
        results.append(summary(args, hidden, workers))
        show(args, results[-1])
    if args.json:
        machine = {"platform": platform.platform(), "cores": os.cpu_count(), "peak_gflops": args.peak}
        machine["threads"] = args.threads
        epochs = {"rows": ROWS, "columns": args.columns, "batch_size": args.batch, "warmup": args.warmup, "rounds": args.rounds}
        epochs |= {"activation": args.activation, "output": args.output}
        text = json.dumps({**machine, **epochs, "widths": results}, indent=2)
        Path(args.json).write_text(text + "\n")


if __name__ == "__main__":
    main()
