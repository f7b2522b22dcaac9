package dev.telar.engine.vector;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The bare products of a training step on one core, as the vector engine computes them: `A·B` for
/// 48 rows at a time, and `Aᵀ·B`, a gradient, over the whole batch of 1000.
///
/// Run with `mvn -B -q package -Pbench -DskipTests && java -jar bench/target/benchmarks.jar
/// Product`. A product is 2·rows·784·hidden floating-point operations.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
  private static final int BATCH = 1000;
  private static final int RANGE = 48;
  private static final int INPUTS = 784;

  @Param({"64", "512"})
  private int hidden;

  private Panels x; // (B, D)
  private Panels y; // (B, D)
  private Panels h; // (B, N)
  private Panels w; // (N, D)
  private Panels transposed; // (D, N)
  private final Panels gradient = new Panels(Panels.WIDTH, Panels.WIDTH);
  private final Products products = new Products(Tiling.current());

  /// Fills the operands with made-up numbers.
  @Setup(Level.Trial)
  public void fill() {
    int rows = RowRanges.roundUp(BATCH);
    x = random(rows, INPUTS);
    y = random(rows, INPUTS);
    h = random(rows, hidden);
    w = random(hidden, INPUTS);
    transposed = random(INPUTS, hidden);
  }

  private static Panels random(int rows, int columns) {
    var matrix = new Panels(rows, columns);
    var random = new Random(1);
    for (int i = 0; i < matrix.values.length; i++) {
      matrix.values[i] = random.nextFloat();
    }
    return matrix;
  }

  /// 48 rows of x·w1, and of dY·w2ᵀ.
  @Benchmark
  public Panels encode() {
    for (int panel = 0; panel < h.count(); panel++) {
      products.multiply(x, 0, RANGE, transposed, panel, h);
    }
    return h;
  }

  /// 48 rows of h·w2.
  @Benchmark
  public Panels decode() {
    for (int panel = 0; panel < y.count(); panel++) {
      products.multiply(h, 0, RANGE, w, panel, y);
    }
    return y;
  }

  /// The whole of hᵀ·dY, and of dHᵀ·x.
  @Benchmark
  public Panels gradient() {
    for (int rowPanel = 0; rowPanel < h.count(); rowPanel++) {
      for (int panel = 0; panel < x.count(); panel++) {
        products.multiplyTransposed(h, rowPanel, 0, h.width(rowPanel), x, panel, BATCH, gradient);
      }
    }
    return gradient;
  }
}
