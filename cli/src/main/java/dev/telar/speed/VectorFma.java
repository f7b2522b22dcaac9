package dev.telar.speed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Multiply-adds of whole vectors, as wide as this machine's. Needs the module
/// `jdk.incubator.vector`.
final class VectorFma implements FmaLoop {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  public float run(int repetitions, float factor, float addend) {
    FloatVector b = FloatVector.broadcast(SPECIES, factor);
    FloatVector c = FloatVector.broadcast(SPECIES, addend);
    // Local variables, because elements of an array would not stay in registers.
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0.add(1);
    FloatVector a2 = a1.add(1);
    FloatVector a3 = a2.add(1);
    FloatVector a4 = a3.add(1);
    FloatVector a5 = a4.add(1);
    FloatVector a6 = a5.add(1);
    FloatVector a7 = a6.add(1);
    FloatVector a8 = a7.add(1);
    FloatVector a9 = a8.add(1);
    FloatVector a10 = a9.add(1);
    FloatVector a11 = a10.add(1);
    FloatVector a12 = a11.add(1);
    FloatVector a13 = a12.add(1);
    FloatVector a14 = a13.add(1);
    FloatVector a15 = a14.add(1);
    for (int i = 0; i < repetitions; i++) {
      a0 = a0.fma(b, c);
      a1 = a1.fma(b, c);
      a2 = a2.fma(b, c);
      a3 = a3.fma(b, c);
      a4 = a4.fma(b, c);
      a5 = a5.fma(b, c);
      a6 = a6.fma(b, c);
      a7 = a7.fma(b, c);
      a8 = a8.fma(b, c);
      a9 = a9.fma(b, c);
      a10 = a10.fma(b, c);
      a11 = a11.fma(b, c);
      a12 = a12.fma(b, c);
      a13 = a13.fma(b, c);
      a14 = a14.fma(b, c);
      a15 = a15.fma(b, c);
    }
    FloatVector sum0 = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7);
    FloatVector sum1 = a8.add(a9).add(a10).add(a11).add(a12).add(a13).add(a14).add(a15);
    return sum0.add(sum1).reduceLanes(VectorOperators.ADD);
  }

  @Override
  public int flop() {
    return 2 * CHAINS * SPECIES.length();
  }

  @Override
  public String arithmetic() {
    return SPECIES.vectorBitSize() + "-bit vectors";
  }
}
