package dev.telar.engine.vector;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.engine.Engine;
import dev.telar.engine.Engine.Kind;
import dev.telar.engine.Optimizer.Sgd;
import dev.telar.engine.Training;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Has the JVM compile the vector engine's kernels, on a small shape and beside other work such as
/// reading data; and finds the fastest [Tiling] where it is not known yet.
///
/// A kernel that is not compiled yet is a hundred times slower, so that the first epoch takes
/// longer than the next ten. On a small shape it is called often enough to be compiled within a
/// second. Changes no result. Safe for use by many threads.
public final class WarmUp {
  /// More than a whole panel, and rows that tiles of six do not cover: every kind of tile is used.
  private static final int WIDTH = 80;

  private static final int ROWS = 28;

  /// Measured with JDK 25: after 100 steps the first real epoch still waits for compilers, more
  /// than 200 gain nothing.
  private static final int STEPS = 200;

  private static final int EVALUATIONS = 50;

  private static @Nullable Thread started;

  private WarmUp() {}

  /// Begins, unless this JVM has begun already or the kind has nothing to compile.
  ///
  /// @param tilings a file that remembers the fastest [Tiling]; where it does not know this
  ///   machine's, that is timed and written
  public static synchronized void start(Kind kind, Path tilings) {
    if (started == null && VectorModule.choose(kind) == Kind.VECTOR) {
      started = Thread.ofPlatform().daemon().name("telar-warm-up").start(() -> compute(tilings));
    }
  }

  /// Waits for the end; returns at once if nothing was begun.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public static void await() throws InterruptedException {
    Thread thread;
    synchronized (WarmUp.class) {
      thread = started;
    }
    if (thread != null) {
      thread.join();
    }
  }

  private static void compute(Path tilings) {
    if (Tiling.forced().isEmpty()) {
      var memory = new TilingMemory(tilings);
      Optional<Tiling> known = memory.tiling();
      Tiling.use(known.orElseGet(TilingRace::fastest));
      if (known.isEmpty()) {
        memory.keep(Tiling.current());
      }
    }
    compile();
  }

  private static void compile() {
    var samples = new ByteSamples(new byte[ROWS * WIDTH], ROWS, WIDTH);
    var batch = new Batch(samples, IntStream.range(0, ROWS).toArray(), 0, ROWS);
    var model = Autoencoder.initialise(Architecture.relu(WIDTH, WIDTH), 1);
    var training = new Training(new Sgd(0.9f), 0.1, 1);
    try (var engine = Engine.open(Kind.VECTOR, model, training, ROWS, 1)) {
      for (int step = 0; step < STEPS; step++) {
        engine.trainStep(batch, step, 0.001f);
      }
      double[] errors = new double[ROWS];
      for (int i = 0; i < EVALUATIONS; i++) {
        engine.squaredErrors(batch, errors);
      }
    }
  }
}
