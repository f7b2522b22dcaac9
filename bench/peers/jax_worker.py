"""JAX's side of the comparison: a whole epoch is one compiled function.

    python jax_worker.py DATA HIDDEN ROWS BATCH_SIZE
"""

import sys
from functools import partial

import jax
import jax.numpy as jnp
from worker import DROPOUT, LEARNING_RATE, MOMENTUM, serve, train_images


def linear(key, inputs, outputs):
    """A layer as PyTorch initialises it."""
    weight_key, bias_key = jax.random.split(key)
    bound = inputs**-0.5
    return {
        "weight": jax.random.uniform(weight_key, (inputs, outputs), minval=-bound, maxval=bound),
        "bias": jax.random.uniform(bias_key, (outputs,), minval=-bound, maxval=bound),
    }


def loss_of(params, key, x):
    hidden = jax.nn.relu(x @ params["encoder"]["weight"] + params["encoder"]["bias"])
    kept = jax.random.bernoulli(key, 1 - DROPOUT, hidden.shape)
    hidden = jnp.where(kept, hidden / (1 - DROPOUT), 0)
    output = jax.nn.relu(hidden @ params["decoder"]["weight"] + params["decoder"]["bias"])
    return jnp.mean((output - x) ** 2)


@partial(jax.jit, static_argnames="batch_size", donate_argnames=("params", "velocity"))
def train_epoch(params, velocity, key, train, batch_size):
    def step(state, chosen):
        params, velocity, key = state
        key, dropout_key = jax.random.split(key)
        loss, gradient = jax.value_and_grad(loss_of)(params, dropout_key, train[chosen])
        velocity = jax.tree.map(lambda v, g: MOMENTUM * v + g, velocity, gradient)
        params = jax.tree.map(lambda p, v: p - LEARNING_RATE * v, params, velocity)
        return (params, velocity, key), loss

    key, order_key = jax.random.split(key)
    order = jax.random.permutation(order_key, len(train)).reshape(-1, batch_size)
    state, losses = jax.lax.scan(step, (params, velocity, key), order)
    return state, losses.mean()


def main(folder, hidden, rows, batch_size):
    train = jnp.asarray(train_images(folder, int(rows)))
    width = train.shape[1]
    encoder_key, decoder_key, key = jax.random.split(jax.random.key(1), 3)
    params = {
        "encoder": linear(encoder_key, width, int(hidden)),
        "decoder": linear(decoder_key, int(hidden), width),
    }
    state = params, jax.tree.map(jnp.zeros_like, params), key

    def epoch():
        nonlocal state
        state, loss = train_epoch(*state, train, batch_size=int(batch_size))
        jax.block_until_ready(state)
        return float(loss)

    serve(f"JAX {jax.__version__}, fp32, XLA's own threads", epoch)


main(*sys.argv[1:])
