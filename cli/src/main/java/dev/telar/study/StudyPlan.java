package dev.telar.study;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.telar.data.FormatException;
import dev.telar.data.ImageDataset;
import dev.telar.model.Autoencoder;
import dev.telar.run.Json;
import dev.telar.run.Origin;
import dev.telar.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a study is to compute: `study.json` in its folder, from which it can go on after any stop.
///
/// @param format of the file
/// @param recipe that the plan was made from
/// @param hidden the widths of the hidden layer, in the order to train them
/// @param plan of every model
/// @param init the file of the initial weights; empty if they are PyTorch's default
/// @param dataFolder where the data are read from; empty if that is left to Telar
/// @param dataName what the data are called
/// @param dataSha256 see [dev.telar.data.ImageDataset#sha256]
/// @param command the command line that began the study
public record StudyPlan(
    int format,
    Recipe recipe,
    List<Integer> hidden,
    TrainingPlan plan,
    Optional<String> init,
    Optional<String> dataFolder,
    String dataName,
    String dataSha256,
    String command) {
  /// The format that this version writes.
  public static final int FORMAT = 1;

  /// The file's name.
  public static final String FILE = "study.json";

  /// @throws IllegalArgumentException if a width is below 1, or a file's name is none
  public StudyPlan {
    hidden = List.copyOf(hidden);
    for (int width : hidden) {
      if (width < 1) {
        throw new IllegalArgumentException("a hidden layer has at least 1 unit, got " + width);
      }
    }
    for (String name : Stream.concat(init.stream(), dataFolder.stream()).toList()) {
      var _ = Path.of(name);
    }
  }

  /// Reads a study's file.
  ///
  /// @throws NoSuchFileException if it is not there
  /// @throws FormatException if it is damaged, or a newer Telar's
  static StudyPlan read(Path file) throws IOException {
    int format = Json.read(file, Format.class).format();
    if (format != FORMAT) {
      throw new FormatException(
          file,
          0,
          "is a study of format %d, this Telar reads %d; use the Telar that wrote it, or a newer one"
              .formatted(format, FORMAT));
    }
    return Json.read(file, StudyPlan.class);
  }

  /// The one key that every format has.
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Format(int format) {}

  StudyPlan withPlan(TrainingPlan other) {
    return new StudyPlan(
        format, recipe, hidden, other, init, dataFolder, dataName, dataSha256, command);
  }

  /// Checks that data are those of the study.
  ///
  /// @throws IllegalArgumentException if they are others, with both checksums
  public void checkData(ImageDataset data) {
    Origin.checkData(dataName, dataSha256, data);
  }

  /// Where the run of a model comes from.
  Origin origin(Autoencoder start) {
    return new Origin(
        dataName,
        dataSha256,
        dataFolder.map(Path::of),
        init.orElse(Origin.PYTORCH_DEFAULT),
        start.parameters().sha256(),
        command);
  }
}
