package dev.telar.engine.vector;

import static dev.telar.engine.vector.Panels.WIDTH;
import static dev.telar.engine.vector.Vectors.LANES;
import static dev.telar.engine.vector.Vectors.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.telar.engine.Noise;
import dev.telar.engine.Noise.Gaussian;
import dev.telar.engine.Noise.Masking;
import dev.telar.random.NormalDistribution;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Noise on vectors, as the reference engine defines it.
final class InputNoise {
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  private static final float[] LOG = NormalDistribution.logCoefficients();
  private static final float[] CENTRE = NormalDistribution.centreCoefficients();
  private static final float[] TAIL = NormalDistribution.tailCoefficients();

  private final Noise noise;
  private final RandomSource source;

  InputNoise(Noise noise, long seed) {
    this.noise = noise;
    this.source = new RandomSource(seed, Purpose.NOISE);
  }

  /// Whether there is any.
  boolean isPresent() {
    return !(noise instanceof Noise.None);
  }

  /// Adds noise to the rows `from … to − 1` of the batch.
  ///
  /// @param bits (D rounded up to whole panels); overwritten
  /// @param scratch (2 · 64); overwritten
  /// @param x (B, D); not modified
  /// @param out (B, D); the rows are overwritten
  void add(long step, int from, int to, int[] bits, float[] scratch, Panels x, Panels out) {
    for (int i = from; i < to; i++) {
      VectorPhilox.fillBits(source, step, i, bits, x.columns);
      for (int panel = 0; panel < x.count(); panel++) {
        int row = x.start(panel, i);
        int width = x.width(panel);
        switch (noise) {
          case Noise.None() -> {}
          case Gaussian(float deviation) -> {
            fillLogarithms(bits, panel * WIDTH, scratch);
            fillNormals(scratch);
            addScaled(deviation, scratch, x.values, row, out.values);
          }
          case Masking(float probability) -> {
            int threshold = (int) Math.round((double) probability * 0x1p32);
            mask(threshold, bits, panel * WIDTH, x.values, row, out.values);
          }
        }
        // What fills the last panel stays 0.
        for (int j = width; j < WIDTH; j++) {
          out.values[row + j] = 0;
        }
      }
    }
  }

  private static void mask(int threshold, int[] bits, int from, float[] x, int row, float[] out) {
    FloatVector zero = broadcast(SPECIES, 0);
    for (int j = 0; j < WIDTH; j += LANES) {
      IntVector drawn = IntVector.fromArray(INTS, bits, from + j);
      zero.blend(
              fromArray(SPECIES, x, row + j),
              drawn.compare(VectorOperators.UGE, threshold).cast(SPECIES))
          .intoArray(out, row + j);
    }
  }

  /// The first half of [NormalDistribution#of]: `scratch[j] = u`, `scratch[64 + j] = −log(1 − u²)`.
  private static void fillLogarithms(int[] bits, int from, float[] scratch) {
    FloatVector one = broadcast(SPECIES, 1);
    for (int j = 0; j < WIDTH; j += LANES) {
      var high =
          (FloatVector)
              IntVector.fromArray(INTS, bits, from + j)
                  .lanewise(LSHR, 8)
                  .convertShape(I2F, SPECIES, 0);
      FloatVector u = high.fma(broadcast(SPECIES, 0x1p-23f), broadcast(SPECIES, -1 + 0x1p-24f));
      u.intoArray(scratch, j);
      IntVector x = one.sub(u).mul(u.add(one)).reinterpretAsInts();
      FloatVector mantissa = x.and(0x007F_FFFF).or(0x3F00_0000).reinterpretAsFloats();
      var exponent = (FloatVector) x.lanewise(LSHR, 23).sub(126).convertShape(I2F, SPECIES, 0);
      var low = mantissa.compare(LT, NormalDistribution.SQRT_HALF);
      FloatVector z = mantissa.blend(mantissa.add(mantissa), low).sub(one);
      FloatVector e = exponent.blend(exponent.sub(one), low);
      FloatVector p = broadcast(SPECIES, LOG[0]);
      p = p.fma(z, broadcast(SPECIES, LOG[1]));
      p = p.fma(z, broadcast(SPECIES, LOG[2]));
      p = p.fma(z, broadcast(SPECIES, LOG[3]));
      p = p.fma(z, broadcast(SPECIES, LOG[4]));
      p = p.fma(z, broadcast(SPECIES, LOG[5]));
      p = p.fma(z, broadcast(SPECIES, LOG[6]));
      p = p.fma(z, broadcast(SPECIES, LOG[7]));
      p = p.fma(z, broadcast(SPECIES, LOG[8]));
      FloatVector square = z.mul(z);
      FloatVector y = e.fma(broadcast(SPECIES, NormalDistribution.LN2_LOW), p.mul(z).mul(square));
      y = square.fma(broadcast(SPECIES, -0.5f), y);
      y = e.fma(broadcast(SPECIES, NormalDistribution.LN2_HIGH), z.add(y));
      y.neg().intoArray(scratch, WIDTH + j);
    }
  }

  /// The second half: `scratch[j] = n`.
  private static void fillNormals(float[] scratch) {
    for (int j = 0; j < WIDTH; j += LANES) {
      FloatVector w = fromArray(SPECIES, scratch, WIDTH + j);
      var near = w.compare(LT, 5);
      FloatVector t = w.sqrt().sub(3).blend(w.sub(2.5f), near);
      FloatVector p = broadcast(SPECIES, TAIL[0]).blend(CENTRE[0], near);
      p = p.fma(t, broadcast(SPECIES, TAIL[1]).blend(CENTRE[1], near));
      p = p.fma(t, broadcast(SPECIES, TAIL[2]).blend(CENTRE[2], near));
      p = p.fma(t, broadcast(SPECIES, TAIL[3]).blend(CENTRE[3], near));
      p = p.fma(t, broadcast(SPECIES, TAIL[4]).blend(CENTRE[4], near));
      p = p.fma(t, broadcast(SPECIES, TAIL[5]).blend(CENTRE[5], near));
      p = p.fma(t, broadcast(SPECIES, TAIL[6]).blend(CENTRE[6], near));
      p = p.fma(t, broadcast(SPECIES, TAIL[7]).blend(CENTRE[7], near));
      p = p.fma(t, broadcast(SPECIES, TAIL[8]).blend(CENTRE[8], near));
      p.mul(fromArray(SPECIES, scratch, j)).mul(NormalDistribution.SQRT_2).intoArray(scratch, j);
    }
  }

  private static void addScaled(float deviation, float[] normals, float[] x, int row, float[] out) {
    FloatVector deviations = broadcast(SPECIES, deviation);
    for (int j = 0; j < WIDTH; j += LANES) {
      deviations
          .fma(fromArray(SPECIES, normals, j), fromArray(SPECIES, x, row + j))
          .intoArray(out, row + j);
    }
  }
}
