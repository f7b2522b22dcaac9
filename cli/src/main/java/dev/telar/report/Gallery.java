package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.measure.SampleErrors;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import dev.telar.study.TestRows;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The page's test images beside what every model makes of them: the worst, the best and random
/// ones, of all classes and of each. All models show the same images; which are the worst is told
/// by the mean of the models' errors.
final class Gallery {
  /// Images of a group.
  private static final int SHOWN = 6;

  private final TestRows tested;
  private final Messages messages;
  private final List<Measured> models;
  private final int threads;

  /// A picture of many pictures, and whose they are.
  ///
  /// @param label of the row that shows them
  /// @param png in base64
  record Sprite(String label, String png) {}

  /// A test image.
  ///
  /// @param row its number
  /// @param className its class; empty if that is not known
  /// @param errors of the models, as printed
  record Sample(int row, String className, List<String> errors) {}

  /// What the page's script shows.
  ///
  /// @param columns of pictures in a sprite
  /// @param sprites the originals, then the reconstructions of each model
  /// @param samples in the order of the sprites' pictures
  /// @param groups class → kind → places among the samples
  record Data(
      int height,
      int width,
      int channels,
      int columns,
      List<Sprite> sprites,
      List<Sample> samples,
      Map<String, Map<String, List<Integer>>> groups) {}

  private final List<Integer> rows = new ArrayList<>();
  private final Map<String, Map<String, List<Integer>>> groups = new LinkedHashMap<>();

  /// @param threads that compute the reconstructions
  Gallery(TestRows tested, List<Measured> models, int threads, Messages messages) {
    this.tested = tested;
    this.models = models;
    this.threads = threads;
    this.messages = messages;
    choose();
  }

  private void choose() {
    int count = tested.test().rows();
    double[] means = new double[count];
    for (int row = 0; row < count; row++) {
      for (Measured model : models) {
        means[row] += model.diagnosis().samples().of(row) / models.size();
      }
    }
    List<Integer> ascending = new SampleErrors(means).best(count);
    int[] random =
        new RandomSource(models.getFirst().result().seed(), Purpose.SHUFFLE).permutation(0, count);
    List<Integer> shuffled = IntStream.of(random).boxed().toList();
    group("", ascending, shuffled);
    ascending.stream()
        .map(tested::label)
        .filter(OptionalInt::isPresent)
        .map(OptionalInt::getAsInt)
        .distinct()
        .sorted()
        .forEach(label ->
            group(tested.nameOf(label), ofClass(ascending, label), ofClass(shuffled, label)));
  }

  private List<Integer> ofClass(List<Integer> all, int label) {
    return all.stream().filter(row -> tested.label(row).orElse(-1) == label).toList();
  }

  private void group(String name, List<Integer> ascending, List<Integer> shuffled) {
    Map<String, List<Integer>> kinds = new LinkedHashMap<>();
    kinds.put("worst", places(ascending.reversed()));
    kinds.put("best", places(ascending));
    kinds.put("random", places(shuffled));
    groups.put(name, kinds);
  }

  private List<Integer> places(List<Integer> chosen) {
    return chosen.stream()
        .limit(SHOWN)
        .map(row -> {
          if (!rows.contains(row)) {
            rows.add(row);
          }
          return rows.indexOf(row);
        })
        .toList();
  }

  /// What the page's script shows.
  Data data() throws IOException {
    var sprites = new ArrayList<Sprite>();
    sprites.add(sprite(messages.get("gallery.original"), Measured.originals(tested, rows)));
    for (Measured model : models) {
      float[] images = Measured.reconstructions(model.result().model(), tested, rows, threads);
      sprites.add(sprite(model.label(), images));
    }
    List<Sample> samples = rows.stream().map(this::sample).toList();
    return new Data(
        tested.height(),
        tested.width(),
        tested.image().channels(),
        Sprites.COLUMNS,
        sprites,
        samples,
        groups);
  }

  private Sprite sprite(String label, float[] images) throws IOException {
    return new Sprite(label, Sprites.png(images, tested.image()));
  }

  private Sample sample(int row) {
    List<String> own =
        models.stream().map(m -> Numbers.error(m.diagnosis().samples().of(row))).toList();
    return new Sample(row, tested.className(row), own);
  }

  /// The section; the script fills it.
  Section section() {
    String classes =
        groups.keySet().stream()
            .map(name ->
                "<option value=\"%s\">%s</option>"
                    .formatted(
                        escape(name), escape(name.isEmpty() ? messages.get("gallery.all") : name)))
            .collect(Collectors.joining());
    String kinds =
        List.of("worst", "best", "random").stream()
            .map(kind ->
                "<label><input type=\"radio\" name=\"gallery-kind\" value=\"%s\"%s> %s</label>\n"
                    .formatted(
                        kind,
                        kind.equals("random") ? " checked" : "",
                        escape(messages.get("gallery." + kind))))
            .collect(Collectors.joining());
    String body =
        """
        <form class="controls" id="gallery-controls">
        <label%s><strong>%s</strong> <select name="class">%s</select></label>
        <fieldset><legend>%s</legend>%s</fieldset>
        <label><input type="checkbox" name="difference" checked> %s</label>
        </form>
        <div class="scroll" role="group" tabindex="0" aria-labelledby="gallery-title"><table class="gallery"></table></div>
        <p class="note">%s</p>
        """
            .formatted(
                groups.size() > 2 ? "" : " hidden",
                escape(messages.get("gallery.class")),
                classes,
                escape(messages.get("gallery.which")),
                kinds,
                escape(messages.get("gallery.difference")),
                escape(messages.get("gallery.note")));
    return Section.scripted("gallery", messages.get("gallery.title"), body);
  }
}
