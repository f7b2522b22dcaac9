package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.model.Architecture;
import dev.telar.page.HtmlTable;
import dev.telar.page.HtmlTable.Cell;
import dev.telar.run.TrainingWarning;
import dev.telar.study.ModelResult;
import dev.telar.study.StudyResult;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// What it takes to repeat the study, and to recognise what came of it.
final class Provenance {
  private final StudyResult study;
  private final Messages messages;

  Provenance(StudyResult study, Messages messages) {
    this.study = study;
    this.messages = messages;
  }

  /// The section.
  Section section() {
    double seconds = study.runs().stream().mapToDouble(ModelResult::seconds).sum();
    String body =
        """
        <pre tabindex="0"><code>%s</code></pre>
        %s%s%s<p>%s</p>
        """
            .formatted(
                escape(study.command()),
                pairs("repeat.settings", settings()),
                models(),
                pairs("repeat.data", dataAndEnvironment()),
                escape(
                    messages.get(
                        "repeat.finished",
                        study.finished().truncatedTo(ChronoUnit.SECONDS),
                        Numbers.duration(seconds))));
    return Section.of("repeat", messages.get("repeat.title"), body);
  }

  /// Every model; where there are several seeds, with what the tables give means of.
  private String models() {
    boolean repeated = study.isRepeated();
    List<String> headings = new ArrayList<>(List.of("N"));
    for (String name : List.of("seed", "epochs", "time")) {
      headings.add(messages.get("models." + name));
    }
    if (repeated) {
      headings.addAll(List.of(messages.get("models.error"), messages.get("models.dark")));
    }
    boolean canDie = study.runs().stream().anyMatch(model -> deadUnits(model).isPresent());
    if (canDie) {
      headings.add(messages.get("models.dead"));
    }
    headings.add(messages.get("models.weights"));
    var table = new HtmlTable(messages.get("models.caption"), headings);
    for (ModelResult model : study.runs()) {
      List<Cell> cells = new ArrayList<>();
      cells.add(number(model.hidden()));
      cells.add(number(model.seed()));
      cells.add(number(model.epochs().size()));
      cells.add(number(Numbers.duration(model.seconds())));
      if (repeated) {
        cells.add(number(Numbers.error(model.testError())));
        cells.add(number(model.deadOutputPixels()));
      }
      if (canDie) {
        OptionalInt dead = deadUnits(model);
        cells.add(number(dead.isPresent() ? dead.getAsInt() : "–"));
      }
      cells.add(new Cell(model.weightsSha256(), "hash"));
      table.row(cells);
    }
    return table.html("words");
  }

  /// How many hidden units are dead, of the layers whose units can be; empty if there is none.
  private static OptionalInt deadUnits(ModelResult model) {
    Architecture shape = model.model().architecture();
    List<Integer> dead = model.deadHiddenUnits().layers();
    int[] counts =
        IntStream.range(0, shape.hiddenLayers())
            .filter(i -> TrainingWarning.canDie(shape.layers().get(i).activation()))
            .map(dead::get)
            .toArray();
    return counts.length == 0 ? OptionalInt.empty() : OptionalInt.of(IntStream.of(counts).sum());
  }

  private static Cell number(Object value) {
    return new Cell(String.valueOf(value), "number");
  }

  /// The settings, and what is a word in them in the page's language.
  private Map<String, String> settings() {
    var all = new LinkedHashMap<String, String>();
    study.plan().forEach((name, value) -> all.put(name, inWords(name, value)));
    return all;
  }

  private String inWords(String name, String value) {
    return switch (name) {
      case "shuffle" -> value.replace("every epoch", messages.get("repeat.every-epoch"));
      case "seed" -> value.replace(" to ", " " + messages.get("repeat.to") + " ");
      default -> value;
    };
  }

  private Map<String, String> dataAndEnvironment() {
    var all = new LinkedHashMap<String, String>();
    all.put(messages.get("repeat.data-name"), study.data().name());
    all.put(messages.get("repeat.data-sha256"), study.data().sha256());
    all.putAll(study.environment());
    return all;
  }

  private String pairs(String caption, Map<String, String> values) {
    var table =
        new HtmlTable(
            messages.get(caption), messages.get("repeat.what"), messages.get("repeat.value"));
    values.forEach(table::row);
    return table.html("words");
  }
}
