package dev.telar.cli;

import dev.telar.codes.CodeScale;
import dev.telar.codes.Compression;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes the codes of rows.
@Command(
    name = "encode",
    description =
        "Writes the codes that a trained model has for rows: all rows of --data, in their order, or else the test"
            + " rows of the data that it was trained on. Of a table its id columns come first, then code_0, code_1"
            + " and so on; an .npy file has the codes alone.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar encode runs/train-n64-20260101-120000 --out codes.npy",
      "  telar encode runs/train-n64-20260101-120000 --bits 8 --out bytes.npy",
      "  telar encode runs/pumps --data readings.csv --out codes.parquet"
    })
final class EncodeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      description = "A run's folder or a safetensors file: Telar's, or PyTorch's of dense layers.")
  private Path model;

  @Mixin private RowsFile out = new RowsFile();

  @Option(
      names = "--bits",
      paramLabel = "N",
      description =
          "8: round the codes to bytes, each unit from its least to its greatest number over the rows. The .npy file"
              + " then has bytes, and a file with .json behind its name what they mean; telar decode reads both."
              + " Default: codes as float32.")
  private @Nullable Integer bits;

  @Mixin private ActivationOptions activations = new ActivationOptions();

  @Mixin private RunDataOptions data = new RunDataOptions();

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  ///
  /// @param codeWidth how many numbers a code has
  /// @param ownData whether the model was trained on these data; empty if its file does not say
  private record Encoded(
      String out,
      int rows,
      int codeWidth,
      String network,
      String weightsSha256,
      String dataName,
      String dataSha256,
      Optional<Boolean> ownData,
      String engine,
      Compression compression) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = out.path();
    OutputOptions.refuseExisting(CodeScale.fileOf(file), "--out");
    if (bits != null && bits != Byte.SIZE) {
      throw new IllegalArgumentException("--bits must be 8, got " + bits);
    }
    RowFiles.checkCodes(file, bits != null);
    ModelRows rows = ModelRows.read(model, activations, data, console);
    TrainedModel trained = rows.trained();
    Samples samples = rows.samples();
    Architecture shape = trained.model().architecture();
    int width = shape.codeWidth();
    try (Engine opened = rows.open(engine)) {
      trained.checkFinite(ReconstructionError.mean(opened, samples), rows.data());
      CodeScale scale = CodeScale.of(opened, samples);
      var compression = Compression.of(opened, samples, scale);
      try (RowWriter writer =
          bits == null
              ? RowFiles.codes(file, rows.names().columns(), width)
              : RowFiles.roundedCodes(file, scale)) {
        rows.write(opened::encode, width, opened.maxBatch(), writer);
      }
      console.result(
          new Encoded(
              file.toString(),
              samples.rows(),
              width,
              shape.label(),
              trained.model().parameters().sha256(),
              rows.data().name(),
              rows.data().sha256(),
              trained.data().own(rows.data()),
              opened.kind().toString(),
              compression),
          text(file, rows.data(), width, compression, trained));
    }
    return 0;
  }

  private static String text(
      Path file, Dataset rows, int width, Compression compression, TrainedModel trained) {
    Samples samples = rows.tested().samples();
    var text = new StringJoiner("\n");
    text.add(
        "codes of %d numbers for %,d %s of %s: %s"
            .formatted(
                width,
                samples.rows(),
                DataWords.of(rows.features()).rows(),
                Printable.line(rows.name()),
                Printable.line(file.toString())));
    trained.data().measuredOn(rows).map(Printable::line).ifPresent(text::add);
    text.add(
        "inputs %,d bytes (%s); codes as float32 %,d bytes, error %s; rounded to 8 bits %,d bytes, error %s"
            .formatted(
                compression.inputBytes(),
                Compression.areBytes(samples) ? "bytes" : "float32",
                compression.codeBytes(),
                ErrorText.of(compression.error()),
                compression.roundedBytes(),
                ErrorText.of(compression.roundedError())));
    return text.toString();
  }
}
