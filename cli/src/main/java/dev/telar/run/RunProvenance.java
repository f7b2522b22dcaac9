package dev.telar.run;

import dev.telar.data.Dataset;
import dev.telar.format.FormatException;
import dev.telar.model.Architecture;
import dev.telar.model.Autoencoder;
import dev.telar.preparation.Preparation;
import dev.telar.source.DataSource;
import dev.telar.train.ModelPlan;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A run's data, initial weights and command. Its checkpoints hold it, so a run resumes from them
/// alone.
///
/// @param dataName what the data are called
/// @param dataSha256 see [Dataset#sha256]
/// @param source where they were read from; empty if that was left to Telar
/// @param start where the initial weights come from: [#PYTORCH_DEFAULT], settings or a file
/// @param startSha256 of the initial weights, see [dev.telar.model.Parameters#sha256]
/// @param command the command line that began the run, and behind `&&` those that asked for more
///   epochs
/// @param preparation of a table's columns, see [Preparation#toJson]
public record RunProvenance(
    String dataName,
    String dataSha256,
    Optional<DataSource> source,
    String start,
    String startSha256,
    String command,
    Optional<String> preparation) {
  /// `start` of a model that was initialised as PyTorch does.
  public static final String PYTORCH_DEFAULT = "pytorch-default";

  /// What stands between two command lines.
  public static final String THEN = " && ";

  /// How the `start` of a model begins that was initialised otherwise: then the plan's settings
  /// follow.
  private static final String DRAWN = "init=";

  /// The `start` of a model.
  public static String start(InitialModel model) {
    return model.file().map(Path::toString).orElseGet(() -> start(model.plan()));
  }

  private static String start(ModelPlan plan) {
    Map<String, String> settings = plan.settings();
    if (settings.equals(plan.with(ModelPlan.AS_PRINTED.initialisation()).settings())) {
      return PYTORCH_DEFAULT;
    }
    return plan.initialisation().entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" "));
  }

  /// How the initial weights of a `start` were made; empty if they come from a file.
  ///
  /// @param architecture of the model
  /// @throws IllegalArgumentException if the text is damaged
  public static Optional<ModelPlan> modelPlan(String start, Architecture architecture) {
    ModelPlan plan = ModelPlan.of(architecture);
    if (start.equals(PYTORCH_DEFAULT)) {
      return Optional.of(plan);
    }
    if (!start.startsWith(DRAWN)) {
      return Optional.empty();
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : start.split(" ", -1)) {
      int equals = Math.max(0, setting.indexOf('='));
      settings.put(
          setting.substring(0, equals), setting.substring(Math.min(setting.length(), equals + 1)));
    }
    return Optional.of(plan.with(settings));
  }

  /// The provenance of a run that begins.
  ///
  /// @param source where the data were read from; empty if that was left to Telar
  /// @param model what `start` was made from
  public static RunProvenance of(
      Dataset data,
      Optional<DataSource> source,
      Autoencoder start,
      InitialModel model,
      String command) {
    return new RunProvenance(
        data.name(),
        data.sha256(),
        source.map(DataSource::absolute),
        start(model),
        start.parameters().sha256(),
        command,
        preparation(data));
  }

  /// How the columns of data are prepared; empty if they are no table.
  public static Optional<String> preparation(Dataset data) {
    return data.features() instanceof Preparation columns
        ? Optional.of(columns.toJson())
        : Optional.empty();
  }

  /// The same with the data read from where they are now, if that is given.
  public RunProvenance movedTo(Optional<DataSource> now) {
    return now.isEmpty()
        ? this
        : new RunProvenance(
            dataName,
            dataSha256,
            now.map(DataSource::absolute),
            start,
            startSha256,
            command,
            preparation);
  }

  /// The same of a run that other command lines have led to.
  public RunProvenance withCommand(String other) {
    return new RunProvenance(dataName, dataSha256, source, start, startSha256, other, preparation);
  }

  /// The provenance as a checkpoint holds it, see [dev.telar.train.Checkpoint#provenance].
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("data_name", dataName);
    map.put("data_sha256", dataSha256);
    source.ifPresent(data -> data.put(map));
    map.put("start", start);
    map.put("start_sha256", startSha256);
    map.put("command", command);
    preparation.ifPresent(columns -> map.put(Preparation.KEY, columns));
    return map;
  }

  /// The provenance that a checkpoint of a run holds.
  public static RunProvenance of(Map<String, String> map) {
    return new RunProvenance(
        map.getOrDefault("data_name", ""),
        map.getOrDefault("data_sha256", ""),
        DataSource.find(map, ""),
        map.getOrDefault("start", ""),
        map.getOrDefault("start_sha256", ""),
        map.getOrDefault("command", ""),
        Optional.ofNullable(map.get(Preparation.KEY)));
  }

  /// Checks that the provenance in a checkpoint's file can be read.
  ///
  /// @throws FormatException if its data folder is no path
  static void check(Path file, Map<String, String> provenance) throws FormatException {
    try {
      var _ = of(provenance);
    } catch (InvalidPathException e) {
      var exception = new FormatException(file, 0, "the data folder is wrong: " + e.getMessage());
      exception.initCause(e);
      throw exception;
    }
  }

  /// Checks that data are those of the run.
  ///
  /// @throws IllegalArgumentException if they are others, with both checksums
  public void checkData(Dataset data) {
    checkData(dataName, dataSha256, data);
  }

  /// Checks that data are those that were named.
  ///
  /// @throws IllegalArgumentException if they are others, with both checksums
  public static void checkData(String dataName, String dataSha256, Dataset data) {
    if (!data.sha256().equals(dataSha256)) {
      throw new IllegalArgumentException(
          "the run is of %s with the SHA-256 %s, these are %s with %s"
              .formatted(dataName, dataSha256, data.name(), data.sha256()));
    }
  }
}
