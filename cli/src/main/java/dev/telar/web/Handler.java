package dev.telar.web;

import java.io.IOException;
import java.util.Map;

/// Answers requests to a path; called by many threads at once.
@FunctionalInterface
public interface Handler {
  /// Answers.
  ///
  /// @param query the parameters of the address, each at most once
  /// @param body of the request; empty unless it is posted
  /// @throws IllegalArgumentException if the request is wrong; says how
  /// @throws IOException if a file cannot be read
  Answer answer(Map<String, String> query, byte[] body) throws IOException;
}
