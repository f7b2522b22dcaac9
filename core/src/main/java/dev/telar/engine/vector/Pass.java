package dev.telar.engine.vector;

import dev.telar.data.Batch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is computed now: written by the caller before a phase, read by the threads in it.
final class Pass {
  private @Nullable Batch batch;
  long step;
  float[] out = {};

  void begin(Batch next) {
    batch = next;
  }

  Batch batch() {
    return Objects.requireNonNull(batch);
  }

  int rows() {
    return batch().size();
  }
}
