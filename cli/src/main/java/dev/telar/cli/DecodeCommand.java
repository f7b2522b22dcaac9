package dev.telar.cli;

import dev.telar.codes.CodesFile;
import dev.telar.codes.Compression;
import dev.telar.codes.RowFiles;
import dev.telar.codes.RowWriter;
import dev.telar.data.Dataset;
import dev.telar.engine.Engine;
import dev.telar.internal.Printable;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Architecture;
import dev.telar.model.Features;
import dev.telar.run.Activations;
import dev.telar.run.TrainedModel;
import dev.telar.run.TrainedOn;
import dev.telar.text.DataWords;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes what a decoder makes of codes.
@Command(
    name = "decode",
    description =
        "Writes what a trained model's decoder makes of codes, in the form of telar reconstruct. A table of codes has"
            + " the columns code_0, code_1 and so on; its other columns are written as they are. A NumPy array has"
            + " a code in each row.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar decode runs/train-n64-20260101-120000 --data codes.npy --out decoded.png",
      "  telar decode runs/pumps --data codes.parquet --out decoded.csv"
    })
final class DecodeCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");
  private static final int[] CHANNELS = {1, 3};

  @Parameters(
      paramLabel = "MODEL",
      description = "A run's folder or a safetensors file: Telar's, or PyTorch's of dense layers.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "CODES",
      required = true,
      description = "A file of codes, as telar encode writes them: .csv, .tsv, .parquet or .npy.")
  private @Nullable Path codes;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      description =
          "The height and width of the images that the model was trained on, such as 28x28. Default: that of those"
              + " images, where they were when it was trained.")
  private @Nullable String size;

  @Mixin private RowsFile out = new RowsFile();

  @Mixin private ActivationOptions activations = new ActivationOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  private record Decoded(
      String out, long rows, String network, String weightsSha256, String engine) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = out.path();
    TrainedModel read = TrainedModel.read(model);
    Activations given = activations.given();
    TrainedModel trained = read.with(given);
    Architecture shape = trained.model().architecture();
    Path from = Objects.requireNonNull(codes);
    CodesFile source = CodesFile.open(from, shape.codeWidth());
    Features features = features(trained);
    given.note(read.path(), read.content()).ifPresent(console::announce);
    int batch = ReconstructionError.batchRows(shape, ReconstructionError.BATCH_ROWS);
    long rows;
    try (Engine opened = Engine.open(engine.engine(), trained.model(), batch, engine.threads());
        RowWriter writer = RowFiles.reconstructions(file, source.ids(), features)) {
      rows = decode(source, opened, shape, writer);
      writer.commit();
      console.result(
          new Decoded(
              file.toString(),
              rows,
              shape.label(),
              trained.model().parameters().sha256(),
              opened.kind().toString()),
          "%,d %s of the codes in %s: %s"
              .formatted(
                  rows,
                  DataWords.of(features).rows(),
                  Printable.line(from.toString()),
                  Printable.line(file.toString())));
    }
    return 0;
  }

  private static long decode(CodesFile source, Engine engine, Architecture shape, RowWriter writer)
      throws IOException {
    int batch = engine.maxBatch();
    float[] outputs = new float[batch * shape.inputs()];
    long[] rows = new long[1];
    source.read(
        batch,
        (names, numbers) -> {
          engine.decode(Compression.codes(numbers, names.size(), shape.codeWidth()), outputs);
          for (int r = 0; r < names.size(); r++) {
            writer.write(names.get(r), outputs, r * shape.inputs());
          }
          rows[0] += names.size();
        });
    return rows[0];
  }

  /// What the values are that the decoder gives: a model of a table says it, the size of images is
  /// known from the data that it was trained on.
  private Features features(TrainedModel trained) throws IOException, InterruptedException {
    TrainedOn trainedOn = trained.data();
    if (trainedOn.preparation().isPresent()) {
      if (size != null) {
        throw new IllegalArgumentException("--size has no effect on a table; leave it away");
      }
      return trainedOn.preparation().get();
    }
    int values = trained.model().architecture().inputs();
    if (size != null) {
      return image(size, values);
    }
    try {
      Dataset data = DataOptions.load(console, Optional.empty(), trainedOn);
      trained.checkWidth(data);
      return data.features();
    } catch (FileSystemException e) {
      var exception =
          new FileSystemException(
              trainedOn.path().toString(),
              null,
              "the images that it was trained on are not there to tell their size, for %d values; give it with --size HxW"
                  .formatted(values));
      exception.initCause(e);
      throw exception;
    }
  }

  private static Features.Image image(String size, int values) {
    Matcher matcher = SIZE.matcher(size);
    if (matcher.matches()) {
      int height = Integer.parseInt(matcher.group(1));
      int width = Integer.parseInt(matcher.group(2));
      for (int channels : CHANNELS) {
        if ((long) height * width * channels == values) {
          return new Features.Image(height, width, channels);
        }
      }
    }
    throw new IllegalArgumentException(
        "--size must be height and width of an image of %d values, such as 28x28, got %s"
            .formatted(values, size));
  }
}
