package dev.telar.cli;

import dev.telar.codes.RowFiles;
import dev.telar.codes.RowWriter;
import dev.telar.data.Dataset;
import dev.telar.data.Samples;
import dev.telar.engine.Engine;
import dev.telar.internal.Printable;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Architecture;
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
    ModelRows rows = ModelRows.read(model, activations, data, console);
    TrainedModel trained = rows.trained();
    Dataset read = rows.data();
    Samples samples = rows.samples();
    Architecture shape = trained.model().architecture();
    try (Engine opened = rows.open(engine)) {
      double error = ReconstructionError.mean(opened, samples);
      trained.checkFinite(error, read);
      try (RowWriter writer =
          RowFiles.reconstructions(file, rows.names().columns(), read.features())) {
        rows.write(opened::reconstruct, shape.inputs(), opened.maxBatch(), writer);
      }
      var text = new StringJoiner("\n");
      text.add(
          "reconstructions of %,d %s of %s, error %s: %s"
              .formatted(
                  samples.rows(),
                  DataWords.of(read.features()).rows(),
                  Printable.line(read.name()),
                  ErrorText.of(error),
                  Printable.line(file.toString())));
      trained.data().measuredOn(read).map(Printable::line).ifPresent(text::add);
      console.result(
          new Reconstructed(
              file.toString(),
              samples.rows(),
              error,
              shape.label(),
              trained.model().parameters().sha256(),
              read.name(),
              read.sha256(),
              trained.data().own(read),
              opened.kind().toString()),
          text.toString());
    }
    return 0;
  }
}
