package dev.telar.engine.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// Times the products of a training step with every [Tiling], and finds the fastest.
///
/// Each part of a tiling is timed by the product that it matters to. Candidates take turns, and the
/// shortest time of each counts: whatever else the machine does makes times only longer.
final class TilingRace {
  private static final int INPUTS = 784;
  private static final int WIDE = 512;
  private static final int BATCH = 1008;

  /// Calls on a small shape, after which the JVM has compiled the tiles.
  private static final int CALLS_TO_COMPILE = 400;

  private static final int SMALL = 80;
  private static final int ROUNDS = 40;

  /// A candidate wins against an earlier one by so much at least, so that noise decides nothing.
  private static final double GAIN = 0.98;

  private final Panels x = filled(BATCH, INPUTS);
  private final Panels h = filled(BATCH, Panels.WIDTH);
  private final Panels narrow = filled(INPUTS, Panels.WIDTH);
  private final Panels narrowBack = filled(Panels.WIDTH, INPUTS);
  private final Panels wide = filled(INPUTS, WIDE);
  private final Panels wideBack = filled(WIDE, INPUTS);
  private final Panels wideAgain = filled(INPUTS, WIDE);
  private final Panels wideOut = filled(BATCH, WIDE);
  private final Panels y = new Panels(BATCH, INPUTS);
  private final Panels code = new Panels(BATCH, Panels.WIDTH);
  private final Panels gradient = new Panels(Panels.WIDTH, Panels.WIDTH);

  private TilingRace() {}

  /// Takes a fraction of a second, most of it for compiling.
  static Tiling fastest() {
    var race = new TilingRace();
    List<Tiling> candidates = Tiling.candidates().toList();
    candidates.stream()
        .filter(tiling -> tiling.links() == 0 && tiling.range() == 48)
        .forEach(TilingRace::compile);
    Tiling rows = best(candidates, tiling -> tiling.rows(), race::rowProducts);
    Tiling gradients =
        best(
            candidates,
            tiling -> List.of(tiling.gradientRows(), tiling.links()),
            race::gradientProducts);
    Tiling chosen =
        new Tiling(rows.rows(), gradients.gradientRows(), gradients.links(), rows.range());
    return best(
        List.of(chosen.withRange(48), chosen.withRange(96)), Tiling::range, race::rangeProducts);
  }

  private static Panels filled(int rows, int columns) {
    var panels = new Panels(rows, columns);
    Arrays.fill(panels.values, 1e-3f);
    return panels;
  }

  private static void compile(Tiling tiling) {
    var products = new Products(tiling);
    Panels a = filled(SMALL, SMALL);
    Panels b = filled(SMALL, SMALL);
    Panels c = new Panels(SMALL + Products.GRAIN, SMALL);
    var block = new Panels(Panels.WIDTH, Panels.WIDTH);
    for (int i = 0; i < CALLS_TO_COMPILE; i++) {
      products.multiply(a, 0, 28, b, 0, c);
      products.multiply(a, 0, 28, b, 1, c);
      products.multiplyTransposed(a, 0, 0, 28, b, 0, 28, block);
      products.multiplyTransposed(a, 0, 0, 28, b, 1, 28, block);
    }
  }

  /// The first of those that are fastest, of candidates that differ in a part.
  private static Tiling best(
      List<Tiling> candidates, Function<Tiling, Object> part, Consumer<Tiling> work) {
    Map<Object, Tiling> different = new LinkedHashMap<>();
    candidates.forEach(tiling -> different.putIfAbsent(part.apply(tiling), tiling));
    List<Tiling> entrants = new ArrayList<>(different.values());
    long[] shortest = new long[entrants.size()];
    Arrays.fill(shortest, Long.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < shortest.length; i++) {
        long start = System.nanoTime();
        work.accept(entrants.get(i));
        shortest[i] = Math.min(shortest[i], System.nanoTime() - start);
      }
    }
    int best = 0;
    for (int i = 1; i < shortest.length; i++) {
      if (shortest[i] < GAIN * shortest[best]) {
        best = i;
      }
    }
    return entrants.get(best);
  }

  /// x·w1 and h·w2 of some rows.
  private void rowProducts(Tiling tiling) {
    var products = new Products(tiling);
    multiply(products, x, 0, 96, narrow, code);
    multiply(products, h, 0, 96, narrowBack, y);
  }

  /// Two blocks of hᵀ·dY.
  private void gradientProducts(Tiling tiling) {
    var products = new Products(tiling);
    products.multiplyTransposed(h, 0, 0, Panels.WIDTH, x, 0, BATCH, gradient);
    products.multiplyTransposed(h, 0, 0, Panels.WIDTH, x, 1, BATCH, gradient);
  }

  /// The three products of 192 rows with weights that a second-level cache does not hold.
  private void rangeProducts(Tiling tiling) {
    var products = new Products(tiling);
    for (int from = 0; from < 192; from += tiling.range()) {
      int to = from + tiling.range();
      multiply(products, x, from, to, wide, wideOut);
      multiply(products, wideOut, from, to, wideBack, y);
      multiply(products, x, from, to, wideAgain, wideOut);
    }
  }

  private static void multiply(Products products, Panels a, int from, int to, Panels b, Panels c) {
    for (int panel = 0; panel < c.count(); panel++) {
      products.multiply(a, from, to, b, panel, c);
    }
  }
}
