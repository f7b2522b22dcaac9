package dev.telar.speed;

/// Multiply-adds of single numbers, for a JVM without the vector module.
final class ScalarFma implements FmaLoop {
  @Override
  public float run(int repetitions, float factor, float addend) {
    float a0 = 0;
    float a1 = 1;
    float a2 = 2;
    float a3 = 3;
    float a4 = 4;
    float a5 = 5;
    float a6 = 6;
    float a7 = 7;
    float a8 = 8;
    float a9 = 9;
    float a10 = 10;
    float a11 = 11;
    float a12 = 12;
    float a13 = 13;
    float a14 = 14;
    float a15 = 15;
    for (int i = 0; i < repetitions; i++) {
      a0 = Math.fma(a0, factor, addend);
      a1 = Math.fma(a1, factor, addend);
      a2 = Math.fma(a2, factor, addend);
      a3 = Math.fma(a3, factor, addend);
      a4 = Math.fma(a4, factor, addend);
      a5 = Math.fma(a5, factor, addend);
      a6 = Math.fma(a6, factor, addend);
      a7 = Math.fma(a7, factor, addend);
      a8 = Math.fma(a8, factor, addend);
      a9 = Math.fma(a9, factor, addend);
      a10 = Math.fma(a10, factor, addend);
      a11 = Math.fma(a11, factor, addend);
      a12 = Math.fma(a12, factor, addend);
      a13 = Math.fma(a13, factor, addend);
      a14 = Math.fma(a14, factor, addend);
      a15 = Math.fma(a15, factor, addend);
    }
    float sum0 = a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7;
    float sum1 = a8 + a9 + a10 + a11 + a12 + a13 + a14 + a15;
    return sum0 + sum1;
  }

  @Override
  public int flop() {
    return 2 * CHAINS;
  }

  @Override
  public String arithmetic() {
    return "scalar (vector module absent)";
  }
}
