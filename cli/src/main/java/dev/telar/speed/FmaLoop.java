package dev.telar.speed;

import dev.telar.engine.Engine;

/// Fused multiply-adds on registers alone: as many as a core can do.
///
/// A core ends two to four of them in a cycle, and each takes about four cycles; sixteen that do
/// not wait for each other keep it busy.
sealed interface FmaLoop permits ScalarFma, VectorFma {
  /// How many multiply-adds do not wait for each other.
  int CHAINS = 16;

  /// The fastest loop that this JVM can run.
  static FmaLoop fastest() {
    // VectorFma cannot be loaded without the module.
    return Engine.Kind.VECTOR.isAvailable() ? new VectorFma() : new ScalarFma();
  }

  /// Multiplies and adds [#CHAINS] times in each repetition.
  ///
  /// @param factor below 1, so that the numbers stay ordinary
  /// @return a number that hangs on every result
  float run(int repetitions, float factor, float addend);

  /// Floating-point operations in a repetition.
  int flop();

  /// What computes, for people.
  String arithmetic();
}
