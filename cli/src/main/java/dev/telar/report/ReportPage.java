package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.figure.Figure;
import dev.telar.page.Assets;
import dev.telar.page.HtmlTable;
import dev.telar.page.Script;
import dev.telar.study.ModelResult;
import dev.telar.study.Pictures;
import dev.telar.study.StudyResult;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The report: one HTML file that needs nothing beside it.
final class ReportPage {
  private final StudyResult study;
  private final List<Figure> figures;
  private final Messages messages;
  private final LearningCurves curves;
  private final Gallery gallery;

  /// @param threads that compute the gallery's reconstructions
  ReportPage(
      StudyResult study, List<Figure> figures, Pictures pictures, int threads, Language language) {
    this.study = study;
    this.figures = figures;
    this.messages = Messages.of(ReportPage.class, language);
    this.curves = new LearningCurves(study, messages);
    this.gallery = new Gallery(study, pictures, threads, messages);
  }

  String html() throws IOException {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; \
    style-src 'unsafe-inline'; img-src data:">
    <title>%1$s</title>
    <style>
    %2$s</style>
    </head>
    <body>
    <main>
    <h1>%1$s</h1>
    """
            .formatted(escape(title()), Assets.THEME + Assets.text(ReportPage.class, "report.css"))
        + question()
        + verdict()
        + statements()
        + curves.html(curvesDescription())
        + gallery.html()
        + figures()
        + epochs()
        + pytorch()
        + linear()
        + repeat()
        + "</main>\n"
        + scripts()
        + "</body>\n</html>\n";
  }

  /// The curves in words: what the figure of the same says.
  private String curvesDescription() {
    return figures.stream()
        .filter(figure -> figure.name().equals("figure-5") || figure.name().equals("figure-3"))
        .map(Figure::description)
        .collect(Collectors.joining(" "));
  }

  private String scripts() throws IOException {
    var data = new LinkedHashMap<String, Object>();
    data.put("words", messages.startingWith("page."));
    data.put("curves", curves.curves());
    data.put("gallery", gallery.data());
    return Script.data("report-data", data)
        + Script.code(Assets.ECHARTS)
        + Script.code(Assets.CHARTS)
        + Script.code(Assets.PICTURES)
        + Script.code(Assets.text(ReportPage.class, "report.js"));
  }

  private String title() {
    return "Autoencoders with one hidden layer on " + study.dataName();
  }

  private String question() {
    return """
    <p class="lead">A repetition of “Red Neuronal Autoencoder” by R. Santamaria and L. Jiménez Armas \
    (5 February 2024), recipe <code>%s</code>.</p>
    <section>
    <h2>What was asked</h2>
    <p>The paper trains networks that read an image, squeeze it through a hidden layer of N units and \
    give the image back. It reports that more units give a smaller mean square error, and prints \
    test errors for N = 64, 128, 256 and 512. Do these numbers come out again?</p>
    </section>
    """
        .formatted(escape(study.recipeName()));
  }

  private String verdict() {
    String sentences =
        Conclusions.of(study).stream()
            .map(sentence -> "<p>" + escape(sentence) + "</p>\n")
            .collect(Collectors.joining());
    return """
    <section>
    <h2>What was found</h2>
    <div class="verdict">
    %s</div>
    %s<p class="note">Errors are mean squares per pixel, pixels in [0, 1].</p>
    <h3>The paper’s settings and its numbers</h3>
    <p>%s</p>
    </section>
    """
        .formatted(sentences, ComparisonTables.table1(study), escape(Conclusions.background()));
  }

  private String statements() {
    String other =
        isKnownRecipe()
            ? ""
            : "<p>This run has another setting than the paper: the verdicts are on this run’s"
                + " numbers.</p>\n";
    return """
    <section>
    <h2>What the paper says, measured</h2>
    %s%s</section>
    """
        .formatted(other, ComparisonTables.statements(study));
  }

  private String figures() {
    return """
    <section>
    <h2>Figures</h2>
    %s</section>
    """
        .formatted(figures.stream().map(ReportPage::figure).collect(Collectors.joining()));
  }

  private static String figure(Figure figure) {
    return """
    <figure id="%s">
    <div class="plate" tabindex="0" role="region" aria-label="%s">
    %s</div>
    <figcaption><strong>%s.</strong> %s</figcaption>
    </figure>
    """
        .formatted(
            figure.name(),
            escape(figure.title()),
            figure.svg(),
            escape(figure.title()),
            escape(figure.caption()));
  }

  private String epochs() {
    return """
    <section>
    <h2>Errors by epoch</h2>
    <p>The paper does not say whether these are errors of training or of validation; they are held \
    against validation here.</p>
    %s</section>
    """
        .formatted(ComparisonTables.epochs(study));
  }

  private String pytorch() {
    String content =
        isKnownRecipe()
            ? "<p>PyTorch 2.13 on a CPU, the default initialisation of its linear layers, a random"
                + " split by seed.</p>\n"
                + ComparisonTables.pytorch(study)
            : "<p>PyTorch was not measured with this setting.</p>\n";
    return """
    <section>
    <h2>The same with PyTorch</h2>
    %s</section>
    """
        .formatted(content);
  }

  private String linear() {
    if (study.linear().isEmpty()) {
      return "";
    }
    return """
    <section>
    <h2>What a linear network could do</h2>
    <p>Principal components of the same training rows, as many as a model has hidden units: no network \
    without non-linearity has a smaller error on these rows. The mean image alone gives %s on the test \
    images.</p>
    %s</section>
    """
        .formatted(
            Numbers.error(study.linear().get().meanImageError()), ComparisonTables.linear(study));
  }

  private String repeat() {
    double seconds = study.runs().stream().mapToDouble(ModelResult::seconds).sum();
    return """
    <section>
    <h2>To repeat it</h2>
    <pre tabindex="0"><code>%s</code></pre>
    %s%s%s<p>Finished %s; the models took %s.</p>
    </section>
    """
        .formatted(
            escape(study.command()),
            pairs("Settings", study.plan()),
            models(),
            pairs("Data and environment", dataAndEnvironment()),
            study.finished().truncatedTo(ChronoUnit.SECONDS),
            Numbers.duration(seconds));
  }

  /// Every model; where there are several seeds, with what the tables give means of.
  private String models() {
    boolean repeated = study.isRepeated();
    List<String> headings = new ArrayList<>(List.of("N", "seed", "epochs", "time"));
    if (repeated) {
      headings.addAll(List.of("test error", "dark pixels"));
    }
    headings.addAll(List.of("dead hidden units", "SHA-256 of the weights"));
    var table = new HtmlTable("Models", headings);
    for (ModelResult model : study.runs()) {
      List<String> cells = new ArrayList<>();
      cells.add(String.valueOf(model.hidden()));
      cells.add(String.valueOf(model.seed()));
      cells.add(String.valueOf(model.epochs().size()));
      cells.add(Numbers.duration(model.seconds()));
      if (repeated) {
        cells.add(Numbers.error(model.testError()));
        cells.add(String.valueOf(model.deadOutputPixels()));
      }
      cells.add(String.valueOf(model.deadHiddenUnits()));
      cells.add(model.weightsSha256());
      table.row(cells.toArray(String[]::new));
    }
    return table.html("words");
  }

  private Map<String, String> dataAndEnvironment() {
    var all = new LinkedHashMap<String, String>();
    all.put("data", study.dataName());
    all.put("data SHA-256", study.dataSha256());
    all.putAll(study.environment());
    return all;
  }

  private static String pairs(String caption, Map<String, String> values) {
    var table = new HtmlTable(caption, "what", "value");
    values.forEach(table::row);
    return table.html("words");
  }

  private boolean isKnownRecipe() {
    return !study.pytorch().isEmpty();
  }
}
