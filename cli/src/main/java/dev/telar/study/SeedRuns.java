package dev.telar.study;

import dev.telar.model.Architecture;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Artifact;
import dev.telar.run.Artifact.Kind;
import dev.telar.run.CompletedRun;
import dev.telar.run.RunFolder;
import dev.telar.run.RunResult;
import dev.telar.run.TrainedOn;
import dev.telar.text.DataWords;
import dev.telar.text.Spread;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// What came of a run, or of the runs of one width of a study that differ in nothing but the seed.
///
/// @param name the run's folder; of a study the study's folder and the width
/// @param runs at least one, of the same width
public record SeedRuns(String name, List<Run> runs) {
  private static final String NOT_BEGUN = ": has not begun";

  /// A run that is done.
  ///
  /// @param result what came of it
  /// @param epochs how many were trained
  /// @param words what the data are called
  /// @param settings everything that decides the result except the width, by name
  public record Run(RunResult result, int epochs, DataWords words, Map<String, String> settings) {
    public Run {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  public SeedRuns {
    runs = List.copyOf(runs);
  }

  /// Reads what came of a run, of each width of a study, or of every study of a sweep.
  ///
  /// @param leftOut is told, in a line each, of what is not complete or is no run
  /// @throws NoSuchFileException if there is nothing at that place
  /// @throws IOException if a file is damaged or cannot be read
  public static List<SeedRuns> read(Path folder, Consumer<String> leftOut) throws IOException {
    Artifact artifact = Artifact.at(folder);
    return switch (artifact.kind()) {
      case RUN -> List.of(new SeedRuns(folder.toString(), List.of(run(folder))));
      case STUDY -> study(artifact, leftOut);
      case SWEEP -> {
        List<SeedRuns> all = new ArrayList<>();
        for (Map<String, String> point : SweepPlan.read(folder.resolve(SweepPlan.FILE)).points()) {
          all.addAll(study(Artifact.at(folder.resolve(SweepPlan.folder(point))), leftOut));
        }
        yield all;
      }
      case UNFINISHED_RUN -> {
        leftOut.accept(incomplete(artifact));
        yield List.of();
      }
      case NOTHING -> throw new NoSuchFileException(folder.toString());
      case CHECKPOINTS,
          RUNS,
          IMAGES,
          EMPTY_FOLDER,
          FOLDER,
          MODEL,
          ARRAYS,
          TABLE,
          IMAGES_FILE,
          FILE -> {
        leftOut.accept(folder + ": " + artifact.refusal("a run, a study or a sweep"));
        yield List.of();
      }
    };
  }

  private static String incomplete(Artifact artifact) throws IOException {
    return "%s: is not complete; %s resumes it"
        .formatted(artifact.path(), artifact.resumeCommand());
  }

  private static List<SeedRuns> study(Artifact study, Consumer<String> leftOut) throws IOException {
    Path folder = study.path();
    if (study.kind() != Kind.STUDY) {
      leftOut.accept(folder + NOT_BEGUN);
      return List.of();
    }
    Map<HiddenWidths, List<Run>> widths = new LinkedHashMap<>();
    for (StudyPlan.Model model : StudyPlan.read(folder.resolve(StudyPlan.FILE)).models()) {
      Artifact run = Artifact.at(folder.resolve(model.folder()));
      if (run.kind() == Kind.RUN) {
        widths.computeIfAbsent(model.hidden(), _ -> new ArrayList<>()).add(run(run.path()));
      } else {
        leftOut.accept(run.kind() == Kind.NOTHING ? run.path() + NOT_BEGUN : incomplete(run));
      }
    }
    return widths.entrySet().stream()
        .map(width ->
            new SeedRuns(folder.resolve("n" + width.getKey()).toString(), width.getValue()))
        .toList();
  }

  private static Run run(Path folder) throws IOException {
    CompletedRun run = RunFolder.readCompleted(folder);
    RunResult result = run.result();
    Architecture architecture = run.model().architecture();
    Map<String, String> settings = result.plan().allSettings();
    settings.put("activation", architecture.encoder().getFirst().activation().label());
    settings.put("code_activation", architecture.codeActivation().label());
    settings.put("output", architecture.outputActivation().label());
    settings.put("start", result.start());
    settings.put("data", result.dataName());
    settings.put("data_sha256", result.dataSha256());
    boolean table = TrainedOn.of(folder).preparation().isPresent();
    return new Run(
        result, run.epochs().size(), table ? DataWords.TABLE : DataWords.IMAGES, settings);
  }

  /// The widths from the first hidden layer to the code.
  public HiddenWidths hidden() {
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

  /// The settings, other than the width, in which groups differ.
  public static List<String> differences(List<SeedRuns> groups) {
    return groups.stream()
        .flatMap(group -> group.runs().stream())
        .flatMap(run -> run.settings().keySet().stream())
        .distinct()
        .filter(name -> groups.stream().map(group -> group.setting(name)).distinct().count() > 1)
        .toList();
  }
}
