package dev.telar.bench;

import dev.telar.preparation.CellText;
import dev.telar.preparation.ColumnKind;
import dev.telar.speed.MeasurementException;
import dev.telar.table.TableCells;
import dev.telar.table.TableSource;
import dev.telar.tables.csv.CsvOptions;
import dev.telar.tables.csv.CsvSource;
import dev.telar.tables.parquet.ParquetSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// What the reading of tables takes: reads files into cells, into memory and into the file that
/// takes those that do not fit there, in turn, and prints the medians over the rounds: megabytes of
/// the table's file and values a second, on the clock and of the processor time of the one thread
/// that reads.
///
/// Arguments: the rounds, a folder to write to, and files, Parquet if their names end so and
/// separated values if not.
public final class TableReading {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEGA = 1e6;

  private final Path table;
  private final Path cellsFile;

  private TableReading(Path table, Path cellsFile) {
    this.table = table;
    this.cellsFile = cellsFile;
  }

  /// Where the cells go.
  private enum Target {
    MEMORY(Long.MAX_VALUE),
    FILE(0);

    private final long memory;

    Target(long memory) {
      this.memory = memory;
    }
  }

  /// Seconds on the clock and of this thread.
  private record Seconds(double wall, double processor) {}

  /// What was read, in numbers.
  ///
  /// @param column the first one of numbers; empty if there is none
  /// @param sum of its numbers
  private record Content(int rows, int columns, String column, double sum) {
    static Content of(TableCells cells) {
      List<String> names = cells.names();
      for (int i = 0; i < names.size(); i++) {
        if (cells.survey(i).kind() == ColumnKind.NUMBER) {
          return new Content(cells.rows(), names.size(), names.get(i), sum(cells, i));
        }
      }
      return new Content(cells.rows(), names.size(), "", 0);
    }

    private static double sum(TableCells cells, int column) {
      double sum = 0;
      for (int row = 0; row < cells.rows(); row++) {
        String text = cells.text(row, column);
        sum += text.equals(CellText.MISSING) ? 0 : Double.parseDouble(text);
      }
      return sum;
    }

    long values() {
      return (long) rows * columns;
    }
  }

  /// Measures and prints.
  public static void main(String[] args)
      throws IOException, InterruptedException, MeasurementException {
    int rounds = Integer.parseInt(args[0]);
    Path folder = Files.createDirectories(Path.of(args[1]));
    for (String table : List.of(args).subList(2, args.length)) {
      new TableReading(Path.of(table), folder.resolve("bench.cells")).compare(rounds);
    }
    System.out.printf(
        "one core copies %.1f GB/s, read and written%n",
        MachineLimits.measure().copyGigabytesOneCore());
  }

  private void compare(int rounds) throws IOException {
    // Code is compiled in these rounds, which do not count; and who wants the sum reads all cells.
    Content inMemory = Content.of(read(Target.MEMORY, new ArrayList<>()));
    Content inFile = Content.of(read(Target.FILE, new ArrayList<>()));
    Map<Target, List<Seconds>> taken = new EnumMap<>(Target.class);
    boolean same = inMemory.equals(inFile);
    for (int round = 0; round < rounds; round++) {
      for (Target target : Target.values()) {
        List<Seconds> own = taken.computeIfAbsent(target, _ -> new ArrayList<>());
        same &= read(target, own).rows() == inMemory.rows();
      }
    }
    double megabytes = Files.size(table) / MEGA;
    double values = inMemory.values() / MEGA;
    System.out.printf(
        "%s: %.1f MB, %,d rows × %d columns%n",
        table.getFileName(), megabytes, inMemory.rows(), inMemory.columns());
    taken.forEach((target, seconds) -> print(target, seconds, megabytes, values));
    System.out.printf(
        "  sum of %s: %s; the same in memory and in the file: %s%n",
        inMemory.column(), inMemory.sum(), same);
    Files.deleteIfExists(cellsFile);
  }

  private TableCells read(Target target, List<Seconds> taken) throws IOException {
    TableSource source =
        table.toString().endsWith(".parquet")
            ? ParquetSource.open(List.of(table))
            : CsvSource.open(List.of(table), CsvOptions.detect());
    // A file that is mapped is not written again.
    Files.deleteIfExists(cellsFile);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long processor = threads.getCurrentThreadCpuTime();
    long started = System.nanoTime();
    TableCells cells = TableCells.read(source, target.memory, cellsFile);
    double wall = (System.nanoTime() - started) / NANOS_PER_SECOND;
    taken.add(
        new Seconds(wall, (threads.getCurrentThreadCpuTime() - processor) / NANOS_PER_SECOND));
    return cells;
  }

  private static void print(Target target, List<Seconds> taken, double megabytes, double values) {
    double wall = median(taken, Seconds::wall);
    double processor = median(taken, Seconds::processor);
    System.out.printf(
        "  into %-6s %7.1f MB/s (%.1f–%.1f), %6.2f million values/s; a core's: %7.1f MB/s, %6.2f million values/s; %d rounds of %.2f s%n",
        target.name().toLowerCase(Locale.ROOT),
        megabytes / wall,
        megabytes / taken.stream().mapToDouble(Seconds::wall).max().orElseThrow(),
        megabytes / taken.stream().mapToDouble(Seconds::wall).min().orElseThrow(),
        values / wall,
        megabytes / processor,
        values / processor,
        taken.size(),
        wall);
  }

  private static double median(List<Seconds> taken, ToDoubleFunction<Seconds> which) {
    double[] sorted = taken.stream().mapToDouble(which).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }
}
