package dev.telar.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which known name was meant by one that is not known.
final class Nearest {
  /// Shorter beginnings are those of too many names.
  private static final int SHORTEST_BEGINNING = 3;

  private Nearest() {}

  /// What to add to a message about an unknown name: a question, or nothing if none is near.
  ///
  /// @param known the names there are; what follows a colon in one is its parameter
  static String hint(String unknown, List<String> known) {
    return of(unknown, known).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /// The known name with the fewest letters to insert, leave out, replace or exchange with their
  /// neighbour, if they are few; else the first that begins with the unknown one.
  static Optional<String> of(String unknown, List<String> known) {
    String typed = plain(unknown);
    Optional<String> nearest =
        known.stream()
            .filter(name -> {
              int length = Math.max(typed.length(), plain(name).length());
              return distance(typed, plain(name)) <= Math.max(1, length / 3);
            })
            .min(Comparator.comparingInt(name -> distance(typed, plain(name))));
    return nearest.or(() ->
        known.stream()
            .filter(name -> typed.length() >= SHORTEST_BEGINNING && plain(name).startsWith(typed))
            .findFirst());
  }

  /// The letters by which names differ: no signs, and no parameter.
  private static String plain(String name) {
    return name.replaceFirst("\\[?:.*", "").replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
  }

  /// The optimal string alignment distance.
  ///
  /// @see <a href="https://doi.org/10.1145/363958.363994">Damerau, A technique for computer
  ///   detection and correction of spelling errors (1964)</a>
  private static int distance(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        distance[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : step(distance, a, b, i, j);
      }
    }
    return distance[a.length()][b.length()];
  }

  private static int step(int[][] distance, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least =
        Math.min(
            distance[i - 1][j - 1] + (same ? 0 : 1),
            1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(least, 1 + distance[i - 2][j - 2]) : least;
  }
}
