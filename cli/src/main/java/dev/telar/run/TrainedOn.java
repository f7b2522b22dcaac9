package dev.telar.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.telar.data.Dataset;
import dev.telar.data.FashionMnist;
import dev.telar.format.FormatException;
import dev.telar.format.safetensors.SafeTensors;
import dev.telar.preparation.Preparation;
import dev.telar.run.Artifact.Kind;
import dev.telar.source.ColumnSettings;
import dev.telar.source.DataKind;
import dev.telar.source.DataSource;
import dev.telar.source.TrainedTable;
import dev.telar.train.CheckpointFolder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The data that a model, a run, a study or a sweep was trained on, as far as its files tell. Every
/// command that measures something on data asks this which data belong to it.
///
/// @param path of the model, run, study or sweep
/// @param name what the data are called; empty if nothing tells
/// @param sha256 see [Dataset#sha256]; empty if nothing tells
/// @param sources where they were read from, what is to be believed first first; none if that was
///   left to Telar, or nothing tells
/// @param preparation of a table's columns, if a model's file tells it
public record TrainedOn(
    Path path,
    String name,
    String sha256,
    List<DataSource> sources,
    Optional<Preparation> preparation) {
  public TrainedOn {
    sources = List.copyOf(sources);
  }

  /// What one file tells.
  private record Told(
      String dataName,
      String dataSha256,
      Optional<DataSource> source,
      Optional<Preparation> preparation) {
    Told(String dataName, String dataSha256, Optional<DataSource> source) {
      this(dataName, dataSha256, source, Optional.empty());
    }

    static Told of(Path file, Map<String, String> metadata, String prefix) throws FormatException {
      try {
        return new Told(
            metadata.getOrDefault(prefix + "data_name", ""),
            metadata.getOrDefault(prefix + "data_sha256", ""),
            DataSource.find(metadata, prefix),
            Preparation.find(metadata));
      } catch (IllegalArgumentException e) {
        var exception = new FormatException(file, 0, String.valueOf(e.getMessage()));
        exception.initCause(e);
        throw exception;
      }
    }
  }

  /// `study.json`.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Plan(
      String dataName,
      String dataSha256,
      Optional<String> dataFolder,
      Map<String, String> dataReading) {
    Told told() {
      return new Told(
          dataName, dataSha256, dataFolder.map(path -> new DataSource(path, dataReading)));
    }
  }

  /// `study.json` of earlier versions, which read data in one way only.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record EarlierPlan(String dataName, String dataSha256, Optional<String> dataFolder) {
    Told told() {
      return new Plan(dataName, dataSha256, dataFolder, Map.of()).told();
    }
  }

  /// A sweep's file, which tells by the study in it.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Grid(Plan study) {}

  /// The same of earlier versions.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record EarlierGrid(EarlierPlan study) {}

  /// `result.json`, which does not tell of a folder.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Result(String dataName, String dataSha256) {}

  /// Reads a file that may not be there or may be damaged: then another one tells.
  private interface Reading {
    Told read() throws IOException;
  }

  /// What the files of a model, a run, a study or a sweep tell; nothing if it is none.
  public static TrainedOn of(Path path) throws IOException {
    List<Told> told = new ArrayList<>();
    Artifact artifact = Artifact.at(path);
    if (artifact.kind().isTraining()) {
      addPlans(artifact, told);
      addRun(path, told);
    } else if (artifact.kind() == Kind.MODEL || artifact.kind() == Kind.FILE) {
      add(told, () -> ofModel(path));
      addEnclosingRun(path, told);
    }
    return new TrainedOn(
        path,
        told.stream().map(Told::dataName).filter(n -> !n.isEmpty()).findFirst().orElse(""),
        told.stream().map(Told::dataSha256).filter(s -> !s.isEmpty()).findFirst().orElse(""),
        told.stream().flatMap(t -> t.source().stream()).distinct().toList(),
        told.stream().flatMap(t -> t.preparation().stream()).findFirst());
  }

  /// The plans of the sweep and the study that it is, or is of, the outer first: who resumes one of
  /// them says where the data are now.
  private static void addPlans(Artifact artifact, List<Told> told) throws IOException {
    Artifact whole = artifact.whole();
    if (whole.kind() == Kind.SWEEP) {
      Path file = whole.path().resolve(Artifact.SWEEP_PLAN);
      add(
          told,
          () -> Json.read(file, Grid.class).study().told(),
          () -> Json.read(file, EarlierGrid.class).study().told());
    }
    for (Path folder : List.of(artifact.path().resolve("..").normalize(), artifact.path())) {
      Path file = folder.resolve(Artifact.STUDY_PLAN);
      add(
          told,
          () -> Json.read(file, Plan.class).told(),
          () -> Json.read(file, EarlierPlan.class).told());
    }
  }

  private static void addRun(Path folder, List<Told> told) throws IOException {
    add(told, () -> ofCheckpoint(folder));
    add(
        told,
        () -> {
          Result result = Json.read(folder.resolve(RunFolder.RESULT), Result.class);
          return new Told(result.dataName(), result.dataSha256(), Optional.empty());
        });
    add(told, () -> ofModel(folder.resolve(RunFolder.MODEL)));
  }

  /// A model file or a checkpoint may lie where its run left it.
  private static void addEnclosingRun(Path file, List<Told> told) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || told.isEmpty()) {
      return;
    }
    Path parent = folder.getParent();
    TrainedOn run = of(folder.endsWith(RunFolder.CHECKPOINTS) && parent != null ? parent : folder);
    if (!run.sha256.isEmpty() && run.sha256.equals(told.getFirst().dataSha256())) {
      run.sources.forEach(data -> told.add(new Told(run.name, run.sha256, Optional.of(data))));
    }
  }

  /// @param readings of a file in its formats, the newest first
  private static void add(List<Told> told, Reading... readings) throws IOException {
    for (Reading reading : readings) {
      try {
        told.add(reading.read());
        return;
      } catch (NoSuchFileException | FormatException | InvalidPathException e) {
        // Another format or another file tells, or none.
      }
    }
  }

  private static Told ofModel(Path file) throws IOException {
    Map<String, String> metadata = SafeTensors.read(file).metadata();
    return Told.of(file, metadata, metadata.containsKey("data_sha256") ? "" : "about.");
  }

  private static Told ofCheckpoint(Path folder) throws IOException {
    Optional<CheckpointFolder.Newest> newest = RunFolder.newestCheckpoint(folder);
    if (newest.isEmpty()) {
      throw new NoSuchFileException(folder.toString());
    }
    return Told.of(newest.get().file(), newest.get().checkpoint().provenance(), "");
  }

  /// Whether anything tells which data they were.
  public boolean isKnown() {
    return !sha256.isEmpty();
  }

  /// Where the data are; empty if they are Fashion-MNIST or nothing tells, and Telar finds them.
  ///
  /// @throws FileSystemException if they are not where they were, or nothing tells where they were
  public Optional<DataSource> source() throws IOException {
    for (DataSource source : sources) {
      if (source.isDatabase()) {
        // A run's folder may come from somebody else: no database is asked that nobody named.
        throw new FileSystemException(
            path.toString(),
            null,
            "was trained on what a query of %s gave; a database is asked only where it is named: --data \"%s\""
                .formatted(source.place(), source.place()));
      }
      if (DataKind.areMatched(source) || Artifact.at(source.path()).kind().isData()) {
        return Optional.of(source);
      }
    }
    if (!sources.isEmpty()) {
      Path gone = sources.getFirst().path();
      throw new NoSuchFileException(
          path.toString(),
          null,
          "the data of this run were in %s, %s; give them with --data DIR"
              .formatted(gone, Files.exists(gone) ? "which has no images" : "which is not there"));
    }
    if (isKnown() && !FashionMnist.isFashionMnist(sha256)) {
      throw new FileSystemException(
          path.toString(),
          null,
          "was trained on %s (SHA-256 %s), and nothing says where that is; give it with --data DIR"
              .formatted(name, sha256));
    }
    return Optional.empty();
  }

  /// What is to be known of it where other tables are prepared alike.
  public Optional<TrainedTable> trainedTable() {
    return preparation.map(columns -> new TrainedTable(sha256, columns));
  }

  /// Data at another place, read as those that it was trained on were.
  public DataSource readAlike(DataSource other) {
    return sources.isEmpty() ? other : other.readAs(sources.getFirst().reading());
  }

  /// Checks what was said of how data are read, for a model whose preparation of a table is
  /// settled.
  ///
  /// @throws IllegalArgumentException if a setting has no effect
  public void checkReading(DataSource given) {
    preparation.ifPresent(columns ->
        ColumnSettings.checkTrained(
            given.reading(), sources.isEmpty() ? Map.of() : sources.getFirst().reading(), columns));
  }

  /// Whether data are those that it was trained on.
  public boolean areOwn(Dataset data) {
    return data.sha256().equals(sha256)
        || (FashionMnist.isFashionMnist(data) && FashionMnist.isFashionMnist(sha256));
  }

  /// Whether data are those that it was trained on; empty if nothing tells which they were.
  public Optional<Boolean> own(Dataset data) {
    return isKnown() ? Optional.of(areOwn(data)) : Optional.empty();
  }

  /// Checks that data are those that it was trained on, if anything tells which they were.
  ///
  /// @throws IllegalArgumentException if they are others, with both checksums
  public void check(Dataset data) {
    if (isKnown() && !areOwn(data)) {
      throw new IllegalArgumentException(
          "the run is of %s with the SHA-256 %s, these are %s with %s; give the run's data with --data DIR"
              .formatted(name, sha256, data.name(), data.sha256()));
    }
  }

  /// What is to be said beside a number that was measured on data; empty if they are its own, or
  /// nothing tells which are.
  public Optional<String> measuredOn(Dataset data) {
    return !isKnown() || areOwn(data)
        ? Optional.empty()
        : Optional.of(
            "measured on %s, not the data of the run (%s, SHA-256 %s)"
                .formatted(data.name(), name, sha256));
  }
}
