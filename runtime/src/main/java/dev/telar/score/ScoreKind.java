package dev.telar.score;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a score is computed from. The greater it is, the stranger is the row.
public enum ScoreKind {
  /// The error of the reconstruction: the mean over the columns that count of a column's error
  /// divided by the error that is usual for it.
  RECONSTRUCTION,
  /// The distance of the code from those of the training rows: the squared distance of P. C.
  /// Mahalanobis (*Proceedings of the National Institute of Sciences of India* 2, 1936), divided by
  /// the width of the code.
  CODE,
  /// The reconstruction's score and a tenth of the code's, each divided by its mean over the
  /// calibration rows.
  BOTH;

  /// What the code's score counts for beside the reconstruction's.
  static final double CODE_SHARE = 0.1;

  /// The kind of a name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static ScoreKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a score is by %s, got %s"
                    .formatted(
                        Arrays.stream(values())
                            .map(ScoreKind::toString)
                            .collect(Collectors.joining(", ")),
                        name)));
  }

  /// The name on the command line and in files.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
