package dev.telar.bench;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import dev.telar.engine.Engine;
import dev.telar.engine.Optimizer;
import dev.telar.engine.Training;
import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A whole training step and a whole reconstruction of one batch of 1000 rows and 784 columns.
///
/// Run with `mvn -B -q package -Pbench -DskipTests && java -jar bench/target/benchmarks.jar`. A
/// training step with one hidden layer is 10·784·hidden floating-point operations a row, a
/// reconstruction 4·784·hidden.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {
  private static final int ROWS = 1000;
  private static final int INPUTS = 784;
  private static final Activation RELU = new Activation.Relu();

  /// Small, so that the numbers stay ordinary however long it runs; the work is the same.
  private static final float LEARNING_RATE = 0.001f;

  @Param({"64", "128", "256", "512", "256-64"})
  private String hidden;

  @Param({"1", "2"})
  private int threads;

  private Engine engine;
  private Batch batch;
  private float[] out;
  private long step;

  /// Opens an engine on a made-up batch.
  @Setup(Level.Trial)
  public void open() {
    byte[] pixels = new byte[ROWS * INPUTS];
    new Random(1).nextBytes(pixels);
    batch =
        new Batch(
            new ByteSamples(pixels, ROWS, INPUTS), IntStream.range(0, ROWS).toArray(), 0, ROWS);
    engine =
        Engine.open(
            Engine.Kind.AUTO,
            Autoencoder.initialise(
                Architecture.mirrored(INPUTS, HiddenWidths.of(hidden), RELU, RELU, RELU), 1),
            new Training(new Optimizer.Sgd(0), 0.1f, 1),
            ROWS,
            threads);
    out = new float[ROWS * INPUTS];
  }

  /// Ends the engine's threads.
  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }

  /// One training step with dropout.
  @Benchmark
  public double trainStep() {
    return engine.trainStep(batch, step++, LEARNING_RATE);
  }

  /// One reconstruction.
  @Benchmark
  public float[] reconstruct() {
    engine.reconstruct(batch, out);
    return out;
  }
}
