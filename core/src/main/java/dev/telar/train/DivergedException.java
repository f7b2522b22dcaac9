package dev.telar.train;

/// Training has left the finite numbers.
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(double loss, int epoch, long step, double lastFinite) {
    super(
        "the loss became %s in epoch %d, step %d; the last finite loss was %s; a smaller learning rate may help"
            .formatted(loss, epoch, step, Double.isNaN(lastFinite) ? "none" : lastFinite));
  }
}
