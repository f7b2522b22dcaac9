package dev.telar.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a table is written, where looking does not tell.
final class TableOptions {
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
    Map<String, String> given = new LinkedHashMap<>();
    ReadingOptions.put(given, "delimiter", delimiter);
    ReadingOptions.put(given, "header", header == null ? null : header.toString());
    ReadingOptions.put(given, "decimal", decimal);
    ReadingOptions.put(given, "encoding", encoding);
    ReadingOptions.put(given, "na", na);
    return given;
  }
}
