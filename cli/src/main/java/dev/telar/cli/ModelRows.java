package dev.telar.cli;

import dev.telar.codes.RowNames;
import dev.telar.codes.RowWriter;
import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.data.Dataset;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.measure.ReconstructionError;
import dev.telar.run.Activations;
import dev.telar.run.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// A model and rows of which it makes something, a row for each.
///
/// @param trained the model
/// @param data that have the rows
record ModelRows(TrainedModel trained, Dataset data) {
  /// What a model makes of a batch.
  interface Computation {
    /// Computes it.
    ///
    /// @param out (rows, width) or longer; overwritten
    void compute(Batch batch, float[] out);
  }

  /// Reads a model and rows: those that were given, or else those that it is tested on.
  ///
  /// @throws IOException if one of them is bad
  /// @throws IllegalArgumentException if they do not fit each other
  static ModelRows read(
      Path model, ActivationOptions activations, RunDataOptions data, Console console)
      throws IOException, InterruptedException {
    TrainedModel read = TrainedModel.read(model);
    Activations given = activations.given();
    TrainedModel trained = read.with(given);
    Dataset rows = data.loadRows(console, trained.data());
    trained.checkWidth(rows);
    given.note(read.path(), read.content()).ifPresent(console::announce);
    return new ModelRows(trained, rows);
  }

  Samples samples() {
    return data.tested().samples();
  }

  RowNames names() {
    return RowNames.of(samples());
  }

  /// Opens what computes.
  Engine open(EngineOptions engine) {
    int batch = ReconstructionError.batchRows(trained.model().architecture(), samples().rows());
    return Engine.open(engine.engine(), trained.model(), batch, engine.threads());
  }

  /// Writes what the model makes of all rows, in their order, and has it appear.
  ///
  /// @param width how many numbers it makes of a row
  /// @param batchRows of the engine
  void write(Computation computation, int width, int batchRows, RowWriter writer)
      throws IOException, InterruptedException {
    RowNames names = names();
    float[] values = new float[batchRows * width];
    int[] rows = IntStream.range(0, samples().rows()).toArray();
    for (Batch batch : new Batches(samples(), rows, batchRows)) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while rows were written");
      }
      computation.compute(batch, values);
      for (int r = 0; r < batch.size(); r++) {
        writer.write(names.of(batch.row(r)), values, r * width);
      }
    }
    writer.commit();
  }
}
