package dev.telar.cli;

import dev.telar.source.DataSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How data are read.
final class ReadingOptions {
  @Option(
      names = "--size",
      paramLabel = "HxW",
      description =
          "Resize pictures to this height and width, such as 28x28, by area; of a NumPy array of rows and columns the"
              + " size of the images in it. Default: all pictures have one size.")
  private @Nullable String size;

  @Option(
      names = "--grey",
      description = "Read pictures in grey. Default: in grey if all of them are, else in colours.")
  private boolean grey;

  @Option(names = "--rgb", description = "Read pictures in red, green and blue.")
  private boolean rgb;

  @Option(
      names = "--array",
      paramLabel = "NAME",
      description =
          "The array of an .npz file to train on. Default: x_train, with x_test, y_train and y_test where they"
              + " are there; or the only array.")
  private @Nullable String array;

  @Option(
      names = "--test-rows",
      paramLabel = "N",
      description =
          "Take so many rows away to test on, or such a share of them, at random, where the data come without"
              + " such rows. Default: 0.2.")
  private @Nullable String testRows;

  @Mixin private TableOptions table = new TableOptions();

  /// What was given.
  Map<String, String> given() {
    if (grey && rgb) {
      throw new IllegalArgumentException("--grey and --rgb exclude each other");
    }
    Map<String, String> given = new LinkedHashMap<>();
    MethodOptions.put(given, "size", size);
    MethodOptions.put(given, "colour", grey ? "grey" : rgb ? "rgb" : null);
    MethodOptions.put(given, "array", array);
    MethodOptions.put(given, "test_rows", testRows);
    given.putAll(table.given());
    return given;
  }

  /// Data at a path, read as these options say.
  ///
  /// @throws IllegalArgumentException if there is an option and no path
  Optional<DataSource> at(@Nullable String place) {
    return at(place, Map.of());
  }

  /// The same with more settings.
  Optional<DataSource> at(@Nullable String place, Map<String, String> more) {
    Map<String, String> given = given();
    given.putAll(more);
    if (place == null && !given.isEmpty()) {
      throw new IllegalArgumentException(
          "--%s says how --data is read, and --data is missing"
              .formatted(
                  given
                      .keySet()
                      .iterator()
                      .next()
                      .replace('_', '-')
                      .replace("colour", grey ? "grey" : "rgb")));
    }
    return Optional.ofNullable(place).map(data -> new DataSource(data, given));
  }
}
