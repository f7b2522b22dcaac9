package dev.telar.explore;

import dev.telar.engine.Engine;
import dev.telar.run.Json;
import dev.telar.study.ErrorText;
import dev.telar.study.Pictures;
import dev.telar.text.Numbers;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Answers the questions of the page, each with a JSON object or array; names in snake case.
///
/// Asked by [#get] with parameters, all of them and no others:
///
/// | name | parameters | answer |
/// |---|---|---|
/// | `models` | | for each model, narrow ones first, its `id`, `hidden`, `seed`, and `error` on the test images as it is printed, or while it trains the `step` |
/// | `model` | `model` | `width`, `height` and `rows` of the images, `hidden`, the `activation`; opens the model |
/// | `progress` | `model` | `part` of the images surveyed, whether the `survey` and the `map` are there, and the `failure` that prevents them, or nothing |
/// | `survey` | `model` | `lowest`, `greatest`, `mean` and `active_percent` of each unit; the `errors` of all images as they are printed, and the images' numbers in `ascending` order of error |
/// | `map` | `model` | `x` and `y` of each image, `explained` by both |
/// | `picture` | `model`, `row` | a test image: `pixels` (D), `code` (N), `reconstruction` (D), `error` as printed |
/// | `thumbnails` | `rows`, comma-separated | an image each: its bytes in Base64 |
///
/// Asked by [#post] with a JSON object with all of these values and no others:
///
/// | name | body | answer |
/// |---|---|---|
/// | `encode` | `model`, `pixels` (D) | as of `picture` |
/// | `decode` | `model`, `code` (N), `pixels` (D) to measure the error against | `reconstruction` (D), `error` |
/// | `interpolate` | `model`, `from` (D), `to` (D), `positions` | `steps`, each an [Explorer.Between] |
///
/// Numbers are the shortest decimals from which float32 is read again; pixels lie in [0, 1], codes
/// within ±1000000. What is wrong is an IllegalArgumentException with a line to show.
///
/// Safe for use by many threads.
public final class ExploreApi implements AutoCloseable {
  /// The names that [#get] answers to.
  static final List<String> ASKED =
      List.of("models", "model", "progress", "survey", "map", "picture", "thumbnails");

  /// The names that [#post] answers to.
  static final List<String> TOLD = List.of("encode", "decode", "interpolate");

  /// Images in one answer.
  public static final int MAX_THUMBNAILS = 500;

  /// What a body takes: a number is at most this many characters, and there are at most two
  /// pictures or a picture and a code.
  private static final int NUMBER_BYTES = 32;

  private static final int OTHER_BYTES = 4096;

  /// Models that are kept open.
  private static final int OPEN = 6;

  private final ModelShelf shelf;
  private final Pictures pictures;
  private final Engine.Kind kind;
  private final SequencedMap<String, Explorer> open = new LinkedHashMap<>(OPEN, 0.75f, true);

  /// @param kind of the engine that measures all images; no number depends on it
  public ExploreApi(ModelShelf shelf, Pictures pictures, Engine.Kind kind) {
    this.shelf = shelf;
    this.pictures = pictures;
    this.kind = kind;
  }

  /// Opens the first model in the background, so that the first answers come as fast as later ones.
  public void prepare() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            Explorer first = explorer(shelf.list().getFirst().id());
            seen(first, first.pixels(0));
            first.measuring().await();
            Json.writeCompact(surveyed(first.measuring()));
          } catch (IOException | RuntimeException _) {
            // Whoever asks is told what is wrong.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// The test images.
  Pictures pictures() {
    return pictures;
  }

  /// The longest body that makes sense for models that are not wider than their pictures are large,
  /// or not wider than 4096.
  int maxBodyBytes() {
    long numbers = pictures.test().width() + (long) Math.max(pictures.test().width(), 4096);
    return (int) Math.min(Integer.MAX_VALUE, OTHER_BYTES + NUMBER_BYTES * numbers);
  }

  private record Choice(
      String id, int hidden, long seed, OptionalLong step, Optional<String> error) {
    static Choice of(ModelShelf.Shelved model) {
      return new Choice(
          model.id(),
          model.hidden(),
          model.seed(),
          model.step(),
          model.testError().isPresent()
              ? Optional.of(ErrorText.of(model.testError().getAsDouble()))
              : Optional.empty());
    }
  }

  private record ModelFacts(int width, int height, int rows, int hidden, String activation) {}

  private record Progress(double part, boolean survey, boolean map, String failure) {}

  private record Surveyed(
      List<Float> lowest,
      List<Float> greatest,
      List<Float> mean,
      List<String> activePercent,
      List<String> errors,
      List<Integer> ascending) {}

  private record Mapped(List<Float> x, List<Float> y, List<String> explained) {}

  private record Seen(
      List<Float> pixels, List<Float> code, List<Float> reconstruction, String error) {}

  private record Decoded(List<Float> reconstruction, String error) {}

  private record Steps(List<Explorer.Between> steps) {}

  /// Answers a question without a body.
  ///
  /// @param query its parameters
  /// @throws IllegalArgumentException if there is no such question, or it is asked wrongly
  /// @throws IOException if a model cannot be read
  String get(String name, Map<String, String> query) throws IOException {
    Object answer =
        switch (name) {
          case "models" -> {
            expect(query);
            yield shelf.list().stream().map(Choice::of).toList();
          }
          case "model" -> facts(explorer(query, "model"));
          case "progress" -> progress(explorer(query, "model").measuring());
          case "survey" -> surveyed(explorer(query, "model").measuring());
          case "map" -> mapped(explorer(query, "model").measuring());
          case "picture" -> {
            Explorer explorer = explorer(query, "model", "row");
            yield seen(explorer, explorer.pixels(row(value(query, "row"))));
          }
          case "thumbnails" -> {
            expect(query, "rows");
            yield thumbnails(value(query, "rows"));
          }
          default -> throw new IllegalArgumentException("there is no " + name + " to get");
        };
    return Json.writeCompact(answer);
  }

  /// Answers a question with a body.
  ///
  /// @param body JSON in UTF-8, at most [#maxBodyBytes()]
  /// @throws IllegalArgumentException if there is no such question, or it is asked wrongly
  /// @throws IOException if a model cannot be read
  String post(String name, byte[] body) throws IOException {
    Object answer =
        switch (name) {
          case "encode" -> encode(Request.read(body, "model", "pixels"));
          case "decode" -> decode(Request.read(body, "model", "code", "pixels"));
          case "interpolate" -> interpolate(Request.read(body, "model", "from", "to", "positions"));
          default -> throw new IllegalArgumentException("there is no " + name + " to post");
        };
    return Json.writeCompact(answer);
  }

  private static void expect(Map<String, String> query, String... names) {
    if (!query.keySet().equals(new TreeSet<>(List.of(names)))) {
      throw new IllegalArgumentException(
          names.length == 0
              ? "this question has no parameters"
              : "this question has the parameters " + String.join(", ", names) + " and no others");
    }
  }

  private static String value(Map<String, String> query, String name) {
    return Objects.requireNonNull(query.get(name));
  }

  private Explorer explorer(Map<String, String> query, String... names) throws IOException {
    expect(query, names);
    return explorer(value(query, "model"));
  }

  private Explorer explorer(String id) throws IOException {
    synchronized (open) {
      Explorer explorer = open.get(id);
      if (explorer == null) {
        explorer = Explorer.open(shelf.model(id), pictures, kind);
        open.put(id, explorer);
        if (open.size() > OPEN) {
          Explorer eldest = open.pollFirstEntry().getValue();
          eldest.close();
        }
      }
      return explorer;
    }
  }

  private ModelFacts facts(Explorer explorer) {
    return new ModelFacts(
        pictures.width(),
        pictures.height(),
        pictures.test().rows(),
        explorer.architecture().hidden(),
        explorer.architecture().hiddenActivation().label());
  }

  private static Progress progress(Measuring measuring) {
    return new Progress(
        measuring.progress(),
        measuring.survey().isPresent(),
        measuring.map().isPresent(),
        measuring.failure());
  }

  private static IllegalArgumentException notYet(Measuring measuring) {
    return new IllegalArgumentException(
        measuring.failure().isEmpty()
            ? "it is being computed; ask for its progress"
            : "it cannot be computed: " + measuring.failure());
  }

  private static Surveyed surveyed(Measuring measuring) {
    Survey survey = measuring.survey().orElseThrow(() -> notYet(measuring));
    var units = survey.units();
    var errors = survey.errors();
    return new Surveyed(
        units.stream().map(Survey.UnitRange::lowest).toList(),
        units.stream().map(Survey.UnitRange::greatest).toList(),
        units.stream().map(unit -> (float) unit.mean()).toList(),
        units.stream()
            .map(unit -> Numbers.percent((double) unit.active() / errors.rows()))
            .toList(),
        IntStream.range(0, errors.rows()).mapToObj(row -> ErrorText.of(errors.of(row))).toList(),
        errors.best(errors.rows()));
  }

  private static Mapped mapped(Measuring measuring) {
    CodeMap map = measuring.map().orElseThrow(() -> notYet(measuring));
    return new Mapped(
        IntStream.range(0, map.rows()).mapToObj(map::x).toList(),
        IntStream.range(0, map.rows()).mapToObj(map::y).toList(),
        List.of(Numbers.percent(map.explainedByX()), Numbers.percent(map.explainedByY())));
  }

  private static Seen seen(Explorer explorer, float[] pixels) {
    float[] code = explorer.code(pixels);
    float[] reconstruction = explorer.decode(code);
    return new Seen(
        Explorer.list(pixels),
        Explorer.list(code),
        Explorer.list(reconstruction),
        ErrorText.of(explorer.error(reconstruction, pixels)));
  }

  private Seen encode(Request request) throws IOException {
    Explorer explorer = explorer(request.text("model"));
    return seen(explorer, request.pixels("pixels", explorer.architecture().inputs()));
  }

  private Decoded decode(Request request) throws IOException {
    Explorer explorer = explorer(request.text("model"));
    float[] pixels = request.pixels("pixels", explorer.architecture().inputs());
    float[] code = request.code("code", explorer.architecture().hidden());
    float[] decoded = explorer.decode(code);
    return new Decoded(Explorer.list(decoded), ErrorText.of(explorer.error(decoded, pixels)));
  }

  private Steps interpolate(Request request) throws IOException {
    Explorer explorer = explorer(request.text("model"));
    int inputs = explorer.architecture().inputs();
    return new Steps(
        explorer.interpolate(
            request.pixels("from", inputs),
            request.pixels("to", inputs),
            request.positions("positions")));
  }

  private List<String> thumbnails(String rows) {
    List<Integer> wanted = List.of(rows.split(",", -1)).stream().map(this::row).toList();
    if (wanted.size() > MAX_THUMBNAILS) {
      throw new IllegalArgumentException(
          "%d images are asked for; at most %d come at a time"
              .formatted(wanted.size(), MAX_THUMBNAILS));
    }
    int width = pictures.test().width();
    return wanted.stream()
        .map(row -> {
          byte[] image = new byte[width];
          System.arraycopy(pictures.test().bytes(), row * width, image, 0, width);
          return Base64.getEncoder().encodeToString(image);
        })
        .toList();
  }

  private int row(String text) {
    int rows = pictures.test().rows();
    int row = text.matches("\\d{1,9}") ? Integer.parseInt(text) : rows;
    if (row >= rows) {
      throw new IllegalArgumentException(
          "there is no image %s; they are numbered 0 to %d".formatted(text, rows - 1));
    }
    return row;
  }

  /// Ends what is computed in the background.
  @Override
  public void close() {
    synchronized (open) {
      open.values().forEach(Explorer::close);
      open.clear();
    }
  }
}
