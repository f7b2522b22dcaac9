package dev.telar.cli;

import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.study.SpentCheckpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Deletes what complete runs do not need.
@Command(
    name = "clean",
    description =
        "Lists the checkpoints of complete runs, and with --yes deletes them. Without checkpoints a run cannot"
            + " be asked for more epochs; all else stays as it is.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {"  telar clean runs", "  telar clean runs/study-as-printed-20260101-120000 --yes"})
final class CleanCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Runs, studies, sweeps, or folders with some in them.")
  private List<Path> folders = List.of();

  @Option(names = "--yes", description = "Delete them. Without it nothing is changed.")
  private boolean yes;

  @Mixin private Console console = new Console();

  /// What `--json` prints.
  ///
  /// @param deleted whether that was done; without `--yes` it is what would be
  private record Cleaned(boolean deleted, long bytes, List<Line> runs) {}

  /// The checkpoints of a run.
  ///
  /// @param kept why they are kept; empty if they are not
  private record Line(String name, int checkpoints, long bytes, Optional<String> kept) {}

  @Override
  public Integer call() throws IOException {
    List<Line> lines = new ArrayList<>();
    long freed = 0;
    for (Path folder : folders) {
      Artifact artifact =
          Artifact.at(folder)
              .require(
                  "a run, a study, a sweep or a folder of them",
                  Kind.RUN,
                  Kind.UNFINISHED_RUN,
                  Kind.STUDY,
                  Kind.SWEEP,
                  Kind.RUNS);
      for (Artifact run : runs(artifact)) {
        SpentCheckpoints spent = SpentCheckpoints.of(run);
        if (spent.files().isEmpty()) {
          continue;
        }
        lines.add(
            new Line(run.path().toString(), spent.files().size(), spent.bytes(), spent.kept()));
        if (spent.kept().isEmpty()) {
          freed += yes ? SpentCheckpoints.delete(run) : spent.bytes();
        }
      }
    }
    console.result(new Cleaned(yes, freed, lines), text(lines, freed));
    return 0;
  }

  private static List<Artifact> runs(Artifact artifact) throws IOException {
    if (artifact.kind() != Kind.RUNS) {
      return artifact.runs();
    }
    List<Artifact> runs = new ArrayList<>();
    for (Artifact child : artifact.children()) {
      runs.addAll(runs(child));
    }
    return runs;
  }

  private String text(List<Line> lines, long freed) {
    if (lines.isEmpty()) {
      return "no checkpoints";
    }
    var table = new TextTable(List.of("run", "checkpoints", "size", ""));
    for (Line line : lines) {
      table.row(
          List.of(
              line.name(),
              String.valueOf(line.checkpoints()),
              megabytes(line.bytes()),
              line.kept().map(reason -> "kept: " + reason).orElse(yes ? "deleted" : "")));
    }
    String sum = yes ? "%s freed" : "%s would be freed; --yes deletes them";
    return table + sum.formatted(megabytes(freed));
  }

  private static String megabytes(long bytes) {
    return "%.1f MB".formatted(bytes / MEGABYTE);
  }
}
