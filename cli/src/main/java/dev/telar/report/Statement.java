package dev.telar.report;

/// Something that the paper says, and what was measured about it.
///
/// @param claim what it says, and what would make it true where the paper leaves that open
/// @param paper the paper's number, or what it says instead of one
/// @param measured this study's numbers
/// @param verdict whether the measured numbers support the claim
record Statement(String claim, String paper, String measured, Verdict verdict) {
  /// Whether the numbers support a claim.
  enum Verdict {
    YES("yes"),
    NO("no"),
    NOT_MEASURED("not measured");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    /// As printed.
    String label() {
      return label;
    }

    static Verdict of(boolean holds) {
      return holds ? YES : NO;
    }
  }
}
