package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.figure.Raster;
import dev.telar.study.Repeats;
import dev.telar.study.StudyResult;
import dev.telar.study.TestRows;
import dev.telar.text.Excerpt;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// The page's first screen: what was asked, what was found, Table I with its verdicts, and what the
/// models make of a few images.
final class Findings {
  private final StudyResult study;
  private final TestRows tested;
  private final List<Measured> models;
  private final int threads;
  private final Messages messages;

  Findings(
      StudyResult study, TestRows tested, List<Measured> models, int threads, Messages messages) {
    this.study = study;
    this.tested = tested;
    this.models = models;
    this.threads = threads;
    this.messages = messages;
  }

  String html() throws IOException {
    String sentences = paragraphs(Conclusions.of(study, messages));
    return """
    <section id="question" aria-labelledby="question-title">
    <h2 id="question-title">%s</h2>
    <p>%s</p>
    </section>
    <section id="found" aria-labelledby="found-title">
    <h2 id="found-title">%s</h2>
    %s<div class="beside">
    %s%s</div>
    <p class="note">%s</p>
    %s\
    </section>
    """
        .formatted(
            escape(messages.get("question.title")),
            escape(
                study.isRepetition()
                    ? messages.get("question.text")
                    : messages.get("question.own", widths(study))),
            escape(messages.get("found.title")),
            warnings(),
            new ComparisonTables(study, messages).table1(),
            tested.areImages() ? strips() : "",
            escape(units()),
            sentences.isEmpty() ? "" : "<div class=\"verdict\">\n" + sentences + "</div>\n");
  }

  /// The widths in a sentence.
  static String widths(StudyResult study) {
    return Excerpt.list(study.repeats().stream().map(r -> String.valueOf(r.hidden())).toList());
  }

  private static String paragraphs(List<String> sentences) {
    return sentences.stream()
        .map(sentence -> "<p>" + escape(sentence) + "</p>\n")
        .collect(Collectors.joining());
  }

  /// First of all: what failed.
  private String warnings() {
    List<String> warnings = Warnings.of(study, messages);
    return warnings.isEmpty()
        ? ""
        : "<div class=\"alert\" id=\"warnings\">\n<p><strong>%s</strong></p>\n%s</div>\n"
            .formatted(escape(messages.get("warning.title")), paragraphs(warnings));
  }

  /// What the table's numbers and words mean, of those that stand there.
  private String units() {
    var notes = new ArrayList<>(List.of(messages.get("found.unit")));
    AnomalousText.of(study, messages)
        .ifPresent(text -> notes.add(messages.get("found.normal", text)));
    if (study.repeats().stream().anyMatch(this::isClose)) {
      notes.add(messages.get("found.close", Numbers.percent(Conclusions.CLOSE)));
    }
    if (study.hasLinear()) {
      notes.add(messages.get("found.linear"));
    }
    return String.join(" ", notes);
  }

  private boolean isClose(Repeats repeats) {
    OptionalDouble paper = study.paper(repeats.hidden());
    return paper.isPresent()
        && Conclusions.isClose(repeats.testError().mean() / paper.getAsDouble());
  }

  /// A row of pictures for the originals, and one for each width, or some of many.
  private String strips() throws IOException {
    List<Integer> shown = tested.shown();
    var rows = new StringBuilder();
    rows.append(strip(messages.get("found.original"), Measured.originals(tested, shown), shown));
    for (Measured model : Excerpt.of(models)) {
      float[] images = Measured.reconstructions(model.result().model(), tested, shown, threads);
      rows.append(strip(model.label(), images, shown));
    }
    return """
    <div class="scroll" role="group" aria-label="%1$s" tabindex="0">
    <table class="strips">
    <caption>%1$s</caption>
    <tbody>
    %2$s</tbody>
    </table>
    </div>
    """
        .formatted(escape(messages.get("found.pictures")), rows);
  }

  private String strip(String label, float[] images, List<Integer> shown) throws IOException {
    byte[] png = Raster.mosaic(images, tested.image(), shown.size());
    String names =
        shown.stream()
            .map(row ->
                tested.className(row).isEmpty() ? String.valueOf(row) : tested.className(row))
            .collect(Collectors.joining(", "));
    return """
    <tr><th scope="row">%s</th><td><img src="data:image/png;base64,%s" alt="%s" width="%d" height="%d"></td></tr>
    """
        .formatted(
            escape(label),
            Base64.getEncoder().encodeToString(png),
            escape(messages.get("found.strip", label, names)),
            shown.size() * tested.width(),
            tested.height());
  }
}
