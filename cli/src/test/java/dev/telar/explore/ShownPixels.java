package dev.telar.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.browser.Chromium;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The grey values on the canvases of a page, by their ids.
final class ShownPixels {
  private static final String BYTES =
      """
      (() => { const c = document.getElementById('%s');
        const copy = document.createElement('canvas');
        copy.width = c.width; copy.height = c.height;
        copy.getContext('2d').drawImage(c, 0, 0);
        const d = copy.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        return Array.from({length: c.width * c.height}, (_, i) => d[4 * i]); })()\
      """;

  private static final String SUM = BYTES.replace("\n", " ") + ".reduce((a, b) => a + b, 0)";

  private final Chromium chromium;

  ShownPixels(Chromium chromium) {
    this.chromium = chromium;
  }

  /// The values of some canvases at one moment.
  List<List<Integer>> of(String... canvases) {
    String all = Stream.of(canvases).map(BYTES::formatted).collect(Collectors.joining(", "));
    List<?> read = (List<?>) Objects.requireNonNull(chromium.script("return [" + all + "]"));
    return read.stream().map(ShownPixels::numbers).toList();
  }

  private static List<Integer> numbers(Object bytes) {
    return ((List<?>) bytes).stream().map(value -> ((Number) value).intValue()).toList();
  }

  int sum(String canvas) {
    return of(canvas).getFirst().stream().mapToInt(Integer::intValue).sum();
  }

  void awaitSumAbove(String canvas, int sum) {
    chromium.await(SUM.formatted(canvas) + " > " + sum);
  }

  void assertGrey(String canvas, float[] values) {
    assertThat(of(canvas).getFirst()).as(canvas).isEqualTo(greys(values));
  }

  void awaitGrey(String canvas, float[] values) {
    chromium.await(
        "JSON.stringify(%s) === '%s'"
            .formatted(BYTES.formatted(canvas), greys(values).toString().replace(" ", "")));
  }

  static int grey(float value) {
    return (int) Math.floor(255 * Math.clamp((double) value, 0, 1) + 0.5);
  }

  private static List<Integer> greys(float[] values) {
    return Explorer.list(values).stream().map(ShownPixels::grey).toList();
  }
}
