package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.figure.Figure;
import dev.telar.measure.PrincipalComponents;
import dev.telar.page.Assets;
import dev.telar.page.HtmlTable;
import dev.telar.page.Script;
import dev.telar.study.PaperNumbers;
import dev.telar.study.StudyResult;
import dev.telar.study.TableResults;
import dev.telar.study.TestRows;
import dev.telar.text.Excerpt;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// The report: one HTML file that needs nothing beside it.
final class ReportPage {
  /// A start that is better than the mean image by less than a hundredth has learnt nothing yet.
  private static final double NEARLY = 0.99;

  private final StudyResult study;
  private final List<Figure> figures;
  private final Messages messages;
  private final List<Measured> models;
  private final Findings findings;
  private final LearningCurves curves;
  private final WidthChart widths;
  private final Optional<Gallery> gallery;
  private final ClassErrors classes;
  private final Optional<UnitPictures> units;
  private final List<Section> ofTable;
  private final Timings timings;
  private final ComparisonTables tables;

  /// @param threads that compute what is measured for the page
  /// @throws InterruptedException if the thread is interrupted
  ReportPage(
      StudyResult study, List<Figure> figures, TestRows tested, int threads, Language language)
      throws InterruptedException {
    this(study, figures, tested, TableResults.of(study, tested, threads), threads, language);
  }

  /// @param results of the models on a table, if the rows are those of one
  ReportPage(
      StudyResult study,
      List<Figure> figures,
      TestRows tested,
      Optional<TableResults> results,
      int threads,
      Language language)
      throws InterruptedException {
    this.study = study;
    this.figures = figures;
    this.messages = study.texts(ReportPage.class, language);
    this.models = Measured.of(study, tested, threads);
    this.findings = new Findings(study, tested, models, threads, messages);
    this.curves = new LearningCurves(study, messages);
    this.widths = new WidthChart(study, messages);
    this.gallery =
        tested.areImages()
            ? Optional.of(new Gallery(tested, Excerpt.of(models), threads, messages))
            : Optional.empty();
    this.classes = new ClassErrors(tested, models, messages);
    this.units =
        tested.areImages()
            ? Optional.of(new UnitPictures(tested, models, messages))
            : Optional.empty();
    this.ofTable =
        results
            .map(table ->
                List.of(
                    new ColumnSection(table, tested, messages).section(),
                    new RowSection(table, tested, threads, messages).section(),
                    new LevelSection(table, messages).section(),
                    new RowErrors(table, tested, messages).section()))
            .orElse(List.of());
    this.timings = new Timings(study, messages);
    this.tables = new ComparisonTables(study, messages);
  }

  String html() throws IOException {
    List<Section> sections = new ArrayList<>();
    sections.add(curves.section(curvesDescription()));
    sections.add(widths.section());
    gallery.map(Gallery::section).ifPresent(sections::add);
    sections.addAll(ofTable);
    sections.add(classes.section());
    if (units.isPresent()) {
      sections.add(units.get().section());
    }
    sections.add(untrained());
    sections.add(statements());
    sections.add(epochs());
    sections.add(pytorch());
    sections.add(linear());
    sections.add(background());
    sections.add(timings.section());
    sections.add(figures());
    sections.add(new Provenance(study, messages).section());
    sections.removeIf(Section::isEmpty);
    return """
    <!DOCTYPE html>
    <html lang="%1$s">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; \
    style-src 'unsafe-inline'; img-src data:">
    <title>%2$s</title>
    <style>
    %3$s</style>
    </head>
    <body>
    <a class="skip" href="#question">%4$s</a>
    <main>
    <h1 id="top">%2$s</h1>
    <p class="lead">%5$s</p>
    <noscript><p class="verdict">%6$s</p></noscript>
    """
            .formatted(
                messages.language().tag(),
                escape(messages.get("title", study.data().name())),
                Assets.THEME + Assets.text(ReportPage.class, "report.css"),
                escape(messages.get("skip")),
                escape(lead()),
                escape(messages.get("noscript")))
        + findings.html()
        + contents(sections)
        + sections.stream().map(Section::html).collect(Collectors.joining())
        + "</main>\n"
        + scripts()
        + "</body>\n</html>\n";
  }

  private String lead() {
    if (study.isRepetition()) {
      return messages.get("lead", study.recipeName());
    }
    String own = messages.get("lead.own", Findings.widths(study));
    return study.recipe().map(name -> own + " " + messages.get("lead.recipe", name)).orElse(own);
  }

  private String contents(List<Section> sections) {
    String links =
        sections.stream()
            .map(s -> "<li><a href=\"#%s\">%s</a></li>\n".formatted(s.id(), escape(s.title())))
            .collect(Collectors.joining());
    return """
    <nav class="scroll" aria-label="%s"><ul>
    <li><a href="#top">%s</a></li>
    %s</ul></nav>
    """
        .formatted(escape(messages.get("contents")), escape(messages.get("top")), links);
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
    data.put("widths", widths.curves());
    if (gallery.isPresent()) {
      data.put("gallery", gallery.get().data());
    }
    data.put("classes", classes.data());
    if (units.isPresent()) {
      data.put("units", units.get().data());
    }
    data.put("timings", timings.curves());
    return Script.data("report-data", data)
        + Script.code(Assets.ECHARTS)
        + Script.code(Assets.CHARTS)
        + Script.code(Assets.PICTURES)
        + Script.code(Assets.text(ReportPage.class, "report.js"));
  }

  private static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  private Section section(String name, String body) {
    return Section.of(name, messages.get(name + ".title"), body);
  }

  /// A section that is nothing without the paper's numbers to compare with.
  private Section compared(String name, String body) {
    return section(name, study.isComparable() ? body : "");
  }

  private Section untrained() {
    var table =
        new HtmlTable(
            messages.get("untrained.caption"),
            "N",
            messages.get("untrained.before"),
            messages.get("untrained.after"));
    List<Measured> known = models.stream().filter(m -> m.untrainedError().isPresent()).toList();
    if (known.isEmpty()) {
      return section("untrained", "");
    }
    for (Measured model : known) {
      table.row(
          String.valueOf(model.result().hidden()),
          Numbers.error(model.untrainedError().orElseThrow()),
          Numbers.error(model.result().testError()));
    }
    return section(
        "untrained",
        paragraph(messages.get(startsFromNothing() ? "untrained.text" : "untrained.begun"))
            + table.html("numbers")
            + (figures.stream().noneMatch(figure -> figure.name().equals("figure-4"))
                ? ""
                : "<p><a href=\"#figure-4\">%s</a></p>\n"
                    .formatted(escape(messages.get("untrained.figure")))));
  }

  /// Whether no model knew anything of the images before its first step.
  private boolean startsFromNothing() {
    double mean = study.data().baseline().meanImageError();
    return models.stream().allMatch(m -> m.untrainedError().orElse(mean) >= NEARLY * mean);
  }

  private Section statements() {
    return compared(
        "statements",
        (isKnownRecipe() ? "" : paragraph(messages.get("statements.other"))) + tables.statements());
  }

  private Section epochs() {
    return compared(
        "epochs",
        ComparisonTables.printedEpochs(study).isEmpty()
            ? ""
            : paragraph(messages.get("epochs.text")) + tables.epochs());
  }

  private Section pytorch() {
    return compared(
        "torch",
        isKnownRecipe()
            ? paragraph(messages.get("torch.text")) + tables.pytorch()
            : paragraph(messages.get("torch.none")));
  }

  private boolean isKnownRecipe() {
    return !study.pytorch().isEmpty();
  }

  private Section linear() {
    return section(
        "components",
        study
            .linear()
            .filter(_ -> study.hasLinear())
            .map(optimum ->
                paragraph(messages.get("components.text", Numbers.error(optimum.meanImageError())))
                    + beyondRows()
                    + tables.linear())
            .orElse(""));
  }

  /// What is said of models that have more units than the training rows have components.
  private String beyondRows() {
    OptionalInt rows = study.trainRows();
    if (rows.isEmpty() || models.isEmpty()) {
      return "";
    }
    int width = models.getFirst().result().model().architecture().inputs();
    int most = PrincipalComponents.most(width, rows.getAsInt());
    return models.stream()
            .allMatch(m -> {
              int code = m.result().hidden().code();
              return code <= most || code > width;
            })
        ? ""
        : paragraph(messages.get("components.most", Numbers.grouped(rows.getAsInt()), most));
  }

  private Section background() {
    return compared(
        "background",
        paragraph(messages.get("background.text", Numbers.error(PaperNumbers.MEAN_IMAGE_ERROR))));
  }

  private Section figures() {
    return Section.of(
        "figures",
        messages.get(study.isRepetition() ? "figures.title" : "figures.own"),
        figures.stream().map(ReportPage::figure).collect(Collectors.joining()));
  }

  private static String figure(Figure figure) {
    return """
    <figure id="%s">
    <div class="plate" tabindex="0" role="group" aria-label="%s">
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
}
