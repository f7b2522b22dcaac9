package dev.telar.study;

import dev.telar.format.ModelFile;
import dev.telar.model.Architecture;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// What came of a run, or of the runs of one width of a study that differ in nothing but the seed.
///
/// @param name the run's folder; of a study the study's folder and the width
/// @param runs at least one, of the same width
public record Outcome(String name, List<Run> runs) {
  /// A run that is done.
  ///
  /// @param result what came of it
  /// @param epochs how many were trained
  /// @param settings everything that decides the result except the width, by name
  public record Run(RunResult result, int epochs, Map<String, String> settings) {
    public Run {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  public Outcome {
    runs = List.copyOf(runs);
  }

  /// Reads what came of a run, of each width of a study, or of every study of a sweep.
  ///
  /// @throws NoSuchFileException if there is neither at that place, or it is not complete
  /// @throws IOException if a file is damaged or cannot be read
  public static List<Outcome> read(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    if (Sweep.isSweep(folder)) {
      List<Outcome> all = new ArrayList<>();
      for (Map<String, String> point : SweepPlan.read(folder.resolve(SweepPlan.FILE)).points()) {
        all.addAll(study(folder.resolve(SweepPlan.folder(point)), folder));
      }
      return all;
    }
    if (StudyVerification.isStudy(folder)) {
      return study(folder, folder);
    }
    boolean begun = Files.exists(folder.resolve(RunFolder.CHECKPOINTS));
    if (!begun && !Files.exists(folder.resolve(RunFolder.RESULT))) {
      throw new NoSuchFileException(
          folder.toString(), null, "is neither a run nor a study: there is no " + RunFolder.RESULT);
    }
    return List.of(new Outcome(folder.toString(), List.of(run(folder))));
  }

  /// @param whole what would be resumed: the study, or the sweep that it is of
  private static List<Outcome> study(Path folder, Path whole) throws IOException {
    Path plan = folder.resolve(StudyPlan.FILE);
    if (!Files.exists(plan)) {
      throw incomplete(folder, whole);
    }
    Map<Integer, List<Run>> widths = new LinkedHashMap<>();
    for (StudyPlan.Model model : StudyPlan.read(plan).models()) {
      Path run = folder.resolve(model.folder());
      if (!Files.exists(run.resolve(RunFolder.RESULT))) {
        throw incomplete(run, whole);
      }
      widths.computeIfAbsent(model.hidden(), _ -> new ArrayList<>()).add(run(run));
    }
    return widths.entrySet().stream()
        .map(
            width -> new Outcome(folder.resolve("n" + width.getKey()).toString(), width.getValue()))
        .toList();
  }

  private static NoSuchFileException incomplete(Path folder, Path whole) {
    return new NoSuchFileException(
        folder.toString(),
        null,
        "is not complete; telar study --resume %s goes on with it".formatted(whole));
  }

  private static Run run(Path folder) throws IOException {
    RunResult result = RunFolder.readResult(folder);
    Architecture architecture =
        ModelFile.read(folder.resolve(RunFolder.MODEL)).model().architecture();
    Map<String, String> settings = result.plan().allSettings();
    settings.put("activation", architecture.hiddenActivation().label());
    settings.put("output", architecture.outputActivation().label());
    settings.put("start", result.start());
    settings.put("data", result.dataName());
    settings.put("data_sha256", result.dataSha256());
    return new Run(result, RunFolder.readHistory(folder).size(), settings);
  }

  /// N, the width of the hidden layer.
  public int hidden() {
    return runs.getFirst().result().hidden();
  }

  /// The spread of the test error over the seeds.
  public Spread testError() {
    return spread(run -> run.result().testError());
  }

  /// The spread of the validation error over the seeds; empty if a run has none.
  public Optional<Spread> validationError() {
    return runs.stream().allMatch(run -> run.result().validationError().isPresent())
        ? Optional.of(spread(run -> run.result().validationError().orElseThrow()))
        : Optional.empty();
  }

  /// The spread of any number of a run over the seeds.
  public Spread spread(ToDoubleFunction<Run> number) {
    return Spread.of(runs.stream().mapToDouble(number).toArray());
  }

  /// The value of a setting; the values, separated by commas, if the runs differ in it.
  public String setting(String name) {
    return runs.stream()
        .map(run -> run.settings().getOrDefault(name, ""))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// The settings, other than the width, in which outcomes differ.
  public static List<String> differences(List<Outcome> outcomes) {
    return outcomes.stream()
        .flatMap(outcome -> outcome.runs().stream())
        .flatMap(run -> run.settings().keySet().stream())
        .distinct()
        .filter(name -> outcomes.stream().map(o -> o.setting(name)).distinct().count() > 1)
        .toList();
  }
}
