package dev.telar.explore;

import dev.telar.engine.Engine;
import dev.telar.run.Json;
import dev.telar.study.TestRows;
import dev.telar.table.TableSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers the questions of the page, each with a JSON object or array; names in snake case.
///
/// Asked by [#get] with parameters, all of them and no others:
///
/// | name | parameters | answer |
/// |---|---|---|
/// | `models` | | for each model, narrow ones first, its `id`, `hidden` (a number, or of several layers a text such as `256-64`), `seed`, and `error` on the test images as it is printed, or while it trains the `step` |
/// | `model` | `model` | `width`, `height` and `rows` of the images; `hidden`, the units of the code (N), and their `activation`; the `widths` from the image through each layer; opens the model |
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
/// Where the data are a table, `thumbnails` and `picture` are not asked for, but these are; a row's
/// `cells` are as [TableForm] says, one for each of its columns:
///
/// | name | parameters or body | answer |
/// |---|---|---|
/// | `model` | `model` | `rows`, `hidden`, `activation`, `widths`, and the `columns` of a row, each a [TableForm.Column] |
/// | `survey` | `model` | in `units` as above; `bars` of the errors' distribution on a logarithmic scale, from the `least` to the `most` |
/// | `row` | `model`, `row` | a test row: its `cells` and `code` (N); for each of its `columns` a [TableForm.Shown]; its `error`, and the `standing` of it among the test rows, once they are surveyed |
/// | `encode` | `model`, `cells` | the same |
/// | `decode` | `model`, `code` (N), `cells` to measure the error against | `columns`, `error`, `standing` |
/// | `interpolate` | `model`, `from`, `to` (cells), `positions` | `steps`, each with what is `decoded` and `blended`, a text for each column |
/// | `nearest` | `model`, `code` (N) | the test rows whose codes are nearest, each with its `row`, its `table_row` from 1, the `distance`, the `error` and the `texts` of its first columns |
///
/// Numbers are the shortest decimals from which float32 is read again; pixels lie in [0, 1], codes
/// within ±1000000. What is wrong is an IllegalArgumentException with a line to show.
///
/// Safe for use by many threads.
public final class ExploreApi implements AutoCloseable {
  private static final List<String> ASKED = List.of("models", "model", "progress", "survey", "map");

  /// Images in one answer.
  static final int MAX_THUMBNAILS = 500;

  /// What a body takes: a number is at most this many characters, and there are at most two
  /// pictures or a picture and a code.
  private static final int NUMBER_BYTES = 32;

  private static final int OTHER_BYTES = 4096;

  private final ModelCatalog catalog;
  private final TestRows tested;
  private final OpenExplorers explorers;
  private final @Nullable TableAnswers table;

  /// @param root the folder of a run or a study
  /// @param kind of the engine that measures all images; no number depends on it
  public ExploreApi(Path root, TestRows tested, Engine.Kind kind) {
    this.catalog = new ModelCatalog(root);
    this.tested = tested;
    this.explorers = new OpenExplorers(catalog, tested, kind);
    this.table =
        tested.test() instanceof TableSamples rows ? new TableAnswers(new TableForm(rows)) : null;
  }

  /// The names that [#get] answers to.
  List<String> asked() {
    return Stream.concat(
            ASKED.stream(), table == null ? Stream.of("picture", "thumbnails") : Stream.of("row"))
        .toList();
  }

  /// The names that [#post] answers to.
  List<String> told() {
    return table == null
        ? List.of("encode", "decode", "interpolate")
        : List.of("encode", "decode", "interpolate", "nearest");
  }

  /// Opens the first model in the background, so that the first answers come as fast as later ones.
  public void prepare() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            Explorer first = explorers.of(catalog.list().getFirst().id());
            first.reconstruct(first.pixels(0));
            first.measuring().await();
            Json.writeCompact(Answers.Surveyed.of(first.measuring()));
          } catch (IOException | RuntimeException _) {
            // Whoever asks is told what is wrong.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// The test images.
  TestRows tested() {
    return tested;
  }

  /// The longest body that makes sense for models that are not wider than their pictures are large,
  /// or not wider than 4096.
  int maxBodyBytes() {
    long numbers = tested.test().width() + (long) Math.max(tested.test().width(), 4096);
    return (int) Math.min(Integer.MAX_VALUE, OTHER_BYTES + NUMBER_BYTES * numbers);
  }

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
            yield catalog.list().stream().map(Answers.Choice::of).toList();
          }
          case "model" ->
              table == null
                  ? Answers.Facts.of(explorer(query, "model"))
                  : table.facts(explorer(query, "model"));
          case "progress" -> Answers.Progress.of(explorer(query, "model").measuring());
          case "survey" ->
              table == null
                  ? Answers.Surveyed.of(explorer(query, "model").measuring())
                  : table.survey(explorer(query, "model"));
          case "map" -> Answers.Mapped.of(explorer(query, "model").measuring());
          default -> table == null ? picture(name, query) : row(table, name, query);
        };
    return Json.writeCompact(answer);
  }

  private Object picture(String name, Map<String, String> query) throws IOException {
    return switch (name) {
      case "picture" -> {
        Explorer explorer = explorer(query, "model", "row");
        yield Answers.Seen.of(explorer, explorer.pixels(row(value(query, "row"))));
      }
      case "thumbnails" -> {
        expect(query, "rows");
        yield thumbnails(value(query, "rows"));
      }
      default -> throw new IllegalArgumentException("there is no " + name + " to get");
    };
  }

  private Object row(TableAnswers answers, String name, Map<String, String> query)
      throws IOException {
    if (!name.equals("row")) {
      throw new IllegalArgumentException("there is no " + name + " to get");
    }
    return answers.row(explorer(query, "model", "row"), row(value(query, "row")));
  }

  /// Answers a question with a body.
  ///
  /// @param body JSON in UTF-8, at most [#maxBodyBytes()]
  /// @throws IllegalArgumentException if there is no such question, or it is asked wrongly
  /// @throws IOException if a model cannot be read
  String post(String name, byte[] body) throws IOException {
    if (table != null) {
      return Json.writeCompact(post(table, name, body));
    }
    Object answer =
        switch (name) {
          case "encode" -> encode(Request.read(body, "model", "pixels"));
          case "decode" -> decode(Request.read(body, "model", "code", "pixels"));
          case "interpolate" -> interpolate(Request.read(body, "model", "from", "to", "positions"));
          default -> throw new IllegalArgumentException("there is no " + name + " to post");
        };
    return Json.writeCompact(answer);
  }

  private Object post(TableAnswers answers, String name, byte[] body) throws IOException {
    return switch (name) {
      case "encode" -> {
        Request request = Request.read(body, "model", "cells");
        yield answers.encode(explorer(request), request);
      }
      case "decode" -> {
        Request request = Request.read(body, "model", "code", "cells");
        yield answers.decode(explorer(request), request);
      }
      case "interpolate" -> {
        Request request = Request.read(body, "model", "from", "to", "positions");
        yield answers.interpolate(explorer(request), request);
      }
      case "nearest" -> {
        Request request = Request.read(body, "model", "code");
        yield answers.nearest(explorer(request), request);
      }
      default -> throw new IllegalArgumentException("there is no " + name + " to post");
    };
  }

  private Explorer explorer(Request request) throws IOException {
    return explorers.of(request.text("model"));
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
    return explorers.of(value(query, "model"));
  }

  private Answers.Seen encode(Request request) throws IOException {
    Explorer explorer = explorers.of(request.text("model"));
    int inputs = explorer.architecture().inputs();
    return Answers.Seen.of(explorer, request.pixels("pixels", inputs));
  }

  private Answers.Decoded decode(Request request) throws IOException {
    Explorer explorer = explorers.of(request.text("model"));
    int inputs = explorer.architecture().inputs();
    int hidden = explorer.architecture().codeWidth();
    return Answers.Decoded.of(
        explorer, request.code("code", hidden), request.pixels("pixels", inputs));
  }

  private Answers.Steps interpolate(Request request) throws IOException {
    Explorer explorer = explorers.of(request.text("model"));
    int inputs = explorer.architecture().inputs();
    return new Answers.Steps(
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
    return wanted.stream().map(row -> Answers.thumbnail(tested, row)).toList();
  }

  private int row(String text) {
    int rows = tested.test().rows();
    int row = text.matches("\\d{1,9}") ? Integer.parseInt(text) : rows;
    if (row >= rows) {
      throw new IllegalArgumentException(
          "there is no %s %s; they are numbered 0 to %d"
              .formatted(table == null ? "image" : "row", text, rows - 1));
    }
    return row;
  }

  /// Ends what is computed in the background.
  @Override
  public void close() {
    explorers.close();
  }
}
