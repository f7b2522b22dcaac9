package dev.telar.live;

import dev.telar.page.Assets;
import dev.telar.page.Script;
import dev.telar.page.Template;
import dev.telar.study.TestRows;
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
      Stream.of("live.css", "live.js", "live-stream.js", "live-worker.js")
          .collect(
              Collectors.toUnmodifiableMap(
                  name -> name, name -> Assets.text(LivePage.class, name)));

  private static final String TEMPLATE = Assets.text(LivePage.class, "live.html");

  private LivePage() {}

  /// What the script knows from the beginning.
  ///
  /// @param session of the server
  /// @param lasting whether the page can be had when training is done
  /// @param folder of the training
  /// @param names of the images: their classes, or their numbers
  /// @param originals the images, a byte a pixel, in Base64
  private record Facts(
      Map<String, String> texts,
      String session,
      boolean lasting,
      String folder,
      int width,
      int height,
      List<String> names,
      String originals) {}

  /// The page in a language.
  static String html(
      Path root, TestRows tested, String session, boolean lasting, Language language) {
    Messages messages = Messages.of(LivePage.class, language);
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
    int pixels = tested.test().width();
    List<Integer> rows = tested.shown();
    byte[] originals = new byte[rows.size() * pixels];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(tested.bytes(rows.get(i)), 0, originals, i * pixels, pixels);
    }
    return new Facts(
        messages.startingWith("script."),
        session,
        lasting,
        root.toString(),
        tested.width(),
        tested.height(),
        rows.stream()
            .map(row ->
                tested.className(row).isEmpty()
                    ? messages.get("image", row)
                    : tested.className(row))
            .toList(),
        Base64.getEncoder().encodeToString(originals));
  }
}
