package dev.telar.explore;

import dev.telar.page.Assets;
import dev.telar.page.Script;
import dev.telar.page.Template;
import dev.telar.study.TestRows;
import dev.telar.text.Language;
import dev.telar.text.Markup;
import dev.telar.text.Messages;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The page on which a model is explored: of images, or of a table.
///
/// It asks for its [#FILES] and for the theme and `pictures.js` below `assets/`, and puts its
/// questions to [ExploreApi] below `api/explore/`, both relative to itself.
final class ExplorePage {
  /// Its style sheet and its scripts, which are modules, by name.
  static final Map<String, String> FILES =
      List.of(
              "explore.css",
              "explore.js",
              "explore-api.js",
              "explore-between.js",
              "explore-choice.js",
              "explore-file.js",
              "explore-map.js",
              "explore-map-drawing.js",
              "explore-map-hand.js",
              "explore-models.js",
              "explore-other.js",
              "explore-pictures.js",
              "explore-pixels.js",
              "explore-sketch.js",
              "explore-table.js",
              "explore-table-errors.js",
              "explore-table-form.js",
              "explore-table-others.js",
              "explore-thumbnails.js",
              "explore-units.js")
          .stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  name -> name, name -> Assets.text(ExplorePage.class, name)));

  private static final String TEMPLATE = Assets.text(ExplorePage.class, "explore.html");

  private ExplorePage() {}

  /// What the script knows before it asks.
  ///
  /// @param labels the class of each image or row; empty where classes are not known
  /// @param classes the names of the classes by label
  private record Facts(
      Map<String, String> texts, List<Integer> labels, SortedMap<Integer, String> classes) {}

  /// The page in a language.
  static String html(TestRows tested, Language language) {
    Messages all = Messages.of(ExplorePage.class, language);
    boolean images = tested.areImages();
    Messages messages = images ? all : all.in("table");
    return Template.fill(
        Template.part(Template.part(TEMPLATE, "images", images), "table", !images),
        name ->
            switch (name) {
              case "language" -> language.tag();
              case "facts" -> Script.data("facts", facts(tested, messages));
              default -> Markup.escape(messages.get("page." + name));
            });
  }

  private static Facts facts(TestRows tested, Messages messages) {
    List<Integer> labels =
        IntStream.range(0, tested.test().rows())
            .flatMap(row -> tested.label(row).stream())
            .boxed()
            .toList();
    SortedMap<Integer, String> classes = new TreeMap<>();
    labels.forEach(label -> classes.put(label, tested.nameOf(label)));
    return new Facts(messages.startingWith("script."), labels, classes);
  }
}
