package dev.telar.engine.base;

import dev.telar.data.Batch;

/// What batches an engine takes.
///
/// @param maxRows the largest number of rows
/// @param width the number of columns
public record BatchLimits(int maxRows, int width) {
  public BatchLimits {
    if (maxRows < 1) {
      throw new IllegalArgumentException("batches must have at least 1 row, got " + maxRows);
    }
  }

  public void check(Batch batch) {
    checkRows(batch);
    if (batch.samples().width() != width) {
      throw new IllegalArgumentException(
          "input has " + batch.samples().width() + " columns, the model expects " + width);
    }
  }

  /// Checks a batch of codes.
  public void checkCodes(Batch codes, int codeWidth) {
    checkRows(codes);
    if (codes.samples().width() != codeWidth) {
      throw new IllegalArgumentException(
          "a code has " + codes.samples().width() + " values, the model expects " + codeWidth);
    }
  }

  /// Checks the number of a hidden layer.
  public static void checkHiddenLayer(int layer, int hiddenLayers) {
    if (layer < 0 || layer >= hiddenLayers) {
      throw new IllegalArgumentException(
          "hidden layers are 0 to %d, got %d".formatted(hiddenLayers - 1, layer));
    }
  }

  private void checkRows(Batch batch) {
    if (batch.size() > maxRows) {
      throw new IllegalArgumentException(
          "the batch has " + batch.size() + " rows, the engine was opened for " + maxRows);
    }
  }

  /// Checks an array for a value for each row and column of a batch.
  public static void checkOut(float[] out, int rows, int columns) {
    if (out.length < (long) rows * columns) {
      throw new IllegalArgumentException(
          "out must hold " + rows + " × " + columns + " values, it holds " + out.length);
    }
  }
}
