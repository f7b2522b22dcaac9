package dev.telar.speed;

/// How fast memory is copied that no cache holds.
final class CopyBandwidth {
  /// Of all arrays together: more than the caches of one core's neighbourhood.
  private static final long LEAST_BYTES = 256L << 20;

  /// Several times one core's share of the largest caches.
  private static final long BYTES_PER_THREAD = 64L << 20;

  private CopyBandwidth() {}

  /// The size of all arrays for some threads; less than it should be in a small heap.
  static long bytes(int threads) {
    long wanted = Math.max(LEAST_BYTES, threads * BYTES_PER_THREAD);
    return Math.min(wanted, Runtime.getRuntime().maxMemory() / 4);
  }

  /// Copies arrays, an own pair for each thread.
  ///
  /// @param patience see [Race#fastest]
  /// @return bytes read and written in a second, in the fastest round
  static double measure(int threads, double patience) throws InterruptedException {
    int length = Math.toIntExact(bytes(threads) / (2L * Float.BYTES * threads));
    float[][] from = new float[threads][length];
    float[][] to = new float[threads][length];
    double copies =
        Race.fastest(
            threads,
            patience,
            (thread, repetitions) -> {
              for (int i = 0; i < repetitions; i++) {
                System.arraycopy(from[thread], 0, to[thread], 0, length);
              }
              return to[thread][length - 1];
            });
    return copies * 2 * Float.BYTES * length;
  }
}
