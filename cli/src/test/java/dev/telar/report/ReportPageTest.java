package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.figure.Figure;
import dev.telar.figure.Figures;
import dev.telar.study.MadeUpStudy;
import dev.telar.study.StudyResult;
import dev.telar.study.TestRows;
import dev.telar.text.Language;
import dev.telar.text.Markup;
import dev.telar.text.Messages;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportPageTest {
  private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");
  static final Pattern LOADS =
      Pattern.compile("(?:src|href)=\"(?!data:|#)|url\\((?!#)|@import|<script|<link");
  private static final Pattern SCRIPT =
      Pattern.compile(
          "<script(?: type=\"application/json\" id=\"[a-z-]+\")?>.*?</script>", Pattern.DOTALL);

  @Test
  void thePageNeedsNothingBesideIt() throws IOException, InterruptedException {
    String html = page(StudyReportTest.fourWidths());

    // What the scripts might load the browser forbids.
    assertThat(LOADS.matcher(SCRIPT.matcher(html).replaceAll("")).find()).isFalse();
    assertThat(html).contains("content=\"default-src 'none'; script-src 'unsafe-inline';");
    assertThat(html).contains("<style>", "prefers-color-scheme: dark");
  }

  @Test
  void everyNumberOfTableOneHasAVerdict() throws IOException, InterruptedException {
    String html =
        page(
            MadeUpStudy.withLinear(
                MadeUpStudy.fourWidths("as-printed", 9, 0.0264, 0.0197, 0.0132, 0.0110),
                Map.of(64, 0.03, 128, 0.006, 256, 0.003, 512, 0.0005)));

    // 1.095, 1.101, 0.904 and 0.894 times the paper's.
    assertThat(verdicts(html, "against the paper"))
        .containsExactly("close", "above", "close", "below");
    assertThat(verdicts(html, "against PCA")).containsExactly("below", "above", "above", "above");
  }

  private static List<String> verdicts(String html, String column) {
    return Pattern.compile("<td data-label=\"" + column + "\" class=\"[a-z]+\">([a-z]+)</td>")
        .matcher(html)
        .results()
        .map(r -> r.group(1))
        .toList();
  }

  @Test
  void theSpanishPageHasNoEnglishSentence() throws IOException, InterruptedException {
    StudyResult study =
        MadeUpStudy.withLinear(
            MadeUpStudy.threeSeeds("as-printed", 9, 0.0507, 0.0382, 0.0314, 0.0273),
            Map.of(64, 0.0098, 128, 0.006, 256, 0.003, 512, 0.0005));
    TestRows pictures = MadeUpStudy.pictures(40, 3, 3, true);
    List<Figure> figures = Figures.of(study, pictures, 1, Language.SPANISH);

    String html = new ReportPage(study, figures, pictures, 1, Language.SPANISH).html();

    assertThat(html)
        .contains("<html lang=\"es\">", "Qué se preguntó", "Cada anchura se entrenó con 3 semillas")
        .contains(">1 a 3<", ">en cada época<")
        .doesNotContain("1 to 3", "every epoch");
    String shown = html.substring(0, html.indexOf("<script"));
    for (Class<?> speaker : List.<Class<?>>of(ReportPage.class, Figures.class)) {
      Map<String, String> english = Messages.of(speaker, Language.ENGLISH).startingWith("");
      Map<String, String> spanish = Messages.of(speaker, Language.SPANISH).startingWith("");
      english.values().removeAll(spanish.values());
      assertThat(english.values())
          .flatMap(text -> List.of(text.split("\\{\\d\\}", -1)))
          .map(String::strip)
          .filteredOn(part -> part.split(" ", -1).length > 3)
          .noneMatch(part -> shown.contains(Markup.escape(part)));
    }
  }

  @Test
  void classesAreLeftOutWhereTheyAreNotKnown() throws IOException, InterruptedException {
    StudyResult study = StudyReportTest.fourWidths();
    TestRows pictures = MadeUpStudy.pictures(40, 3, 3, false);
    List<Figure> figures = Figures.of(study, pictures, 1, Language.ENGLISH);

    assertThat(new ReportPage(study, figures, pictures, 1, Language.ENGLISH).html())
        .doesNotContain("Error by class");
    assertThat(page(study)).contains("Error by class");
  }

  @Test
  void thePageHasNoIdTwice() throws IOException, InterruptedException {
    String html = page(StudyReportTest.fourWidths());

    assertThat(ID.matcher(html).results().map(r -> r.group(1)).toList())
        .doesNotHaveDuplicates()
        .contains("figure-3", "figure-7d-n512");
  }

  @Test
  void thePageHasTableOneAndEscapesNames() throws IOException, InterruptedException {
    String html = page(StudyReportTest.fourWidths());

    assertThat(html)
        .contains("<td data-label=\"paper\">0.0241</td><td data-label=\"measured\">0.0507</td>")
        .contains("Made &lt;up&gt; &amp; small")
        .doesNotContain("Made <up>")
        .contains("telar reproduce --recipe as-printed", "2026-01-02T03:04:05Z");
  }

  @Test
  void thePageOfAnotherSettingSaysSo() throws IOException, InterruptedException {
    String html = page(MadeUpStudy.fourWidths("custom", 9, 0.05, 0.04));

    assertThat(html)
        .contains("of another setting", "PyTorch was not measured with this setting.")
        .doesNotContain("Test errors of PyTorch with the same settings");
  }

  /// A page of a study without the scripts, which hold texts of all kinds.
  private static String shown(StudyResult study, TestRows pictures, Language language)
      throws IOException, InterruptedException {
    List<Figure> figures = Figures.of(study, pictures, 1, language);
    String html = new ReportPage(study, figures, pictures, 1, language).html();
    return html.substring(html.indexOf("<main>"), html.indexOf("<script"));
  }

  @Test
  void aStudyOfOtherDataDoesNotMentionThePaper() throws IOException, InterruptedException {
    StudyResult own =
        MadeUpStudy.withLinear(
            MadeUpStudy.ofOwnData(StudyReportTest.fourWidths()), Map.of(64, 0.0098, 128, 0.0));
    TestRows pictures = MadeUpStudy.pictures(40, 3, 3, false);

    assertThat(shown(own, pictures, Language.ENGLISH))
        .contains("A study of the width of the hidden layer: N = 64, 128, 256, 512.")
        .contains(">Test errors<", "Measured here.")
        .doesNotContain("paper", "Red Neuronal", "PyTorch", "0.0241", "Infinity", "NaN");
    assertThat(shown(own, pictures, Language.SPANISH))
        .contains("Un estudio de la anchura de la capa oculta")
        .doesNotContain("artículo", "Red Neuronal", "PyTorch", "0.0241");
    assertThat(shown(StudyReportTest.fourWidths(), pictures, Language.ENGLISH))
        .contains("A repetition of", "Can these numbers be reproduced?");
  }

  @Test
  void thePageSaysOnlyWhatStandsThere() throws IOException, InterruptedException {
    TestRows pictures = MadeUpStudy.pictures(40, 3, 3, true);

    assertThat(shown(StudyReportTest.fourWidths(), pictures, Language.ENGLISH))
        .doesNotContain("“Close”", "Bands are", "PCA is the better");
    assertThat(
            shown(
                MadeUpStudy.withLinear(
                    MadeUpStudy.threeSeeds("as-printed", 9, 0.0241, 0.0382), Map.of(64, 0.01)),
                pictures,
                Language.ENGLISH))
        .contains("“Close” is within", "Bands are one standard deviation", "PCA is the better");
  }

  @Test
  void aFailedTrainingIsOnTheFirstScreen() throws IOException, InterruptedException {
    TestRows pictures = MadeUpStudy.pictures(40, 3, 3, true);
    StudyResult failed = MadeUpStudy.fourWidths("as-printed", 9, 0.1, 0.05);

    String html = shown(failed, pictures, Language.ENGLISH);

    assertThat(html).contains("N = 64: The test error 0.1000 is not below 0.0866");
    assertThat(html.indexOf("id=\"warnings\"")).isLessThan(html.indexOf("<table"));
    StudyResult good =
        MadeUpStudy.study("custom", List.of(MadeUpStudy.model(9, 64, List.of(), 0.05, 0)));
    assertThat(shown(good, pictures, Language.ENGLISH)).doesNotContain("id=\"warnings\"");
  }

  @Test
  void manyWidthsHaveNamesForAnySystemAndAFirstScreenThatCanBeRead() throws Exception {
    var models =
        IntStream.rangeClosed(1, 30)
            .mapToObj(
                n -> MadeUpStudy.model(9, n, List.of(MadeUpStudy.epoch(1, 0.1, 0.1)), 0.05, 0))
            .toList();
    StudyResult study = MadeUpStudy.study("custom", models);
    TestRows pictures = MadeUpStudy.pictures(40, 3, 3, true);

    List<Figure> figures = Figures.of(study, pictures, 1, Language.ENGLISH);
    String html = shown(study, pictures, Language.ENGLISH);

    assertThat(figures.getLast().name()).isEqualTo("figure-7ad-n30");
    assertThat(figures.getLast().title()).isEqualTo("Figure 7ad. Reconstructions, N = 30");
    assertThat(figures)
        .extracting(Figure::name)
        .allMatch(name -> name.matches("[a-z0-9-]+"))
        .doesNotHaveDuplicates();
    assertThat(html).contains("N = 1, 2, 3, …, 30.");
    assertThat(html.split("name=\"model\" value=\"\\d+\" checked", -1)).hasSize(7);
    for (Figure figure : figures) {
      StudyReportTest.parse(figure.svg());
    }
  }

  static String page(StudyResult study) throws IOException, InterruptedException {
    return new ReportPage(
            study,
            Figures.of(study, MadeUpStudy.pictures(40, 3, 3, true), 1, Language.ENGLISH),
            MadeUpStudy.pictures(40, 3, 3, true),
            1,
            Language.ENGLISH)
        .html();
  }
}
