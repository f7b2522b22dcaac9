package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.Dataset;
import dev.telar.figure.Figure;
import dev.telar.figure.FigureFiles;
import dev.telar.figure.Figures;
import dev.telar.preparation.NumberColumn;
import dev.telar.run.LayerCounts;
import dev.telar.run.TrainingWarning;
import dev.telar.run.TrainingWarning.DeadHiddenUnits;
import dev.telar.run.TrainingWarning.DeadOutputs;
import dev.telar.run.TrainingWarning.NotBetterThanMeanImage;
import dev.telar.run.TrainingWarning.Rising;
import dev.telar.run.TrainingWarning.Trend;
import dev.telar.study.MadeUpTable;
import dev.telar.study.StudyResult;
import dev.telar.study.TableResults;
import dev.telar.study.TestRows;
import dev.telar.text.DataWords;
import dev.telar.text.Language;
import dev.telar.text.Markup;
import dev.telar.text.Messages;
import dev.telar.text.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The report of a table.
class TablePageTest {
  private static final Pattern OF_IMAGES =
      Pattern.compile(
          "image|pixel|picture|paper|black|imagen|imágenes|píxel|artículo|negro|NaN|Infinity",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");

  @TempDir private Path folder;

  private static List<Figure> figures(StudyResult study, Dataset data, Language language)
      throws IOException, InterruptedException {
    TestRows tested = TestRows.of(data);
    List<Figure> figures = new ArrayList<>(Figures.of(study, tested, 1, language));
    TableResults results = TableResults.of(study, tested, 1).orElseThrow();
    figures.addAll(Figures.ofTable(study, results, tested, language));
    return figures;
  }

  /// A page without the scripts, which hold texts of all kinds.
  private static String shown(StudyResult study, Dataset data, Language language)
      throws IOException, InterruptedException {
    List<Figure> figures = figures(study, data, language);
    String html = new ReportPage(study, figures, TestRows.of(data), 1, language).html();
    return html.substring(html.indexOf("<main>"), html.indexOf("<script"));
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aTablesReportShowsColumnsRowsAndLevelsAndSpeaksOfNoImages(Language language)
      throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(true);

    String html = shown(MadeUpTable.study(data), data, language);

    assertThat(ID.matcher(html).results().map(r -> r.group(1)).toList())
        .doesNotHaveDuplicates()
        .contains("curves", "widths", "columns", "rows", "levels", "errors", "classes")
        .contains("components", "figure-columns", "figure-rows")
        .doesNotContain("gallery", "units", "figure-1", "figure-4", "statements", "background");
    assertThat(OF_IMAGES.matcher(html).results().map(r -> r.group()).toList()).isEmpty();
    assertThat(html).contains("amount &lt;b&gt;").doesNotContain("amount <b>");
  }

  @Test
  void theSpanishPageHasNoEnglishSentence() throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(true);

    String html = shown(MadeUpTable.study(data), data, Language.SPANISH);

    for (Class<?> speaker : List.<Class<?>>of(ReportPage.class, Figures.class)) {
      Map<String, String> english = Messages.of(speaker, Language.ENGLISH).startingWith("");
      assertThat(english.values())
          .flatMap(text -> List.of(text.split("\\{\\d\\}", -1)))
          .map(String::strip)
          .filteredOn(part -> part.split(" ", -1).length > 3)
          .noneMatch(part -> html.contains(Markup.escape(part)));
    }
  }

  @Test
  void columnsHaveTheirErrorsAndTheirUnits() throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(true);
    StudyResult study = MadeUpTable.study(data);
    TableResults results = TableResults.of(study, TestRows.of(data), 1).orElseThrow();

    String html = shown(study, data, Language.ENGLISH);

    assertThat(results.best().result().hidden().code()).isEqualTo(6);
    for (int place : results.columns()) {
      assertThat(html)
          .contains(
              ">%s</td>".formatted(Numbers.error(results.mean().error(place))),
              ">%s</td>".formatted(Numbers.error(results.best().columns().error(place))));
    }
    int amount = results.rows().preparation().find("amount <b>").orElseThrow();
    var column = (NumberColumn) results.column(amount);
    double rms = Math.sqrt(results.best().columns().error(amount)) * column.scale();
    assertThat(html)
        .contains("data-label=\"RMS of N = 6\">%.1f</td>".formatted(rms))
        .contains("class=\"bar\" style=\"--bar: ");
  }

  @Test
  void theColumnsErrorsOfTheMeanAreThoseOfTheBaseline() throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(false);
    StudyResult study = MadeUpTable.study(data);
    TableResults results = TableResults.of(study, TestRows.of(data), 1).orElseThrow();

    double mean =
        results.columns().stream()
            .mapToDouble(place -> results.mean().error(place))
            .average()
            .orElseThrow();

    assertThat(mean)
        .isCloseTo(study.data().baseline().meanImageError(), Percentage.withPercentage(1e-4));
  }

  @Test
  void theWorstRowsAreInTheTablesUnits() throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(true);
    StudyResult study = MadeUpTable.study(data);
    TableResults results = TableResults.of(study, TestRows.of(data), 1).orElseThrow();
    int worst = results.best().samples().worst(1).getFirst();
    int row = results.rows().tableRow(worst);

    String html = shown(study, data, Language.ENGLISH);

    assertThat(html)
        .contains(
            "<th scope=\"row\">%d</th><td data-label=\"id\" class=\"number\">S%04d</td>"
                .formatted(row + 1, row))
        .containsPattern("amount &lt;b&gt;: 9\\d\\d, expected -?\\d+(\\.\\d{1,3})?<");
  }

  @Test
  void classesThatWereNotTrainedOnAreSeenApart() throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(false);

    String html = shown(MadeUpTable.study(data), data, Language.ENGLISH);

    assertThat(html)
        .contains(
            "<th scope=\"row\">fine</th><td data-label=\"trained on\" class=\"word\">yes</td>",
            "<th scope=\"row\">fraud</th><td data-label=\"trained on\" class=\"word\">no</td><td"
                + " data-label=\"rows\">30</td>")
        .contains(">fraud *</text>", "An asterisk marks the classes that were not trained on.");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theErrorOfRowsThatAreNotTrainedOnStandsBesideTheOthers(Language language)
      throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(false);
    Messages messages = Messages.of(ReportPage.class, language);

    String html = shown(MadeUpTable.study(data), data, language);

    assertThat(html)
        .contains(
            language == Language.ENGLISH
                ? "; error of the 30 rows of other labels: 2.0000 (N = 3), 1.2000 (N = 6)."
                : "; error de las 30 filas de otras etiquetas: 2.0000 (N = 3), 1.2000 (N = 6).",
            messages.get("columns.normal"),
            messages.get("rows.all"));
  }

  @Test
  void columnsAreMeasuredWithoutRowsThatAreNotTrainedOn() throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(false);
    StudyResult study = MadeUpTable.study(data);
    TableResults results = TableResults.of(study, TestRows.of(data), 1).orElseThrow();
    int amount = results.rows().preparation().find("amount <b>").orElseThrow();
    TableResults whole =
        TableResults.of(study, TestRows.of(data.withoutAnomalous()), 1).orElseThrow();

    assertThat(data.test().rows()).isEqualTo(data.tested().samples().rows() - 30);
    assertThat(results.best().samples().rows()).isEqualTo(data.tested().samples().rows());
    assertThat(results.mean().error(amount)).isLessThan(whole.mean().error(amount) / 10);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theReportSaysWhichEpochWasKept(Language language) throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(false);
    double error = MadeUpTable.study(data).widest().validation(5).orElseThrow();

    String html = shown(MadeUpTable.study(data), data, language);

    assertThat(html)
        .contains(
            (language == Language.ENGLISH
                    ? "N = 6 epoch 5 of 5 (%s)"
                    : "N = 6 la época 5 de 5 (%s)")
                .formatted(Numbers.error(error)));
  }

  @Test
  void manyLevelsAreCountedTogether() throws IOException, InterruptedException {
    Dataset data = MadeUpTable.data(false);

    String html = shown(MadeUpTable.study(data), data, Language.ENGLISH);

    assertThat(html)
        .containsPattern("<caption>shop: \\d+\\.\\d\u00a0% right</caption>")
        .contains("<th scope=\"row\">(others)</th>", "data-label=\"expected yes\"");
  }

  @Test
  void principalComponentsAreAnOptimumOnlyWhereAllCellsCountTheSame()
      throws IOException, InterruptedException {
    Dataset whole = MadeUpTable.data(false);
    Dataset missing = MadeUpTable.data(true);

    assertThat(shown(MadeUpTable.study(whole), whole, Language.ENGLISH))
        .contains("What a linear network could do", ">linear optimum (PCA)<")
        .doesNotContain("not an optimum");
    assertThat(shown(MadeUpTable.study(missing), missing, Language.ENGLISH))
        .contains("these errors are not an optimum", ">PCA<")
        .doesNotContain("linear optimum", "best linear map");
  }

  @Test
  void figuresOfATableAreWritten() throws Exception {
    Dataset data = MadeUpTable.data(true);
    List<Figure> figures = figures(MadeUpTable.study(data), data, Language.ENGLISH);

    FigureFiles.write(figures, folder);

    assertThat(figures)
        .extracting(Figure::name)
        .containsExactly(
            "figure-2", "figure-3", "figure-5", "figure-6", "figure-columns", "figure-rows");
    for (Figure figure : figures) {
      StudyReportTest.parse(figure.svg());
      assertThat(figure.title()).doesNotStartWith("Figure ");
    }
    assertThat(figures.get(4).svg())
        .contains(">amount &lt;b&gt;<", ">shop<", ">N = 6<", ">mean of training rows<")
        .doesNotContain(">id<");
    assertThat(folder.resolve("figure-columns.svg")).exists();
    assertThat(folder.resolve("figure-columns-accessible.pdf")).exists();
  }

  @Test
  void theTerminalSpeaksOfColumns() throws IOException {
    assertThat(StudyTable.text(MadeUpTable.study(MadeUpTable.data(true))))
        .isEqualTo(
            """
              N   measured      PCA   against PCA
              3     0.5000   0.4400   above
              6     0.3000   0.3100   below
            (test error, mean square per column)
            error of the 30 rows of other labels: 2.0000 (N = 3), 1.2000 (N = 6)
            """);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void warningsOfTablesSpeakOfNoImages(Language language) {
    var few = new DeadHiddenUnits(LayerCounts.of("3"), LayerCounts.of("8"));
    var layers = new DeadHiddenUnits(LayerCounts.of("3-0-1"), LayerCounts.of("8-4-8"));
    List<TrainingWarning> all =
        List.of(
            new NotBetterThanMeanImage(0.2, 0.1, Trend.RISEN),
            few,
            layers,
            new DeadOutputs(5, 8, 0),
            new DeadOutputs(5, 8, 2),
            new Rising(2, 0.04, 3, 0.07, true));

    for (TrainingWarning warning : all) {
      String text = WarningText.of(warning, DataWords.TABLE, language);
      assertThat(OF_IMAGES.matcher(text).find()).as(text).isFalse();
    }
  }
}
