package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.data.Batch;
import dev.telar.data.Batches;
import dev.telar.engine.Engine;
import dev.telar.figure.Raster;
import dev.telar.measure.ReconstructionError;
import dev.telar.measure.SampleErrors;
import dev.telar.model.Autoencoder;
import dev.telar.random.RandomSource;
import dev.telar.random.RandomSource.Purpose;
import dev.telar.study.ModelResult;
import dev.telar.study.Pictures;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
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

  private static final int COLUMNS = 16;

  private final Pictures pictures;
  private final Messages messages;
  private final List<ModelResult> models;
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
      int columns,
      List<Sprite> sprites,
      List<Sample> samples,
      Map<String, Map<String, List<Integer>>> groups) {}

  private final List<SampleErrors> errors = new ArrayList<>();
  private final List<Integer> rows = new ArrayList<>();
  private final Map<String, Map<String, List<Integer>>> groups = new LinkedHashMap<>();

  /// @param threads that compute the reconstructions
  Gallery(StudyResult study, Pictures pictures, int threads, Messages messages) {
    this.pictures = pictures;
    this.messages = messages;
    this.models = study.models();
    this.threads = threads;
    for (ModelResult model : models) {
      errors.add(errors(model.model()));
    }
    choose();
  }

  private SampleErrors errors(Autoencoder model) {
    var test = pictures.test();
    double[] all = new double[test.rows()];
    int batchRows = Math.min(test.rows(), ReconstructionError.BATCH_ROWS);
    double[] sums = new double[batchRows];
    int done = 0;
    try (Engine engine = Engine.open(Engine.Kind.AUTO, model, batchRows, threads)) {
      int[] order = IntStream.range(0, test.rows()).toArray();
      for (Batch batch : new Batches(test, order, batchRows)) {
        engine.squaredErrors(batch, sums);
        for (int i = 0; i < batch.size(); i++) {
          all[done++] = sums[i] / test.width();
        }
      }
    }
    return new SampleErrors(all);
  }

  private void choose() {
    int count = pictures.test().rows();
    double[] means = new double[count];
    for (int row = 0; row < count; row++) {
      for (SampleErrors own : errors) {
        means[row] += own.of(row) / errors.size();
      }
    }
    List<Integer> ascending = new SampleErrors(means).best(count);
    int[] random =
        new RandomSource(models.getFirst().seed(), Purpose.SHUFFLE).permutation(0, count);
    List<Integer> shuffled = IntStream.of(random).boxed().toList();
    group("", ascending, shuffled);
    ascending.stream()
        .map(pictures::label)
        .filter(OptionalInt::isPresent)
        .map(OptionalInt::getAsInt)
        .distinct()
        .sorted()
        .forEach(label ->
            group(pictures.nameOf(label), ofClass(ascending, label), ofClass(shuffled, label)));
  }

  private List<Integer> ofClass(List<Integer> all, int label) {
    return all.stream().filter(row -> pictures.label(row).orElse(-1) == label).toList();
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
    int pixels = pictures.test().width();
    int[] order = rows.stream().mapToInt(Integer::intValue).toArray();
    float[] images = new float[order.length * pixels];
    float[] image = new float[pixels];
    for (int i = 0; i < order.length; i++) {
      pictures.test().read(order[i], image);
      System.arraycopy(image, 0, images, i * pixels, pixels);
    }
    sprites.add(new Sprite(messages.get("gallery.original"), sprite(images)));
    for (ModelResult model : models) {
      try (Engine engine = Engine.open(Engine.Kind.AUTO, model.model(), order.length, threads)) {
        engine.reconstruct(new Batch(pictures.test(), order, 0, order.length), images);
      }
      sprites.add(new Sprite("N = " + model.hidden(), sprite(images)));
    }
    List<Sample> samples = rows.stream().map(this::sample).toList();
    return new Data(pictures.height(), pictures.width(), COLUMNS, sprites, samples, groups);
  }

  private Sample sample(int row) {
    List<String> own = errors.stream().map(e -> Numbers.error(e.of(row))).toList();
    return new Sample(row, pictures.className(row), own);
  }

  private String sprite(float[] images) throws IOException {
    int height = pictures.height();
    int width = pictures.width();
    int across = COLUMNS * width;
    int down = Math.ceilDiv(rows.size(), COLUMNS) * height;
    float[] all = new float[across * down];
    for (int i = 0; i < rows.size(); i++) {
      for (int y = 0; y < height; y++) {
        int place = (i / COLUMNS * height + y) * across + i % COLUMNS * width;
        System.arraycopy(images, (i * height + y) * width, all, place, width);
      }
    }
    return Base64.getEncoder().encodeToString(Raster.grey(all, down, across, 1));
  }

  /// The section; the script fills it.
  String html() {
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
    return """
    <section id="gallery" hidden>
    <h2>%s</h2>
    <form class="controls" id="gallery-controls">
    <label><strong>%s</strong> <select name="class">%s</select></label>
    <fieldset><legend>%s</legend>%s</fieldset>
    <label><input type="checkbox" name="difference" checked> %s</label>
    </form>
    <div class="scroll" role="region" tabindex="0" aria-label="%1$s"><table class="gallery"></table></div>
    <p class="note">%s</p>
    </section>
    """
        .formatted(
            escape(messages.get("gallery.title")),
            escape(messages.get("gallery.class")),
            classes,
            escape(messages.get("gallery.which")),
            kinds,
            escape(messages.get("gallery.difference")),
            escape(messages.get("gallery.note")));
  }
}
