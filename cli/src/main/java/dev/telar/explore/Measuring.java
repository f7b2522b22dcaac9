package dev.telar.explore;

import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.measure.PrincipalComponents;
import dev.telar.model.Autoencoder;
import dev.telar.table.TableSamples;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What is measured over all images, on a thread of its own: first the [Survey], then the
/// [CodeMap].
///
/// Safe for use by many threads.
final class Measuring implements AutoCloseable {
  private final Thread thread;
  private final AtomicInteger rowsDone = new AtomicInteger();
  private final int rows;
  private volatile @Nullable Survey survey;
  private volatile @Nullable CodeMap map;
  private volatile @Nullable Kept kept;
  private volatile String failure = "";

  /// What is kept of a table's rows. Immutable.
  static final class Kept {
    private final float[] codes;
    private final ErrorDistribution errors;

    /// @param codes (rows, N); kept, not copied
    private Kept(float[] codes, ErrorDistribution errors) {
      this.codes = codes;
      this.errors = errors;
    }

    ErrorDistribution errors() {
      return errors;
    }

    /// How far each row's code is from one.
    ///
    /// @param code (N)
    double[] distances(float[] code) {
      double[] distances = new double[codes.length / code.length];
      for (int row = 0; row < distances.length; row++) {
        double sum = 0;
        for (int unit = 0; unit < code.length; unit++) {
          double difference = codes[row * code.length + unit] - (double) code[unit];
          sum += difference * difference;
        }
        distances[row] = Math.sqrt(sum);
      }
      return distances;
    }
  }

  private Measuring(Autoencoder model, Samples test, Engine.Kind kind) {
    rows = test.rows();
    thread =
        Thread.ofPlatform()
            .name("telar-explore-" + model.architecture().codeWidth())
            .daemon()
            .unstarted(() -> measure(model, test, kind));
  }

  static Measuring start(Autoencoder model, Samples test, Engine.Kind kind) {
    var measuring = new Measuring(model, test, kind);
    measuring.thread.start();
    return measuring;
  }

  // Whatever goes wrong is for whoever asks for the result: this thread has nobody to tell.
  private void measure(Autoencoder model, Samples test, Engine.Kind kind) {
    try {
      int hidden = model.architecture().codeWidth();
      if ((long) rows * hidden > Integer.MAX_VALUE - 8 || hidden > PrincipalComponents.MAX_WIDTH) {
        throw new IllegalArgumentException(
            "the codes of %d images with %d units are too many to survey".formatted(rows, hidden));
      }
      float[] codes = new float[rows * hidden];
      Survey surveyed = Survey.of(model, test, kind, codes, rowsDone::set);
      if (test instanceof TableSamples) {
        kept = new Kept(codes, new ErrorDistribution(surveyed.errors()));
      }
      survey = surveyed;
      map = CodeMap.of(codes, rows, hidden);
    } catch (InterruptedException e) {
      failure = "stopped";
    } catch (RuntimeException | OutOfMemoryError e) {
      failure = Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
  }

  /// The part of the images that the survey has seen, in [0, 1].
  double progress() {
    return (double) rowsDone.get() / rows;
  }

  /// The codes and errors of all images, once they are measured.
  Optional<Survey> survey() {
    return Optional.ofNullable(survey);
  }

  /// The map of the codes, once it is drawn.
  Optional<CodeMap> map() {
    return Optional.ofNullable(map);
  }

  /// What is kept of a table's rows, once the survey is done; of images nothing.
  Optional<Kept> kept() {
    return Optional.ofNullable(kept);
  }

  /// Why nothing more will be measured; empty unless something went wrong.
  String failure() {
    return failure;
  }

  /// Waits until all is measured or something went wrong.
  ///
  /// @throws InterruptedException if the thread is interrupted
  void await() throws InterruptedException {
    thread.join();
  }

  /// Stops measuring.
  @Override
  public void close() {
    thread.interrupt();
  }
}
