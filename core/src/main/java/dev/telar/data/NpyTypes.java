package dev.telar.data;

/// What is told of arrays whose types are not read, and what to do in NumPy.
final class NpyTypes {
  /// Of an array with named fields.
  static final String RECORDS =
      refusal("records with named fields", "array['FIELD'].astype('float32')");

  private static final String ORDERS = "[<>=|]";

  private NpyTypes() {}

  /// Of a type, as the header describes it.
  static String refusal(String type) {
    String code = type.replaceFirst("^" + ORDERS, "");
    return switch (code.isEmpty() ? ' ' : code.charAt(0)) {
      case 'O' ->
          refusal("Python objects (pickled), which are never loaded", "array.astype('float32')");
      case 'U', 'S' ->
          refusal(
              "text",
              "array.astype('float32')",
              ", or of class names np.unique(array, return_inverse=True)[1]");
      case 'c' -> refusal("complex numbers", "array.real", ", or np.abs(array)");
      case 'M', 'm' -> refusal("dates or times", "array.astype('int64')");
      case 'V' -> refusal("bytes of a type that NumPy has no name for", "array.astype('float32')");
      default -> refusal("values of type '" + type + "'", "array.astype('float32')");
    };
  }

  private static String refusal(String what, String numbers) {
    return refusal(what, numbers, "");
  }

  private static String refusal(String what, String numbers, String others) {
    return "holds " + what + "; save numbers: np.save(file, " + numbers + ")" + others;
  }
}
