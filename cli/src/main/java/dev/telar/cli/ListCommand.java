package dev.telar.cli;

import dev.telar.internal.Printable;
import dev.telar.model.HiddenWidths;
import dev.telar.study.StatusReader;
import dev.telar.study.TrainingStatus;
import dev.telar.study.TrainingStatus.Share;
import dev.telar.text.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lists runs.
@Command(
    name = "list",
    description =
        "Lists runs, studies and sweeps: whether they are complete, how far they are, and their test errors.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  telar list",
      "  telar list runs/study-as-printed-20260101-120000",
      "  telar list my-runs --json"
    })
final class ListCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "FOLDER",
      description =
          "Folders with runs in them; a study or a sweep is listed with each of its runs. Default: runs.")
  private List<Path> folders = List.of();

  @Mixin private Console console = new Console();

  /// What `--json` prints for each.
  ///
  /// @param testErrors of the models that have one
  private record Line(
      String name,
      String kind,
      String state,
      List<HiddenWidths> hidden,
      Share models,
      Share epochs,
      List<Double> testErrors,
      Optional<String> problem) {
    static Line of(TrainingStatus status) {
      return new Line(
          status.path().toString(),
          status.kind(),
          status.state().toString(),
          status.hidden(),
          status.models(),
          status.epochs(),
          status.testErrors(),
          status.problem().map(problem -> Failure.of(problem).message()));
    }
  }

  @Override
  public Integer call() throws IOException {
    List<TrainingStatus> found = new ArrayList<>();
    if (folders.isEmpty() && !Files.exists(OutputOptions.RUNS, LinkOption.NOFOLLOW_LINKS)) {
      console.result(List.of(), "no runs yet; telar train makes one");
      return 0;
    }
    for (Path folder : folders.isEmpty() ? List.of(OutputOptions.RUNS) : folders) {
      found.addAll(StatusReader.in(folder));
    }
    console.result(found.stream().map(Line::of).toList(), text(found));
    return 0;
  }

  private static String text(List<TrainingStatus> found) {
    if (found.isEmpty()) {
      return "no runs";
    }
    var table =
        new TextTable(List.of("name", "kind", "state", "N", "models", "epochs", "test error"));
    for (TrainingStatus status : found) {
      table.row(
          List.of(
              status.path().toString(),
              status.kind(),
              status.state().toString(),
              status.hidden().stream().map(String::valueOf).collect(Collectors.joining(",")),
              share(status.models()),
              share(status.epochs()),
              errors(status.testErrors())));
    }
    String problems =
        found.stream()
            .flatMap(status -> status.problem().stream())
            .map(problem -> Printable.line(Failure.of(problem).message()))
            .collect(Collectors.joining("\n"));
    return table + problems;
  }

  private static String share(Share share) {
    return share.planned() == 0 ? "-" : share.done() + "/" + share.planned();
  }

  /// An error, or the smallest and the greatest.
  private static String errors(List<Double> errors) {
    if (errors.isEmpty()) {
      return "-";
    }
    String least = ErrorText.of(errors.stream().min(Double::compare).orElseThrow());
    String most = ErrorText.of(errors.stream().max(Double::compare).orElseThrow());
    return errors.size() == 1 ? least : least + " … " + most;
  }
}
