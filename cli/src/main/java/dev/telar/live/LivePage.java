package dev.telar.live;

import dev.telar.page.Assets;
import dev.telar.page.Script;
import dev.telar.page.Template;
import dev.telar.study.TestRows;
import dev.telar.table.TableSamples;
import dev.telar.text.Language;
import dev.telar.text.Markup;
import dev.telar.text.Messages;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page that shows a training. It asks for its [#FILES] and for the theme below `assets/`, and
/// is told what happens at `events`.
final class LivePage {
  /// Its style sheet and its scripts by name.
  static final Map<String, String> FILES =
      Stream.of("live.css", "live.js", "live-rows.js", "live-stream.js", "live-worker.js")
          .collect(
              Collectors.toUnmodifiableMap(
                  name -> name, name -> Assets.text(LivePage.class, name)));

  private static final int MOST_ROWS = 10;
  private static final String TEMPLATE = Assets.text(LivePage.class, "live.html");

  private LivePage() {}

  /// What the script knows from the beginning.
  ///
  /// @param session of the server
  /// @param lasting whether the page can be had when training is done
  /// @param folder of the training
  /// @param table whether rows of a table are shown, of which the page is told with each epoch
  /// @param names of the images: their classes, or their numbers
  /// @param originals the images, a byte a pixel, in Base64; empty of a table
  private record Facts(
      Map<String, String> texts,
      String session,
      boolean lasting,
      String folder,
      boolean table,
      int width,
      int height,
      List<String> names,
      String originals) {}

  /// The page in a language.
  static String html(
      Path root, TestRows tested, String session, boolean lasting, Language language) {
    Messages all = Messages.of(LivePage.class, language);
    Messages messages = tested.areImages() ? all : all.in("table");
    String facts = Script.data("facts", facts(root, tested, session, lasting, messages));
    return Template.fill(
        TEMPLATE,
        name ->
            switch (name) {
              case "language" -> language.tag();
              case "folder" -> Markup.escape(root.toString());
              case "facts" -> facts;
              default -> Markup.escape(messages.get("page." + name));
            });
  }

  private static Facts facts(
      Path root, TestRows tested, String session, boolean lasting, Messages messages) {
    List<Integer> rows = shown(tested);
    boolean images = tested.areImages();
    return new Facts(
        messages.startingWith("script."),
        session,
        lasting,
        root.toString(),
        !images,
        images ? tested.width() : 0,
        images ? tested.height() : 0,
        rows.stream().map(row -> name(tested, row, messages)).toList(),
        images ? originals(tested, rows) : "");
  }

  /// The images or rows that the page shows: of a table's classes, which are few, several rows
  /// each.
  static List<Integer> shown(TestRows tested) {
    return tested.areImages()
        ? tested.shown()
        : tested.sample(MOST_ROWS).stream().flatMap(List::stream).limit(MOST_ROWS).toList();
  }

  private static String originals(TestRows tested, List<Integer> rows) {
    int pixels = tested.test().width();
    byte[] originals = new byte[rows.size() * pixels];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(tested.bytes(rows.get(i)), 0, originals, i * pixels, pixels);
    }
    return Base64.getEncoder().encodeToString(originals);
  }

  private static String name(TestRows tested, int row, Messages messages) {
    String className = tested.className(row);
    if (tested.test() instanceof TableSamples table) {
      int number = table.tableRow(row) + 1;
      return className.isEmpty()
          ? messages.get("row", number)
          : messages.get("row.class", number, className);
    }
    return className.isEmpty() ? messages.get("image", row) : className;
  }
}
