package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.data.Split;
import dev.telar.engine.Engine;
import dev.telar.format.ModelFile;
import dev.telar.internal.AtomicFile;
import dev.telar.measure.PrincipalComponents;
import dev.telar.measure.ReconstructionError;
import dev.telar.model.Autoencoder;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Environment;
import dev.telar.run.Recipe;
import dev.telar.source.DataSource;
import dev.telar.study.LinearOptimum;
import dev.telar.text.DataWords;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Measures what principal components reach: the linear optimum, which autoencoders are compared
/// with.
@Command(
    name = "pca",
    description =
        "Prints the errors of principal components, the best that a linear network of a width can do.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar pca",
      "  telar pca --components 16,32 --out runs/pca",
      "  telar evaluate runs/pca/pca-16.safetensors"
    })
final class PcaCommand implements Callable<Integer> {
  private static final double LEAST_IN_DECIMALS = 1e-4;

  /// What is said where cells are missing or count differently.
  private static final String WEIGHTED =
      "The components are fitted as if every cell counted the same; here some count more or not at all, and a"
          + " linear network may have a smaller error.\n";

  @Option(
      names = {"--components", "-k"},
      split = ",",
      paramLabel = "K",
      description =
          "How many components, comma-separated. Default: 64,128,256,512, as far as there are so many; a"
              + " quarter and a half of the pixels, or of a table's values, where there are fewer than 64.")
  private @Nullable List<Integer> components;

  @Mixin private DataOptions data = new DataOptions();

  @Mixin private SplitOptions split = new SplitOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write a model for each number of components there, pca-K.safetensors; never over an existing"
              + " file.")
  private @Nullable Path out;

  @Mixin private EngineOptions engine = new EngineOptions();

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  ///
  /// @param meanImageTestError of the mean of the training rows, whatever the input
  private record Summary(
      int trainRows,
      int validationRows,
      int testRows,
      double meanImageTestError,
      List<Line> components,
      String dataSha256) {}

  /// The mean square errors of k components.
  private record Line(
      int components,
      double trainError,
      OptionalDouble validationError,
      double testError,
      double testErrorClamped,
      double explainedVariance,
      String weightsSha256) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> changes = new LinkedHashMap<>();
    Optional<DataSource> source = data.source(split);
    split.put(changes, data.isTable());
    var _ = TrainingPlan.asPrinted().with(changes);
    int threads = engine.threads();
    List<Integer> given = components == null ? List.of() : components;
    check(
        given,
        Integer.MAX_VALUE,
        data.isTable() ? "the values of a row" : "the pixels of an image");
    refuseExisting(given);
    Dataset images = DataOptions.load(console, source);
    int width = images.train().width();
    DataWords words = DataWords.of(images.features());
    check(
        given,
        width,
        (words == DataWords.TABLE ? "the %d values of a row" : "the %d pixels of an image")
            .formatted(width));
    if (images.validationRows().isPresent()) {
      changes.put("split", Split.Kind.ORDERED.toString());
      changes.put("validation_rows", String.valueOf(images.validationRows().getAsInt()));
    }
    changes.putIfAbsent(
        "validation_rows", String.valueOf(TrainingPlan.paperValidationRows(images.train().rows())));
    TrainingPlan plan = TrainingPlan.asPrinted().with(changes);
    Split rows = plan.on(images.train().rows()).split();
    int[] train = rows.train();
    List<Integer> asked = components == null ? fitting(width, train.length) : given;
    refuseExisting(asked);
    int most = PrincipalComponents.most(width, train.length);
    if (asked.stream().anyMatch(k -> k > most)) {
      console.note(
          "%,d rows have %,d components at most; more of them have the errors of %,d"
              .formatted(train.length, most, most));
    }
    PrincipalComponents fitted = PrincipalComponents.of(images.train(), train, threads);
    List<Line> lines = new ArrayList<>();
    for (int k : asked) {
      Autoencoder model = fitted.model(k);
      lines.add(measure(fitted, model, images, rows));
      if (out != null) {
        AtomicFile.createFolders(out);
        ModelFile.write(file(out, k), model, metadata(images, plan));
      }
    }
    var summary =
        new Summary(
            train.length,
            rows.validation().length,
            images.test().rows(),
            fitted.meanError(images.test()),
            lines,
            images.sha256());
    String unlike = LinearOptimum.isLeast(images.train(), train) ? "" : WEIGHTED;
    console.result(summary, text(summary, words) + unlike);
    return 0;
  }

  /// The default: the paper's widths, as far as the data have so many components.
  private static List<Integer> fitting(int width, int rows) {
    int most = Math.max(1, Math.min(width, rows - 1));
    List<Integer> fitting =
        Recipe.PAPER_WIDTHS.stream().map(HiddenWidths::code).filter(k -> k <= most).toList();
    return fitting.isEmpty()
        ? IntStream.of(most / 4, most / 2).map(k -> Math.max(1, k)).distinct().boxed().toList()
        : fitting;
  }

  private void refuseExisting(List<Integer> asked) throws IOException {
    if (out == null) {
      return;
    }
    if (Files.exists(out, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(out)) {
      throw new NotDirectoryException(out.toString());
    }
    for (int k : asked) {
      OutputOptions.refuseExisting(file(out, k), "--out");
    }
  }

  private static Path file(Path folder, int k) {
    return folder.resolve("pca-" + k + ".safetensors");
  }

  /// Before anything is fetched or computed for them.
  private static void check(List<Integer> asked, int most, String mostInWords) {
    for (int k : asked) {
      if (k < 1 || k > most) {
        throw new IllegalArgumentException(
            "--components must be between 1 and %s, got %d".formatted(mostInWords, k));
      }
    }
  }

  private Line measure(PrincipalComponents fitted, Autoencoder model, Dataset images, Split rows)
      throws InterruptedException {
    int[] validation = rows.validation();
    int k = model.architecture().codeWidth();
    int batch = ReconstructionError.batchRows(model.architecture(), images.test().rows());
    try (Engine opened = Engine.open(engine.engine(), model, batch, engine.threads())) {
      return new Line(
          k,
          images.train().isWeighted()
              ? ReconstructionError.mean(opened, images.train(), rows.train())
              : fitted.trainError(k),
          validation.length == 0
              ? OptionalDouble.empty()
              : OptionalDouble.of(ReconstructionError.mean(opened, images.train(), validation)),
          ReconstructionError.mean(opened, images.test()),
          ReconstructionError.meanClamped(opened, images.test(), fitted.lower(), fitted.upper()),
          fitted.explainedVariance(k),
          model.parameters().sha256());
    }
  }

  private Map<String, String> metadata(Dataset images, TrainingPlan plan) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("telar_version", Environment.telarVersion());
    metadata.put("method", "principal components");
    metadata.put("seed", String.valueOf(plan.seed()));
    metadata.put("split", plan.split().kind().toString());
    metadata.put("validation_rows", plan.split().validation().toString());
    metadata.put("data_name", images.name());
    metadata.put("data_sha256", images.sha256());
    data.source(split).ifPresent(source -> source.absolute().put(metadata));
    return metadata;
  }

  private static String text(Summary summary, DataWords words) {
    var text = new StringBuilder("    K   train  validation    test  clamped  variance\n");
    for (Line line : summary.components()) {
      text.append(
          "%5d  %s  %10s  %s  %s  %6.2f %%\n"
              .formatted(
                  line.components(),
                  error(line.trainError()),
                  line.validationError().isPresent()
                      ? error(line.validationError().getAsDouble())
                      : "-",
                  error(line.testError()),
                  error(line.testErrorClamped()),
                  100 * line.explainedVariance()));
    }
    String note =
        switch (words) {
          case IMAGES ->
              """
              The mean image alone: %s on the test images. Mean square errors per pixel; clamped: test, \
              outputs moved into [0, 1].
              """;
          case TABLE ->
              """
              The mean of the training rows alone: %s on the test rows. Mean square errors per column; \
              clamped: test, outputs moved into the training rows' range.
              """;
        };
    return text.append(note.formatted(error(summary.meanImageTestError()))).toString();
  }

  /// An error in seven characters: five decimals, or powers of ten where they would show too little
  /// of it.
  private static String error(double error) {
    return error > 0 && error < LEAST_IN_DECIMALS
        ? "%.1e".formatted(error)
        : "%.5f".formatted(error);
  }
}
