package dev.telar.internal;

import java.util.Collection;
import java.util.List;

/// A name that is none of those that are known. It carries both, so that who shows it can ask which
/// one was meant.
public final class UnknownNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  // An array, because an exception is serialisable and a list may not be.
  private final String name;
  private final String[] known;

  /// @param message that names both
  /// @param known the names there are, with what may follow them
  public UnknownNameException(String message, String name, Collection<?> known) {
    super(message);
    this.name = name;
    this.known = known.stream().map(String::valueOf).toArray(String[]::new);
  }

  /// The name that is not known.
  public String name() {
    return name;
  }

  /// The names there are.
  public List<String> known() {
    return List.of(known);
  }
}
