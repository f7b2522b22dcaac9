"""JAX's side of the comparison: a whole epoch is one compiled function.

    python jax_worker.py DATA HIDDEN ROWS BATCH_SIZE ACTIVATION OUTPUT COLUMNS
"""

import sys
from functools import partial

import jax
import jax.numpy as jnp
from network import activations, widths
from worker import DROPOUT, LEARNING_RATE, MOMENTUM, serve, train_rows


FUNCTIONS = {
    "relu": jax.nn.relu,
    "leaky-relu": jax.nn.leaky_relu,
    "gelu": jax.nn.gelu,
    "tanh": jnp.tanh,
    "sigmoid": jax.nn.sigmoid,
    "identity": lambda x: x,
}


def linear(key, inputs, outputs):
    """A layer as PyTorch initialises it."""
    weight_key, bias_key = jax.random.split(key)
    bound = inputs**-0.5
    return {
        "weight": jax.random.uniform(weight_key, (inputs, outputs), minval=-bound, maxval=bound),
        "bias": jax.random.uniform(bias_key, (outputs,), minval=-bound, maxval=bound),
    }


def loss_of(params, key, x, names):
    hidden = x
    keys = [key] if len(params) == 2 else jax.random.split(key, len(params) - 1)
    for layer, key, name in zip(params, keys, names):
        hidden = FUNCTIONS[name](hidden @ layer["weight"] + layer["bias"])
        kept = jax.random.bernoulli(key, 1 - DROPOUT, hidden.shape)
        hidden = jnp.where(kept, hidden / (1 - DROPOUT), 0)
    output = FUNCTIONS[names[-1]](hidden @ params[-1]["weight"] + params[-1]["bias"])
    return jnp.mean((output - x) ** 2)


@partial(jax.jit, static_argnames=("batch_size", "names"), donate_argnames=("params", "velocity"))
def train_epoch(params, velocity, key, train, batch_size, names):
    def step(state, chosen):
        params, velocity, key = state
        key, dropout_key = jax.random.split(key)
        loss, gradient = jax.value_and_grad(loss_of)(params, dropout_key, train[chosen], names)
        velocity = jax.tree.map(lambda v, g: MOMENTUM * v + g, velocity, gradient)
        params = jax.tree.map(lambda p, v: p - LEARNING_RATE * v, params, velocity)
        return (params, velocity, key), loss

    key, order_key = jax.random.split(key)
    order = jax.random.permutation(order_key, len(train))
    whole = len(train) // batch_size * batch_size
    state, losses = jax.lax.scan(
        step, (params, velocity, key), order[:whole].reshape(-1, batch_size)
    )
    if whole == len(train):
        return state, losses.mean()
    state, loss = step(state, order[whole:])  # a short batch
    return state, (losses.sum() * batch_size + loss * (len(train) - whole)) / len(train)


def main(folder, hidden, rows, batch_size, activation, output, columns):
    train = jnp.asarray(train_rows(folder, int(rows), int(columns)))
    sizes = widths(hidden, int(columns))
    names = tuple(activations(len(sizes) - 1, activation, output))
    *layer_keys, key = jax.random.split(jax.random.key(1), len(sizes))
    params = [linear(*layer) for layer in zip(layer_keys, sizes, sizes[1:])]
    state = params, jax.tree.map(jnp.zeros_like, params), key

    def epoch():
        nonlocal state
        state, loss = train_epoch(*state, train, batch_size=int(batch_size), names=names)
        jax.block_until_ready(state)
        return float(loss)

    serve(f"JAX {jax.__version__}, fp32, XLA's own threads", epoch)


main(*sys.argv[1:])
