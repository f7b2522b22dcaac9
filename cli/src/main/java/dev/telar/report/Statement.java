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
    YES("verdict.yes"),
    NO("verdict.no"),
    NOT_MEASURED("verdict.not-measured");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /// The name of its text.
    String text() {
      return text;
    }

    static Verdict of(boolean holds) {
      return holds ? YES : NO;
    }
  }
}
