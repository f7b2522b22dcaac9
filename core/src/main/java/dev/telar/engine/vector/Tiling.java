package dev.telar.engine.vector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How matrix products are cut. What is fastest differs from processor to processor; no bit does.
///
/// As text its numbers lie between slashes: `12/6/80/96`.
///
/// @param rows rows in a tile of a product `A·B`: 12, which reads less of B, or 6
/// @param gradientRows rows in a tile of a gradient `Aᵀ·B`: 12, of one vector each, or 6
/// @param links how many links of a gradient's chains are computed at a time, so that the rows of
///   both factors stay in the first-level cache meanwhile; 0 computes whole chains
/// @param range rows of a batch that a thread takes at a time, where the weights are not larger
///   than a second-level cache
public record Tiling(int rows, int gradientRows, int links, int range) {
  private static final String PROPERTY = "telar.tiles";
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9})/(\\d{1,9})/(\\d{1,9})/(\\d{1,9})");

  private static volatile @Nullable Tiling fastest;

  /// @throws IllegalArgumentException if there is no such tile, or a number is out of its range
  public Tiling {
    if ((rows != 6 && rows != 12) || (gradientRows != 6 && gradientRows != 12)) {
      throw new IllegalArgumentException(
          "tiles have 6 or 12 rows, got %d and %d".formatted(rows, gradientRows));
    }
    if (range < 1) {
      throw new IllegalArgumentException("a range must have at least 1 row, got " + range);
    }
  }

  /// @throws IllegalArgumentException if a text is none
  static Tiling of(String text) {
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      throw new IllegalArgumentException("tiles are four numbers such as 12/6/80/96, got " + text);
    }
    int[] number =
        IntStream.rangeClosed(1, 4).map(i -> Integer.parseInt(numbers.group(i))).toArray();
    return new Tiling(number[0], number[1], number[2], number[3]);
  }

  /// What engines use that are opened now: what `-Dtelar.tiles` forces, or was the fastest when it
  /// was timed, or is likely to be.
  ///
  /// @throws IllegalArgumentException if what is forced is none
  public static Tiling current() {
    return forced().or(() -> Optional.ofNullable(fastest)).orElse(Likely.TILING);
  }

  /// What `-Dtelar.tiles` forces.
  ///
  /// @throws IllegalArgumentException if it is none
  static Optional<Tiling> forced() {
    try {
      return Optional.ofNullable(System.getProperty(PROPERTY)).map(Tiling::of);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("-D%s: %s".formatted(PROPERTY, e.getMessage()), e);
    }
  }

  /// Has engines use a choice from now on, unless another one is forced.
  static void use(Tiling tiling) {
    fastest = tiling;
  }

  /// All that a machine may be fastest with.
  public static Stream<Tiling> candidates() {
    return Stream.of(6, 12)
        .flatMap(rows ->
            Stream.of(6, 12)
                .flatMap(gradientRows ->
                    Stream.of(0, 64, 80, 128)
                        .flatMap(links ->
                            Stream.of(48, 96)
                                .map(range -> new Tiling(rows, gradientRows, links, range)))));
  }

  Tiling withRange(int range) {
    return new Tiling(rows, gradientRows, links, range);
  }

  @Override
  public String toString() {
    return "%d/%d/%d/%d".formatted(rows, gradientRows, links, range);
  }

  /// Without timing: by the registers and by the size of the first-level cache, which Linux tells.
  /// 48 KB are those of an Intel core with two units for vectors of 512 bits, 32 KB of an AMD one.
  private static final class Likely {
    private static final Path FIRST_LEVEL =
        Path.of("/sys/devices/system/cpu/cpu0/cache/index0/size");

    static final Tiling TILING = tiling();

    private static Tiling tiling() {
      if (Vectors.TILE_VECTORS == 2) {
        return new Tiling(12, 12, 128, 48);
      }
      return firstLevel().equals("48K") ? new Tiling(12, 6, 80, 96) : new Tiling(6, 6, 0, 48);
    }

    private static String firstLevel() {
      try {
        return Files.readString(FIRST_LEVEL).strip();
      } catch (IOException e) {
        return "unknown";
      }
    }
  }
}
