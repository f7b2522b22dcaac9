package dev.telar.cli;

import dev.telar.data.Dataset;
import dev.telar.source.DataReader;
import dev.telar.source.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A small made-up table: a number with missing cells, a category, a boolean, a date and a label.
public final class TinyTable {
  public static final int ROWS = 120;

  private TinyTable() {}

  /// Writes the table as `tiny.csv`.
  public static Path write(Path folder) throws IOException {
    var random = new Random(5);
    var text = new StringBuilder("when,room,warmth,damp,fan,state\n");
    for (int i = 0; i < ROWS; i++) {
      double warmth = 20 + 3 * random.nextGaussian();
      String room = warmth > 21 ? "attic" : warmth < 18 ? "cellar" : "hall";
      String damp =
          i % 9 == 4
              ? ""
              : String.format(Locale.ROOT, "%.1f", 90 - 2 * warmth + random.nextGaussian());
      text.append(
          String.format(
              Locale.ROOT,
              "2026-03-%02dT%02d:00,%s,%.2f,%s,%s,%s\n",
              1 + i / 12,
              i % 12,
              room,
              warmth,
              damp,
              warmth > 20 ? "yes" : "no",
              i % 10 == 3 ? "bad" : "good"));
    }
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("tiny.csv"), text);
  }

  /// Trains a run on it.
  public static Path trained(Path folder, Object... more) throws IOException {
    Path out = folder.resolve("run");
    Object[] args = {
      "train",
      "--data",
      write(folder),
      "--label",
      "state",
      "--out",
      out,
      "--hidden",
      "8-3",
      "--epochs",
      3,
      "--quiet"
    };
    Object[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    Telar telar = Telar.run(all);
    if (telar.exitCode() != 0) {
      throw new IllegalStateException(telar.err());
    }
    return out;
  }

  /// The table as data to train on, with its label.
  public static Dataset data(Path folder) throws IOException {
    return read(new DataSource(write(folder).toString(), Map.of("label", "state")));
  }

  /// A table of many columns with long names, all of them numbers.
  public static Dataset wide(Path folder, int columns) throws IOException {
    var random = new Random(6);
    var text = new StringBuilder();
    for (int row = -1; row < 40; row++) {
      for (int column = 0; column < columns; column++) {
        text.append(column == 0 ? "" : ",")
            .append(
                row < 0
                    ? "a column with a long name, number ".replace(",", "") + column
                    : String.valueOf(random.nextFloat()));
      }
      text.append('\n');
    }
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve("wide.csv"), text);
    return read(new DataSource(file.toString(), Map.of()));
  }

  private static Dataset read(DataSource source) throws IOException {
    return DataReader.read(source, Optional.empty(), _ -> {});
  }
}
