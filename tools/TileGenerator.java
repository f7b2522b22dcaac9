import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes the vector engine's register tiles: `java tools/TileGenerator.java FOLDER`.
///
/// C2 keeps only local variables in registers, so that a tile names each of its vectors.
final class TileGenerator {
  /// A tile of so many rows by so many vectors of C.
  ///
  /// @param links how many links of its chains an iteration computes
  /// @param adds whether it continues the chains in C, or begins new ones
  /// @param reads whether it reads ahead
  private record Tile(int rows, int vectors, int links, boolean adds, boolean reads) {
    String name() {
      return "%s%dx%d".formatted(adds ? "add" : "multiply", rows, vectors);
    }

    /// Once for each vector of C.
    String each(Cell cell) {
      return IntStream.range(0, rows)
          .boxed()
          .flatMap(i -> IntStream.range(0, vectors).mapToObj(v -> cell.text(i, v)))
          .collect(Collectors.joining());
    }

    String row(int i) {
      return rows > 10 ? "%02d".formatted(i) : String.valueOf(i);
    }
  }

  private interface Cell {
    String text(int row, int vector);
  }

  /// One class of tiles, which differ from the other class's in how A lies.
  ///
  /// @param place where the elements of A begin that a link needs
  /// @param apart how far the elements of A for neighbouring rows of C are from each other
  /// @param next how far the elements of the next link in an iteration are
  private record Kind(
      String name,
      String formula,
      String about,
      List<String> imports,
      String parameter,
      String place,
      IntFunction<String> apart,
      String next) {}

  /// Floats in a cache line.
  private static final int LINE = 16;

  private static final Kind ROWS =
      new Kind(
          "RowTiles",
          "C = A·B`: `C[i][j] = Σ A[i][k]·B[k][j]",
          """
          /// k runs through a row of one panel of A, then through the same row of the next panel. Where an
          /// iteration computes two links, the address of A is computed half as often; the length must be
          /// even. Such tiles begin new chains only: with loads from C, C2 spills registers.
          """,
          List.of("Panels.SHIFT", "Panels.WIDTH"),
          "int aPanelSize",
          "aStart + (k >> SHIFT) * aPanelSize + (k & (WIDTH - 1))",
          i -> i == 0 ? "" : " + %d * WIDTH".formatted(i),
          " + 1");

  private static final Kind COLUMNS =
      new Kind(
          "ColumnTiles",
          "C = Aᵀ·B`: `C[i][j] = Σ A[k][i]·B[k][j]",
          """
          /// The twin of [RowTiles] for the gradients of weights, where k is the row of the batch.
          """,
          List.of("Panels.WIDTH"),
          "",
          "aStart + k * WIDTH",
          i -> i == 0 ? "" : " + %d".formatted(i),
          " + WIDTH");

  private TileGenerator() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: java tools/TileGenerator.java FOLDER");
      System.exit(2);
    }
    Path folder = Path.of(args[0]);
    write(
        folder,
        ROWS,
        List.of(
            new Tile(12, 2, 2, false, true),
            new Tile(12, 1, 2, false, true),
            new Tile(6, 4, 1, false, false),
            new Tile(6, 2, 1, false, false),
            new Tile(6, 1, 1, false, false),
            new Tile(4, 4, 1, true, false),
            new Tile(4, 2, 1, true, false),
            new Tile(4, 1, 1, true, false)));
    write(
        folder,
        COLUMNS,
        List.of(
            new Tile(12, 1, 1, true, true),
            new Tile(6, 4, 1, true, true),
            new Tile(6, 2, 1, true, true),
            new Tile(6, 1, 1, true, true),
            new Tile(4, 4, 1, true, false),
            new Tile(4, 2, 1, true, false),
            new Tile(4, 1, 1, true, false)));
  }

  private static void write(Path folder, Kind kind, List<Tile> tiles) throws IOException {
    var text = new StringBuilder("package dev.telar.engine.vector;\n\n");
    kind.imports().forEach(name -> text.append(staticImport("dev.telar.engine.vector." + name)));
    text.append(staticImport("dev.telar.engine.vector.Vectors.LANES"));
    text.append(staticImport("dev.telar.engine.vector.Vectors.SPECIES"));
    text.append(staticImport("jdk.incubator.vector.FloatVector.broadcast"));
    text.append(staticImport("jdk.incubator.vector.FloatVector.fromArray"));
    text.append("\nimport jdk.incubator.vector.FloatVector;\n\n");
    text.append("/// Register tiles of `" + kind.formula() + "`.\n///\n");
    text.append(
        """
        /// A tile is a few rows by a few vectors of C, held in registers while k ascends: each element is a
        /// chain of fused multiply-adds, the accumulation order of the bit contract. A, B and C lie in
        /// [Panels].
        ///
        """);
    text.append(kind.about());
    text.append("///\n/// Written by `tools/TileGenerator.java`.\n");
    text.append("final class " + kind.name() + " {\n  private " + kind.name() + "() {}\n");
    List<String> groups =
        tiles.stream().map(tile -> group(tile)).distinct().toList();
    for (String group : groups) {
      List<Tile> members = tiles.stream().filter(tile -> group(tile).equals(group)).toList();
      text.append(dispatch(kind, group, members));
    }
    tiles.forEach(tile -> text.append(method(kind, tile)));
    Files.writeString(folder.resolve(kind.name() + ".java"), text.append("}\n"));
  }

  private static String staticImport(String name) {
    return "import static " + name + ";\n";
  }

  /// Tiles of the same rows are called by one name.
  private static String group(Tile tile) {
    String rows =
        switch (tile.rows()) {
          case 4 -> "Four";
          case 6 -> "Six";
          case 12 -> "Twelve";
          default -> throw new IllegalArgumentException(tile.toString());
        };
    return (tile.adds() ? "add" : "multiply") + rows;
  }

  private static List<String> parameters(Kind kind, boolean reads) {
    List<String> all = new ArrayList<>(List.of("float[] a", "int aStart"));
    if (!kind.parameter().isEmpty()) {
      all.add(kind.parameter());
    }
    all.addAll(List.of("float[] b", "int bStart", "float[] c", "int cStart", "int length"));
    if (reads) {
      all.addAll(List.of("float[] next", "int nextStart"));
    }
    return all;
  }

  private static String names(Kind kind, boolean reads) {
    return parameters(kind, reads).stream()
        .map(parameter -> parameter.substring(parameter.indexOf(' ') + 1))
        .collect(Collectors.joining(", "));
  }

  /// A declaration, on one line where it fits.
  private static String declaration(String begin, List<String> parameters) {
    String line = "      " + String.join(", ", parameters) + ") {\n";
    return line.length() <= 101
        ? "\n  %s(\n%s".formatted(begin, line)
        : "\n  %s(\n      %s) {\n".formatted(begin, String.join(",\n      ", parameters));
  }

  private static String dispatch(Kind kind, String group, List<Tile> tiles) {
    Tile first = tiles.get(0);
    var text = new StringBuilder("\n");
    text.append(
        "  /// %s %d rows of C.\n"
            .formatted(first.adds() ? "Continues the chains of" : "Writes", first.rows()));
    text.append("  ///\n");
    String vectors =
        tiles.stream().map(tile -> String.valueOf(tile.vectors())).collect(Collectors.joining(", "));
    text.append("  /// @param vectors how many of each row: %s\n".formatted(vectors));
    if (first.links() > 1) {
      text.append("  /// @param length a multiple of %d\n".formatted(first.links()));
    }
    if (first.reads()) {
      text.append(
          """
            /// @param next of which the cache lines from `nextStart` on are read, one in each iteration: what
            ///   is needed soon comes from farther caches meanwhile
            /// @return a number that depends on what was read, so that C2 reads it
          """);
    }
    List<String> parameters = new ArrayList<>(List.of("int vectors"));
    parameters.addAll(parameters(kind, first.reads()));
    text.append(
        declaration("static %s %s".formatted(type(first), group), parameters).substring(1));
    text.append("    %sswitch (vectors) {\n".formatted(first.reads() ? "return " : ""));
    for (Tile tile : tiles) {
      String label = tile == tiles.get(tiles.size() - 1) ? "default" : "case " + tile.vectors();
      text.append("      %s -> %s(%s);\n".formatted(label, tile.name(), names(kind, tile.reads())));
    }
    return text.append(first.reads() ? "    };\n  }\n" : "    }\n  }\n").toString();
  }

  private static String method(Kind kind, Tile tile) {
    var text = new StringBuilder();
    text.append(
        declaration(
            "private static %s %s".formatted(type(tile), tile.name()),
            parameters(kind, tile.reads())));
    if (!tile.adds()) {
      text.append("    FloatVector zero = broadcast(SPECIES, 0);\n");
    }
    text.append(
        tile.each((i, v) ->
            "    FloatVector c%s%d = %s;\n"
                .formatted(
                    tile.row(i),
                    v,
                    tile.adds() ? "fromArray(SPECIES, c, %s)".formatted(cell(i, v)) : "zero")));
    if (tile.reads()) {
      text.append("    float read = 0;\n");
    }
    String step = tile.links() == 1 ? "k++" : "k += " + tile.links();
    text.append("    for (int k = 0; k < length; %s) {\n".formatted(step));
    text.append("      int aRow = %s;\n".formatted(kind.place()));
    text.append("      int bRow = bStart + k * WIDTH;\n");
    for (int link = 0; link < tile.links(); link++) {
      text.append(link(kind, tile, link));
    }
    if (tile.reads()) {
      text.append("      read += next[nextStart + k * %d];\n".formatted(LINE / tile.links()));
    }
    text.append("    }\n");
    text.append(
        tile.each((i, v) ->
            "    c%s%d.intoArray(c, %s);\n".formatted(tile.row(i), v, cell(i, v))));
    return text.append(tile.reads() ? "    return read;\n  }\n" : "  }\n").toString();
  }

  private static String type(Tile tile) {
    return tile.reads() ? "float" : "void";
  }

  private static String link(Kind kind, Tile tile, int link) {
    String a = link == 0 ? "a" : "d";
    String b = link == 0 ? "b" : "e";
    var text = new StringBuilder();
    for (int v = 0; v < tile.vectors(); v++) {
      text.append(
          "      FloatVector %s%d = fromArray(SPECIES, b, bRow%s%s);\n"
              .formatted(b, v, link == 0 ? "" : " + WIDTH", v == 0 ? "" : " + %d * LANES".formatted(v)));
    }
    for (int i = 0; i < tile.rows(); i++) {
      text.append(
          "      FloatVector %s%s = broadcast(SPECIES, a[aRow%s%s]);\n"
              .formatted(a, tile.row(i), kind.apart().apply(i), link == 0 ? "" : kind.next()));
      for (int v = 0; v < tile.vectors(); v++) {
        text.append(
            "      c%2$s%3$d = %1$s%2$s.fma(%4$s%3$d, c%2$s%3$d);\n"
                .formatted(a, tile.row(i), v, b));
      }
    }
    return text.toString();
  }

  private static String cell(int row, int vector) {
    return "cStart"
        + (row == 0 ? "" : " + %d * WIDTH".formatted(row))
        + (vector == 0 ? "" : " + %d * LANES".formatted(vector));
  }
}
