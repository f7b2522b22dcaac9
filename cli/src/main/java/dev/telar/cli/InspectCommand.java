package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.figure.DiagnosisPictures;
import dev.telar.format.ModelFile;
import dev.telar.internal.AtomicFile;
import dev.telar.measure.Diagnosis;
import dev.telar.measure.ReconstructionError;
import dev.telar.measure.Revival;
import dev.telar.model.Autoencoder;
import dev.telar.run.Activations;
import dev.telar.run.Environment;
import dev.telar.run.TrainedModel;
import dev.telar.study.TestRows;
import dev.telar.table.TableSamples;
import dev.telar.text.Language;
import dev.telar.train.EpochErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says why a trained model is as good or bad as it is.
@Command(
    name = "inspect",
    description =
        "Says why a trained model is as good or bad as it is: dead units, where its error lies, norms and"
            + " gradients; the cause of dead pixels, and a remedy; of a table the error of each column.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar inspect runs/train-n64-20260101-120000",
      "  telar inspect model.safetensors --data my-images --out pictures",
      "  telar inspect model.safetensors --revive revived.safetensors",
      "  telar train --init revived.safetensors"
    })
final class InspectCommand implements Callable<Integer> {
  private static final String NO_FONTS =
      "the pictures are SVG: this machine has no fonts to paint PNG with (Debian: fontconfig and"
          + " fonts-dejavu-core)";

  @Parameters(
      paramLabel = "MODEL",
      description = "A run's folder or a safetensors file: Telar's, or PyTorch's of dense layers.")
  private Path model;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write pictures there: the weights into the first hidden layer's units and out of the last one's, dead pixels, the error of each pixel, the worst"
              + " and best images; of a table the errors of its columns. Never over what exists.")
  private @Nullable Path out;

  @Option(
      names = "--revive",
      paramLabel = "FILE",
      description =
          "Write a copy of the model there in which the pixels that are dead for every training image give"
              + " its mean and learn again; train --init starts from it.")
  private @Nullable Path revive;

  @Mixin private ActivationOptions activations = new ActivationOptions();

  @Mixin private RunDataOptions data = new RunDataOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (out != null) {
      OutputOptions.refuseExisting(out, "--out");
    }
    if (revive != null) {
      OutputOptions.refuseExisting(revive, "--revive");
    }
    TrainedModel read = TrainedModel.read(model);
    Activations given = activations.given();
    TrainedModel trained = read.with(given);
    Autoencoder autoencoder = trained.model();
    Dataset images = data.loadAny(console, trained.data());
    trained.checkWidth(images);
    given.note(read.path(), read.content()).ifPresent(console::announce);
    Engine.Kind kind = engine.engine();
    int threads = engine.threads();
    trained.checkFinite(error(autoencoder, images, kind, threads), images);
    if (images.test() instanceof TableSamples table) {
      inspect(table, images, trained, trained.epochsOf(read));
      return 0;
    }
    var diagnosis = Diagnosis.of(autoencoder, images.test(), images.train(), kind, threads);
    var revival = Revival.of(autoencoder, images.train(), kind, threads);
    if (revive != null) {
      write(revive, revival, trained, images);
    }
    if (out != null
        && !DiagnosisPictures.write(diagnosis, autoencoder, TestRows.of(images), out, threads)) {
      console.note(NO_FONTS);
    }
    double revivedError = error(revival.model(), images, kind, threads);
    var found =
        InspectionResult.of(
            trained, trained.epochsOf(read), images, diagnosis, revival, revivedError);
    console.result(
        found,
        InspectionText.of(
            found,
            revival,
            images.train().rows(),
            trained.data().measuredOn(images),
            Prevention.of(trained)));
    return 0;
  }

  private void inspect(
      TableSamples table, Dataset data, TrainedModel trained, List<EpochErrors> epochs)
      throws IOException, InterruptedException {
    if (revive != null) {
      throw new IllegalArgumentException(
          "--revive is for models of images, whose dead outputs it gives their mean; this one is of the table "
              + data.name());
    }
    Autoencoder autoencoder = trained.model();
    int threads = engine.threads();
    var diagnosis = Diagnosis.of(autoencoder, table, data.train(), engine.engine(), threads);
    int batch = ReconstructionError.batchRows(autoencoder.architecture(), table.rows());
    TableInspection found;
    try (Engine opened = Engine.open(engine.engine(), autoencoder, batch, threads)) {
      found = TableInspection.of(trained, epochs, data, diagnosis, opened);
    }
    if (out != null) {
      List<DiagnosisPictures.ColumnError> columns =
          found.columns().stream()
              .filter(column -> !Double.isNaN(column.error()))
              .map(column -> new DiagnosisPictures.ColumnError(column.name(), column.error()))
              .toList();
      if (!DiagnosisPictures.writeColumns(columns, out, Language.ENGLISH)) {
        console.note(NO_FONTS);
      }
    }
    console.result(found, TableInspectionText.of(found, trained.data().measuredOn(data)));
  }

  private void write(Path file, Revival revival, TrainedModel trained, Dataset images)
      throws IOException {
    Optional<String> other = trained.data().measuredOn(images);
    if (other.isPresent()) {
      throw new IllegalArgumentException(
          "--revive gives dead pixels the mean of the images that the model was trained on: "
              + other.get()
              + "; leave --data away, or give those");
    }
    if (revival.outputs().isEmpty()) {
      throw new IllegalArgumentException(
          "--revive: no pixel is dead for every training image, except such as are black in all of them;"
              + " there is nothing to revive");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      AtomicFile.createFolders(parent);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("telar_version", Environment.telarVersion());
    metadata.put("revived_outputs", String.valueOf(revival.outputs().size()));
    metadata.put("revived_from_sha256", trained.model().parameters().sha256());
    metadata.put("data_name", images.name());
    metadata.put("data_sha256", images.sha256());
    data.source(trained.data()).ifPresent(source -> source.put(metadata));
    ModelFile.write(file, revival.model(), metadata);
  }

  private static double error(Autoencoder model, Dataset images, Engine.Kind kind, int threads)
      throws InterruptedException {
    int batch = ReconstructionError.batchRows(model.architecture(), images.test().rows());
    try (Engine opened = Engine.open(kind, model, batch, threads)) {
      return ReconstructionError.mean(opened, images.test());
    }
  }
}
