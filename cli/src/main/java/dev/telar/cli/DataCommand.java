package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.data.FileIdentity;
import dev.telar.data.Samples;
import dev.telar.fetch.FashionMnistSource;
import dev.telar.internal.AtomicFile;
import dev.telar.internal.Printable;
import dev.telar.model.Features;
import dev.telar.preparation.CellText;
import dev.telar.preparation.ColumnKind;
import dev.telar.run.Json;
import dev.telar.source.DataSource;
import dev.telar.source.TableSurvey;
import dev.telar.table.ColumnSurvey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Looks after the images.
@Command(
    name = "data",
    description = "Fetches Fashion-MNIST, or says what is in images, arrays or a table.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar data fetch",
      "  telar data show",
      "  telar data show --data my-images --json"
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: fetch or show");
  }

  @Command(
      name = "fetch",
      description =
          "Fetches Fashion-MNIST into the cache folder, checks it, and prints where it is.",
      sortOptions = false,
      footerHeading = "%nExamples:%n",
      footer = {"  telar data fetch", "  telar study --data \"$(telar data fetch --quiet)\""})
  int fetch(@Mixin Console console) throws IOException, InterruptedException {
    Path folder = FashionMnistSource.forThisMachine().fetch(console.fetching());
    console.result(Map.of("folder", folder.toString()), folder.toString());
    return 0;
  }

  /// What `data show --json` prints.
  private record Shown(
      String name,
      int imageHeight,
      int imageWidth,
      int channels,
      Part train,
      Part test,
      List<ClassCount> classes,
      String sha256,
      List<FileIdentity> files) {}

  /// Some of the images.
  private record Part(int rows, double mean) {
    static Part of(Samples samples) {
      double[] mean = samples.mean(IntStream.range(0, samples.rows()).toArray());
      return new Part(samples.rows(), Arrays.stream(mean).average().orElseThrow());
    }
  }

  /// What `data show --json` prints of a table.
  private record ShownTable(
      String name, String format, long rows, List<ShownColumn> columns, List<FileIdentity> files) {
    static ShownTable of(TableSurvey table) {
      return new ShownTable(
          table.name(),
          table.description(),
          table.rows(),
          IntStream.range(0, table.columns().size())
              .mapToObj(i ->
                  ShownColumn.of(
                      table.columns().get(i), table.surveys().get(i), table.kinds().get(i)))
              .toList(),
          table.files());
    }
  }

  /// A column of it.
  ///
  /// @param distinct 1001 if there are more than 1000
  /// @param mean of the finite numbers
  /// @param deviation of the finite numbers
  /// @param least number; of infinite ones nothing
  /// @param infinite how many numbers are infinite
  /// @param earliest date, as a person reads it
  /// @param levels with their rows, of a category or a boolean
  private record ShownColumn(
      String name,
      String kind,
      long missing,
      int distinct,
      OptionalDouble mean,
      OptionalDouble deviation,
      OptionalDouble least,
      OptionalDouble greatest,
      long infinite,
      Optional<String> earliest,
      Optional<String> latest,
      Map<String, Long> levels) {
    static ShownColumn of(String name, ColumnSurvey found, ColumnKind kind) {
      boolean numeric = kind == ColumnKind.NUMBER && found.numbers() > 0;
      boolean levelled =
          kind == ColumnKind.CATEGORY || kind == ColumnKind.BOOLEAN || kind == ColumnKind.LABEL;
      return new ShownColumn(
          name,
          kind.toString(),
          found.missingCells(),
          found.distinct(),
          numeric ? found.mean() : OptionalDouble.empty(),
          numeric ? found.deviation() : OptionalDouble.empty(),
          numeric ? OptionalDouble.of(found.least()) : OptionalDouble.empty(),
          numeric ? OptionalDouble.of(found.greatest()) : OptionalDouble.empty(),
          found.infinite(),
          kind == ColumnKind.DATE ? date(found.earliest()) : Optional.empty(),
          kind == ColumnKind.DATE ? date(found.latest()) : Optional.empty(),
          levelled ? found.levels() : Map.of());
    }

    private static Optional<String> date(OptionalLong micros) {
      return micros.isPresent()
          ? Optional.of(CellText.date((double) micros.getAsLong()))
          : Optional.empty();
    }
  }

  @Command(
      name = "show",
      description =
          "Says what is there: of images rows, shape, mean and checksums; of a table its columns.",
      sortOptions = false,
      footerHeading = "%nExamples:%n",
      footer = {
        "  telar data show",
        "  telar data show --data my-images --json",
        "  telar data show --data table.csv --out columns.json"
      })
  int show(
      @Mixin DataOptions data,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description =
                  "Write what the columns of a table are there, to be edited and given back by --columns;"
                      + " never over an existing file.")
          @Nullable Path out,
      @Mixin Console console)
      throws IOException, InterruptedException {
    Optional<DataSource> given = data.source();
    if (out != null) {
      OutputOptions.refuseExisting(out, "--out");
    }
    if (data.isTable()) {
      TableSurvey table = TableSurvey.of(given.orElseThrow());
      if (out != null) {
        AtomicFile.write(out, Json.write(ColumnsFile.of(table.columns(), table.kinds())));
      }
      console.result(ShownTable.of(table), TableText.of(table));
      return 0;
    }
    if (out != null) {
      throw new IllegalArgumentException(
          "--out writes what the columns of a table are, and these are images; leave it away");
    }
    Dataset images = DataOptions.load(console, given);
    Features.Image image = images.image().orElseThrow();
    var shown =
        new Shown(
            images.name(),
            image.height(),
            image.width(),
            image.channels(),
            Part.of(images.train()),
            Part.of(images.test()),
            ClassCount.of(images),
            images.sha256(),
            images.files());
    var text = new StringBuilder();
    text.append(
        "%s, %d x %d%s pixels%n"
            .formatted(
                Printable.line(shown.name()),
                shown.imageHeight(),
                shown.imageWidth(),
                image.isColoured() ? " RGB" : ""));
    text.append(
        "train  %,8d images, mean %.4f%n".formatted(shown.train().rows(), shown.train().mean()));
    text.append(
        "test   %,8d images, mean %.4f%n".formatted(shown.test().rows(), shown.test().mean()));
    ClassCount.lines(shown.classes()).forEach(line -> text.append(line).append('\n'));
    for (FileIdentity file : shown.files()) {
      text.append("%s  %s%n".formatted(file.sha256(), Printable.line(file.name())));
    }
    text.append("%s  identity of the data%n".formatted(shown.sha256()));
    console.result(shown, text.toString());
    return 0;
  }
}
