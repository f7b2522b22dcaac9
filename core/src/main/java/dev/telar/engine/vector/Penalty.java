package dev.telar.engine.vector;

import dev.telar.engine.Regularisation;

/// The sparsity penalty on the code.
record Penalty(Pass pass, Regularisation regularisation, int codeWidth) {
  /// What a unit that is on adds to its gradient.
  float gradient() {
    return regularisation.sparsityGradient(pass.rows(), codeWidth);
  }
}
