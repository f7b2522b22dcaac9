package dev.telar.cli;

import dev.telar.source.DataSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description =
          "The character between the cells of a table, or tab. Default: found by looking.")
  private @Nullable String delimiter;

  @Option(
      names = "--header",
      negatable = true,
      description =
          "Whether a table's first line has the columns' names. Default: found by looking.")
  private @Nullable Boolean header;

  @Option(
      names = "--decimal",
      paramLabel = "comma|point",
      description =
          "What numbers of a table have before their fraction. Default: found by looking.")
  private @Nullable String decimal;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "The encoding of a table's text, such as ISO-8859-1. Default: found by looking.")
  private @Nullable String encoding;

  @Option(
      names = "--na",
      paramLabel = "TEXT,...",
      description = "More texts that mean a missing cell, beside NA, null, ? and their like.")
  private @Nullable String na;

  /// What was given.
  Map<String, String> given() {
    if (grey && rgb) {
      throw new IllegalArgumentException("--grey and --rgb exclude each other");
    }
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "size", size);
    put(given, "colour", grey ? "grey" : rgb ? "rgb" : null);
    put(given, "array", array);
    put(given, "test_rows", testRows);
    put(given, "delimiter", delimiter);
    put(given, "header", header == null ? null : header.toString());
    put(given, "decimal", decimal);
    put(given, "encoding", encoding);
    put(given, "na", na);
    return given;
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }

  /// Data at a path, read as these options say.
  ///
  /// @throws IllegalArgumentException if there is an option and no path
  Optional<DataSource> at(@Nullable Path path) {
    Map<String, String> given = given();
    if (path == null && !given.isEmpty()) {
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
    return Optional.ofNullable(path).map(data -> new DataSource(data, given));
  }
}
