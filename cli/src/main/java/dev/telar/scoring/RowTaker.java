package dev.telar.scoring;

import java.io.IOException;

/// Takes rows that were scored.
@FunctionalInterface
public interface RowTaker {
  /// Takes the next row.
  void take(ScoredRow row) throws IOException;
}
