package dev.telar.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Which epochs have a line of their own where no line can be drawn over: the first, the last,
/// about fifty of many, and after a while the next one.
final class EpochLines {
  private static final int MOST = 50;
  private static final long WHILE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final int every;
  private final LongSupplier nanos;
  private boolean begun;
  private long told;

  /// @param epochs that are planned
  /// @param nanos a clock like [System#nanoTime]
  EpochLines(int epochs, LongSupplier nanos) {
    this.every = (epochs + MOST - 1) / MOST;
    this.nanos = nanos;
  }

  /// Whether an epoch has one; asked once for each, in their order.
  ///
  /// @param last whether training ends with it
  boolean tells(int epoch, boolean last) {
    long now = nanos.getAsLong();
    boolean tells = !begun || last || epoch % every == 0 || now - told >= WHILE_NANOS;
    if (tells) {
      begun = true;
      told = now;
    }
    return tells;
  }
}
