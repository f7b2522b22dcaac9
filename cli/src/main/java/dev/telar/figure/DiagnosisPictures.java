package dev.telar.figure;

import dev.telar.internal.AtomicFile;
import dev.telar.measure.Diagnosis;
import dev.telar.model.Autoencoder;
import dev.telar.model.Parameters;
import dev.telar.study.TestRows;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Draws what a diagnosis found: weights, pixels, and the worst and best images.
public final class DiagnosisPictures {
  /// How many of the worst and of the best images are shown.
  public static final int SHOWN = 10;

  private DiagnosisPictures() {}

  /// Writes `encoder`, `decoder`, `dead-pixels`, `error-map`, `worst` and `best` as PNG; as SVG on
  /// a machine without fonts. Each file appears whole or not at all.
  ///
  /// @param diagnosis of the model on these pictures
  /// @param folder is created if it is missing
  /// @param threads that compute the reconstructions, at least 1
  /// @return whether the PNGs were painted
  /// @throws IOException if a file cannot be written
  public static boolean write(
      Diagnosis diagnosis, Autoencoder model, TestRows tested, Path folder, int threads)
      throws IOException {
    return write(draw(diagnosis, model, tested, threads), folder);
  }

  /// A column of a table, and its error, which is a number.
  public record ColumnError(String name, double error) {}

  /// Writes `column-errors`, a bar for each column, as PNG; as SVG on a machine without fonts.
  ///
  /// @param columns in the order of their bars
  /// @param folder is created if it is missing
  /// @return whether it was painted
  /// @throws IOException if it cannot be written
  public static boolean writeColumns(List<ColumnError> columns, Path folder, Language language)
      throws IOException {
    Messages messages = Messages.of(DiagnosisPictures.class, language);
    return write(Map.of("column-errors", ColumnBars.svg(columns, messages)), folder);
  }

  private static boolean write(Map<String, String> drawn, Path folder) throws IOException {
    AtomicFile.createFolders(folder);
    boolean painted = Raster.hasFonts();
    for (Map.Entry<String, String> picture : drawn.entrySet()) {
      String svg = picture.getValue();
      if (painted) {
        AtomicFile.write(folder.resolve(picture.getKey() + ".png"), Raster.paint(svg));
      } else {
        AtomicFile.write(folder.resolve(picture.getKey() + ".svg"), svg);
      }
    }
    return painted;
  }

  /// The mean image, and beside it where pixels fail, as SVG.
  ///
  /// @param diagnosis of a model on these pictures
  public static String pixelStates(Diagnosis diagnosis, TestRows tested, Language language)
      throws IOException {
    return maps(diagnosis, tested, Messages.of(DiagnosisPictures.class, language)).states();
  }

  /// The mean square error of each pixel, as SVG.
  ///
  /// @param diagnosis of a model on these pictures
  public static String pixelErrors(Diagnosis diagnosis, TestRows tested, Language language)
      throws IOException {
    return maps(diagnosis, tested, Messages.of(DiagnosisPictures.class, language)).errors();
  }

  private static PixelMaps maps(Diagnosis diagnosis, TestRows tested, Messages messages) {
    return new PixelMaps(diagnosis, tested.image(), messages);
  }

  private static Map<String, String> draw(
      Diagnosis diagnosis, Autoencoder model, TestRows tested, int threads) throws IOException {
    Parameters parameters = model.parameters();
    int first = parameters.encoder().getFirst().outputs();
    int last = parameters.decoder().getLast().inputs();
    Messages texts = Messages.of(DiagnosisPictures.class, Language.ENGLISH);
    Messages messages = model.architecture().isDeep() ? texts.in("deep") : texts;
    var intoFirst = new WeightPictures(first, tested.image(), messages);
    var outOfLast = new WeightPictures(last, tested.image(), messages);
    var maps = maps(diagnosis, tested, messages);
    Map<String, String> drawn = new LinkedHashMap<>();
    drawn.put(
        "encoder",
        intoFirst.svg(
            messages.get("weights.encoder"),
            units(first, parameters.encoder().getFirst()::weightsInto)));
    drawn.put(
        "decoder",
        outOfLast.svg(
            messages.get("weights.decoder"),
            units(last, parameters.decoder().getLast()::weightsOutOf)));
    drawn.put("dead-pixels", maps.states());
    drawn.put("error-map", maps.errors());
    drawn.put(
        "worst",
        pairs(diagnosis, diagnosis.samples().worst(SHOWN), model, tested, threads, messages));
    drawn.put(
        "best",
        pairs(diagnosis, diagnosis.samples().best(SHOWN), model, tested, threads, messages));
    return drawn;
  }

  private static float[][] units(int count, IntFunction<float[]> weights) {
    return IntStream.range(0, count).mapToObj(weights).toArray(float[][]::new);
  }

  private static String pairs(
      Diagnosis diagnosis,
      List<Integer> shown,
      Autoencoder model,
      TestRows tested,
      int threads,
      Messages messages)
      throws IOException {
    List<String> captions =
        shown.stream()
            .map(row ->
                "%d %s %s"
                    .formatted(
                        row, tested.className(row), Numbers.error(diagnosis.samples().of(row))))
            .map(caption -> caption.replace("  ", " "))
            .toList();
    return new PictureGrid(tested, messages)
        .pairs(
            shown,
            captions,
            model,
            messages.get("reconstruction"),
            threads,
            messages.get("diagnosis.pairs"));
  }
}
