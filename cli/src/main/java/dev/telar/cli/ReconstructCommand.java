package dev.telar.cli;

import dev.telar.codes.RowFiles;
import dev.telar.codes.RowNames;
import dev.telar.codes.RowWriter;
import dev.telar.data.Batch;
import dev.telar.data.Dataset;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.internal.Printable;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Architecture;
import dev.telar.run.Activations;
import dev.telar.run.TrainedModel;
import dev.telar.text.DataWords;
import dev.telar.text.ErrorText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Writes the reconstructions of rows.
@Command(
    name = "reconstruct",
    description =
        "Writes what a trained model makes of rows: all rows of --data, in their order, or else the test rows of"
            + " the data that it was trained on. Those of a table have its id columns, and the columns that the"
            + " network sees in their own units and levels.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar reconstruct runs/train-n64-20260101-120000 --out reconstructions.png",
      "  telar reconstruct runs/pumps --data readings.csv --out expected.csv"
    })
final class ReconstructCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      description = "A run's folder or a safetensors file: Telar's, or PyTorch's of dense layers.")
  private Path model;

  @Mixin private RowsFile out = new RowsFile();

  @Mixin private ActivationOptions activations = new ActivationOptions();

  @Mixin private RunDataOptions data = new RunDataOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  ///
  /// @param error of the reconstructions
  /// @param ownData whether the model was trained on these data; empty if its file does not say
  private record Reconstructed(
      String out,
      int rows,
      double error,
      String network,
      String weightsSha256,
      String dataName,
      String dataSha256,
      Optional<Boolean> ownData,
      String engine) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = out.path();
    TrainedModel read = TrainedModel.read(model);
    Activations given = activations.given();
    TrainedModel trained = read.with(given);
    Dataset rows = data.loadRows(console, trained.data());
    trained.checkWidth(rows);
    given.note(read.path(), read.content()).ifPresent(console::announce);
    Samples samples = rows.tested().samples();
    Architecture shape = trained.model().architecture();
    int width = shape.inputs();
    int batch = ReconstructionError.batchRows(shape, samples.rows());
    var names = RowNames.of(samples);
    try (Engine opened = Engine.open(engine.engine(), trained.model(), batch, engine.threads())) {
      double error = ReconstructionError.mean(opened, samples);
      trained.checkFinite(error, rows);
      try (RowWriter writer = RowFiles.reconstructions(file, names.columns(), rows.features())) {
        float[] outputs = new float[batch * width];
        for (Batch some : ModelRows.all(samples, batch)) {
          ModelRows.checkInterrupt();
          opened.reconstruct(some, outputs);
          ModelRows.write(some, names, outputs, width, writer);
        }
        writer.commit();
      }
      var text = new StringJoiner("\n");
      text.add(
          "reconstructions of %,d %s of %s, error %s: %s"
              .formatted(
                  samples.rows(),
                  DataWords.of(rows.features()).rows(),
                  Printable.line(rows.name()),
                  ErrorText.of(error),
                  Printable.line(file.toString())));
      trained.data().measuredOn(rows).map(Printable::line).ifPresent(text::add);
      console.result(
          new Reconstructed(
              file.toString(),
              samples.rows(),
              error,
              shape.label(),
              trained.model().parameters().sha256(),
              rows.name(),
              rows.sha256(),
              trained.data().isKnown()
                  ? Optional.of(trained.data().areOwn(rows))
                  : Optional.empty(),
              opened.kind().toString()),
          text.toString());
    }
    return 0;
  }
}
