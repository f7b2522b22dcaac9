package dev.telar.cli;

import dev.telar.model.HiddenWidths;
import dev.telar.study.SeedRuns;
import dev.telar.text.DataWords;
import dev.telar.text.ErrorText;
import dev.telar.text.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts runs side by side.
@Command(
    name = "compare",
    description =
        "Prints runs and the models of studies side by side: what came of them, and the settings in which"
            + " they differ.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar compare runs/train-n64-20260101-120000 runs/train-n64-20260101-130000",
      "  telar compare runs/study-* --sort test"
    })
final class CompareCommand implements Callable<Integer> {
  /// How much of a checksum a table shows.
  private static final int SHORT = 12;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description =
          "Folders of runs, studies or sweeps; what is not complete is left out, and named. Of a study with"
              + " repeats, each width is shown with mean and standard deviation.")
  private List<Path> folders = List.of();

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description = "The smallest first: ${COMPLETION-CANDIDATES}. Default: as they are named.")
  private @Nullable Order order;

  @Mixin private Console console = new Console();

  /// By what to sort.
  enum Order {
    TEST,
    VALIDATION,
    TIME,
    HIDDEN;

    Comparator<SeedRuns> comparator() {
      return switch (this) {
        case TEST -> Comparator.comparingDouble(group -> group.testError().mean());
        case VALIDATION ->
            Comparator.comparingDouble(
                group -> group.validationError().map(Spread::mean).orElse(Double.MAX_VALUE));
        case TIME -> Comparator.comparingDouble(group -> seconds(group).mean());
        case HIDDEN -> Comparator.comparing(SeedRuns::hidden);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What `--json` prints for a row. With several seeds the numbers are means.
  ///
  /// @param testErrorDeviation over the seeds; empty for one
  /// @param weightsSha256 of each seed
  /// @param differences the settings that are not the same for all rows
  private record Line(
      String name,
      HiddenWidths hidden,
      int seeds,
      double testError,
      OptionalDouble testErrorDeviation,
      OptionalDouble validationError,
      OptionalDouble validationErrorDeviation,
      double epochs,
      double seconds,
      double deadOutputUnits,
      List<String> weightsSha256,
      Map<String, String> differences) {}

  @Override
  public Integer call() throws IOException {
    List<SeedRuns> groups = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Path folder : folders) {
      groups.addAll(SeedRuns.read(folder, leftOut::add));
    }
    if (groups.isEmpty()) {
      throw new IOException(String.join("; ", leftOut));
    }
    leftOut.forEach(line -> console.announce("left out: " + line));
    if (order != null) {
      groups.sort(order.comparator());
    }
    List<String> differences = SeedRuns.differences(groups);
    console.result(
        groups.stream().map(group -> line(group, differences)).toList(), text(groups, differences));
    return 0;
  }

  private static Line line(SeedRuns group, List<String> differences) {
    Map<String, String> values = new LinkedHashMap<>();
    differences.forEach(name -> values.put(name, group.setting(name)));
    return new Line(
        group.name(),
        group.hidden(),
        group.runs().size(),
        group.testError().mean(),
        group.testError().deviation(),
        group.validationError().stream().mapToDouble(Spread::mean).findFirst(),
        group.validationError().map(Spread::deviation).orElse(OptionalDouble.empty()),
        epochs(group).mean(),
        seconds(group).mean(),
        deadOutputs(group).mean(),
        group.runs().stream().map(run -> run.result().weightsSha256()).toList(),
        values);
  }

  private static Spread seconds(SeedRuns group) {
    return group.spread(run -> run.result().seconds());
  }

  private static Spread epochs(SeedRuns group) {
    return group.spread(SeedRuns.Run::epochs);
  }

  private static Spread deadOutputs(SeedRuns group) {
    return group.spread(run -> run.result().deadOutputUnits());
  }

  private static String text(List<SeedRuns> groups, List<String> differences) {
    var table =
        new TextTable(
            List.of(
                "run",
                "N",
                "seeds",
                "test error",
                "validation",
                "epochs",
                "time",
                "dead " + words(groups).outputs(),
                "weights"));
    for (SeedRuns group : groups) {
      table.row(cells(group));
    }
    if (groups.size() == 1) {
      return table.toString();
    }
    if (differences.isEmpty()) {
      return table + "\nThe plans are the same.\n";
    }
    List<String> headings = new ArrayList<>(List.of("differ in"));
    headings.addAll(differences.stream().map(name -> name.replace('_', ' ')).toList());
    var settings = new TextTable(headings);
    for (SeedRuns group : groups) {
      List<String> row = new ArrayList<>(List.of(group.name()));
      differences.forEach(name -> row.add(value(name, group)));
      settings.row(row);
    }
    return table + "\n" + settings;
  }

  /// What the data are called; where they are of both kinds, what is true of both.
  private static DataWords words(List<SeedRuns> groups) {
    return groups.stream()
            .flatMap(group -> group.runs().stream())
            .allMatch(run -> run.words() == DataWords.IMAGES)
        ? DataWords.IMAGES
        : DataWords.TABLE;
  }

  private static List<String> cells(SeedRuns group) {
    return List.of(
        group.name(),
        String.valueOf(group.hidden()),
        String.valueOf(group.runs().size()),
        ErrorText.of(group.testError()),
        group.validationError().map(ErrorText::of).orElse("-"),
        count(epochs(group)),
        "%.1f s".formatted(seconds(group).mean()),
        count(deadOutputs(group)),
        group.runs().size() == 1 ? shortened(group.runs().getFirst()) : "-");
  }

  private static String count(Spread count) {
    return count.min() == count.max()
        ? "%.0f".formatted(count.mean())
        : "%.1f ± %.1f".formatted(count.mean(), count.deviation().orElse(0));
  }

  private static String shortened(SeedRuns.Run run) {
    return shortened(run.result().weightsSha256());
  }

  private static String shortened(String sha256) {
    return sha256.substring(0, Math.min(SHORT, sha256.length()));
  }

  private static String value(String name, SeedRuns group) {
    String value = group.setting(name);
    return name.endsWith("sha256") ? shortened(value) : value;
  }
}
