package dev.telar.cli;

import dev.telar.data.ImageDataset;
import dev.telar.engine.Engine;
import dev.telar.format.ModelFile;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import dev.telar.run.RunFolder;
import dev.telar.study.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Measures a trained model on the test images.
@Command(
    name = "evaluate",
    description = "Prints the error of a trained model on the test images.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar evaluate runs/train-n64-20260101-120000",
      "  telar evaluate model.safetensors --data my-images --json"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      description =
          "A run's folder or a safetensors file: Telar's, or PyTorch's with the paper's tensor names.")
  private Path model;

  @Mixin private DataOptions data = new DataOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  private record Evaluation(
      double testError, int testRows, String weightsSha256, String dataSha256, String engine) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = Files.isDirectory(model) ? model.resolve(RunFolder.MODEL) : model;
    Autoencoder autoencoder = ModelFile.read(file).model();
    ImageDataset images = data.load(console);
    int batch = Math.min(images.test().rows(), ReconstructionError.BATCH_ROWS);
    try (Engine opened = Engine.open(engine.engine(), autoencoder, batch, engine.threads())) {
      double testError = ReconstructionError.mean(opened, images.test());
      console.result(
          new Evaluation(
              testError,
              images.test().rows(),
              autoencoder.parameters().sha256(),
              images.sha256(),
              opened.kind().toString()),
          "test error %s (%s; mean square error per pixel, %,d images)"
              .formatted(ErrorText.of(testError), testError, images.test().rows()));
    }
    return 0;
  }
}
