package dev.telar.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.internal.Printable;
import dev.telar.measure.ColumnErrors;
import dev.telar.measure.DeadUnits;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.report.AnomalousText;
import dev.telar.run.Activations;
import dev.telar.run.Anomalous;
import dev.telar.run.TrainedModel;
import dev.telar.run.TrainedOn;
import dev.telar.table.TableSamples;
import dev.telar.text.DataWords;
import dev.telar.text.ErrorText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Measures a trained model on the test rows.
@Command(
    name = "evaluate",
    description =
        "Prints the error of a trained model on the test images, or of a table on its test rows and by column.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar evaluate runs/train-n64-20260101-120000",
      "  telar evaluate model.safetensors --data my-images --json"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      description = "A run's folder or a safetensors file: Telar's, or PyTorch's of dense layers.")
  private Path model;

  @Mixin private ActivationOptions activations = new ActivationOptions();

  @Mixin private RunDataOptions data = new RunDataOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  ///
  /// @param anomalousRows test rows with labels that are not trained on; they are not among the
  ///   `testRows`
  /// @param network the widths from the inputs to the outputs
  /// @param activation of the first hidden layer
  /// @param ownData whether the model was trained on these data; empty if its file does not say
  /// @param columns of a table, the greatest error first
  private record Evaluation(
      double testError,
      int testRows,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalInt anomalousRows,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalDouble anomalousTestError,
      String network,
      String activation,
      String codeActivation,
      String output,
      String weightsSha256,
      String dataName,
      String dataSha256,
      Optional<Boolean> ownData,
      List<String> warnings,
      String engine,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ColumnLine> columns) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    TrainedModel read = TrainedModel.read(model);
    Activations given = activations.given();
    TrainedModel trained = read.with(given);
    Dataset images = data.loadAny(console, trained.data());
    trained.checkWidth(images);
    given.note(read.path(), read.content()).ifPresent(console::announce);
    Autoencoder autoencoder = trained.model();
    Architecture shape = autoencoder.architecture();
    int batch = ReconstructionError.batchRows(shape, images.test().rows());
    try (Engine opened = Engine.open(engine.engine(), autoencoder, batch, engine.threads())) {
      double testError = ReconstructionError.mean(opened, images.test());
      trained.checkFinite(testError, images);
      Optional<Anomalous> anomalous = Anomalous.of(opened, images);
      List<String> warnings =
          ModelWarnings.of(
              testError,
              DeadUnits.count(opened, images.test()),
              trained,
              trained.epochsOf(read),
              images);
      TrainedOn trainedOn = trained.data();
      DataWords words = DataWords.of(images.features());
      List<ColumnLine> columns =
          images.test() instanceof TableSamples table
              ? ColumnLine.of(ColumnErrors.of(opened, table), table)
              : List.of();
      var text = new StringJoiner("\n");
      text.add(
          "test error %s (%s; %s, %,d %s of %s)"
              .formatted(
                  ErrorText.of(testError),
                  testError,
                  words.error(),
                  images.test().rows(),
                  words.rows(),
                  Printable.line(images.name())));
      anomalous.map(AnomalousText::of).ifPresent(text::add);
      trainedOn.measuredOn(images).map(Printable::line).ifPresent(text::add);
      warnings.forEach(text::add);
      if (!columns.isEmpty()) {
        text.add("").add(ColumnLine.text(columns));
      }
      console.result(
          new Evaluation(
              testError,
              images.test().rows(),
              anomalous.stream().mapToInt(Anomalous::rows).findFirst(),
              anomalous.stream().mapToDouble(Anomalous::testError).findFirst(),
              shape.label(),
              shape.encoder().getFirst().activation().label(),
              shape.codeActivation().label(),
              shape.outputActivation().label(),
              autoencoder.parameters().sha256(),
              images.name(),
              images.sha256(),
              trainedOn.own(images),
              warnings,
              opened.kind().toString(),
              columns),
          text.toString());
    }
    return 0;
  }
}
