package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.telar.figure.Figure;
import dev.telar.figure.Figures;
import dev.telar.figure.Raster;
import dev.telar.study.MadeUpStudy;
import dev.telar.study.StudyResult;
import dev.telar.text.Language;
import dev.telar.train.EpochErrors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class StudyReportTest {
  private static final Pattern BAND = Pattern.compile("fill-opacity=\"0.18[0-9]*\"");

  @TempDir static Path written;
  @TempDir Path folder;

  private static boolean painted;

  @BeforeAll
  static void writeAReport() throws IOException, InterruptedException {
    Path figures = Files.createDirectory(written.resolve("figures"));
    Files.createFile(figures.resolve(".left-by-a-killed-process.7.telar.tmp"));
    painted =
        StudyReport.write(
            fourWidths(), MadeUpStudy.pictures(40, 3, 3, true), written, 1, Language.ENGLISH);
  }

  @Test
  void paintedFiguresAreLeftOutOnlyWithoutFonts() {
    assertThat(painted).isEqualTo(Raster.hasFonts());
    assertThat(Files.exists(written.resolve("figures/figure-1.png"))).isEqualTo(painted);
  }

  @Test
  void everyFileOfAStudyIsThere() throws IOException, InterruptedException {
    assumeTrue(painted, "this machine has no fonts");
    assertThat(names(written))
        .containsExactly("figures", "report.html", "table1.csv", "table1.md", "table1.tex");
    assertThat(names(written.resolve("figures")))
        .containsExactlyElementsOf(
            Stream.of(
                    "1",
                    "2",
                    "3",
                    "3-accessible",
                    "4",
                    "5",
                    "5-accessible",
                    "6",
                    "6-accessible",
                    "7a-n64",
                    "7b-n128",
                    "7c-n256",
                    "7d-n512")
                .flatMap(n -> Stream.of(".pdf", ".png", ".svg").map(end -> "figure-" + n + end))
                .sorted()
                .toList());
  }

  @Test
  void figuresAreXmlWithTheirLabels() throws Exception {
    List<Figure> figures =
        Figures.of(fourWidths(), MadeUpStudy.pictures(40, 3, 3, true), 1, Language.ENGLISH);

    for (Figure figure : figures) {
      parse(figure.svg());
      assertThat(ReportPageTest.LOADS.matcher(figure.svg()).find()).as(figure.name()).isFalse();
    }
    assertThat(figures.get(0).svg()).contains(">one<", ">a &lt;b&gt; &amp; c<");
    assertThat(figures.get(1).svg())
        .contains("linear 9 → N", "N = 64, 128, 256, 512", "ReLU, dropout p = 0.1", ">ReLU<");
    assertThat(figures.get(2).svg())
        .contains(">training<", ">validation<", ">N = 64<", ">N = 512<", ">epoch<", ">30<");
    assertThat(figures.get(4).svg()).contains(">N = 64<", ">N = 128<", ">N = 256<", ">N = 512<");
    assertThat(figures.get(5).svg()).contains(">measured<", ">paper, Table I<", ">512<");
    assertThat(figures.get(6).svg()).contains(">original<", ">reconstruction<");
  }

  @Test
  void theLinearOptimumIsDrawnWhereItIsKnown() throws Exception {
    var pictures = MadeUpStudy.pictures(40, 3, 3, true);
    StudyResult study = MadeUpStudy.withLinear(fourWidths(), Map.of(64, 0.0098, 512, 0.0005));

    List<Figure> figures = Figures.of(study, pictures, 1, Language.ENGLISH);

    for (Figure figure : figures) {
      parse(figure.svg());
    }
    assertThat(figures.get(2).svg()).contains(">linear optimum (PCA)<");
    assertThat(figures.get(4).svg()).contains("stroke-dasharray");
    assertThat(figures.get(5).svg()).contains(">linear optimum (PCA)<");
    assertThat(figures.get(6).svg()).contains(">64 principal components<");
    assertThat(figures.get(7).svg()).doesNotContain("principal components<");
    assertThat(
            new ReportPage(
                    study, figures, MadeUpStudy.pictures(40, 3, 3, true), 1, Language.ENGLISH)
                .html())
        .contains("What a linear network could do", ">0.00980<", "above the linear optimum");
    assertThat(Figures.of(fourWidths(), pictures, 1, Language.ENGLISH).get(4).svg())
        .doesNotContain("stroke-dasharray");
  }

  @Test
  void severalSeedsHaveBandsBarsAndMeans() throws Exception {
    StudyResult study = MadeUpStudy.threeSeeds("as-printed", 9, 0.0507, 0.0382, 0.0314, 0.0273);

    List<Figure> figures =
        Figures.of(study, MadeUpStudy.pictures(40, 3, 3, true), 1, Language.ENGLISH);
    String html =
        new ReportPage(study, figures, MadeUpStudy.pictures(40, 3, 3, true), 1, Language.ENGLISH)
            .html();

    for (Figure figure : figures) {
      parse(figure.svg());
    }
    assertThat(figures).hasSize(10);
    assertThat(BAND.matcher(figures.get(2).svg()).results()).hasSize(4);
    assertThat(BAND.matcher(figures.get(4).svg()).results()).hasSize(4);
    assertThat(figures.get(4).caption()).contains("bands one standard deviation to each side");
    assertThat(figures.get(5).caption()).contains("bars one standard deviation to each side");
    assertThat(figures.get(5).description()).contains("N = 64 0.0507\u00a0±\u00a00.0051");
    assertThat(figures.get(6).title()).endsWith("N = 64, seed 1");
    assertThat(html)
        .contains("<td data-label=\"paper\">0.0241</td>", ">0.0507\u00a0±\u00a00.0051</td>")
        .contains(
            "<td data-label=\"seed\" class=\"number\">3</td>",
            "Every width was trained with 3 seeds");
    assertThat(ReportPageTest.page(fourWidths())).doesNotContain("±", "Every width was trained");
    assertThat(Figures.of(fourWidths(), MadeUpStudy.pictures(4, 3, 3, false), 1, Language.ENGLISH))
        .noneMatch(figure -> BAND.matcher(figure.svg()).find());
  }

  @Test
  void curvesHaveThePapersColours() throws IOException, InterruptedException {
    List<Figure> figures =
        Figures.of(fourWidths(), MadeUpStudy.pictures(4, 3, 3, false), 1, Language.ENGLISH);

    assertThat(figures.get(2).svg()).contains("rgb(214,32,32)", "rgb(31,79,216)");
    assertThat(figures.get(4).svg())
        .contains("rgb(214,32,32)", "rgb(31,79,216)", "rgb(26,138,52)", "rgb(17,17,17)");
  }

  @Test
  void figuresAreTheSameOnEachRun() throws IOException, InterruptedException {
    var pictures = MadeUpStudy.pictures(4, 3, 3, false);

    assertThat(Figures.of(fourWidths(), pictures, 2, Language.ENGLISH))
        .isEqualTo(Figures.of(fourWidths(), pictures, 1, Language.ENGLISH));
  }

  @Test
  void paintedFiguresAreWideAndNotBlank() throws IOException, InterruptedException {
    assumeTrue(painted, "this machine has no fonts");
    for (String name : names(written.resolve("figures"))) {
      if (name.endsWith(".png")) {
        BufferedImage image = ImageIO.read(written.resolve("figures").resolve(name).toFile());
        assertThat(image.getWidth()).as(name).isEqualTo(1800);
        assertThat(colours(image)).as(name).hasSizeGreaterThan(5);
      }
    }
  }

  @Test
  void paintingNeedsNoCacheFiles() {
    assertThat(ImageIO.getUseCache()).isFalse();
  }

  @Test
  void oneWidthAndOneEpochAreEnough() throws Exception {
    var epochs = List.of(MadeUpStudy.epoch(1, 0.1, 0.11));
    var study = MadeUpStudy.study("custom", List.of(MadeUpStudy.model(9, 64, epochs, 0.1, 1)));

    StudyReport.write(study, MadeUpStudy.pictures(1, 3, 3, false), folder, 1, Language.ENGLISH);

    assertThat(names(folder.resolve("figures"))).contains("figure-3.svg", "figure-7a-n64.svg");
    assertThat(Files.readString(folder.resolve("report.html"))).contains("not measured");
    for (Figure figure :
        Figures.of(study, MadeUpStudy.pictures(1, 3, 3, false), 1, Language.ENGLISH)) {
      parse(figure.svg());
    }
  }

  @Test
  void oneEpochOfSeveralSeedsHasNoBandAndSaysNone() throws Exception {
    var epochs = List.of(MadeUpStudy.epoch(1, 0.1, 0.11));
    var study =
        MadeUpStudy.study(
            "custom",
            List.of(
                MadeUpStudy.model(9, 5, 1, epochs, 0.1, 1),
                MadeUpStudy.model(9, 5, 2, epochs, 0.2, 1)));

    List<Figure> figures =
        Figures.of(study, MadeUpStudy.pictures(1, 3, 3, false), 1, Language.ENGLISH);

    assertThat(figures.get(4).caption())
        .contains("Points are means over seeds")
        .doesNotContain("band");
  }

  @Test
  void withoutValidationItsFigureIsLeftOut() throws IOException, InterruptedException {
    var running = new EpochErrors(1, 0.1, OptionalDouble.empty(), OptionalDouble.empty(), 1, 1);
    var study =
        MadeUpStudy.study("custom", List.of(MadeUpStudy.model(9, 5, List.of(running), 0.1, 1)));

    List<Figure> figures =
        Figures.of(study, MadeUpStudy.pictures(1, 3, 3, false), 1, Language.ENGLISH);

    assertThat(figures)
        .extracting(Figure::name)
        .containsExactly(
            "figure-1", "figure-2", "figure-3", "figure-4", "figure-6", "figure-7a-n5");
    assertThat(figures.get(2).svg()).contains(">training (running)<");
  }

  @Test
  void picturesOfAnotherSizeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            StudyReport.write(
                fourWidths(), MadeUpStudy.pictures(4, 4, 4, true), folder, 1, Language.ENGLISH))
        .withMessage("the pictures have 16 pixels, the models expect 9");
    assertThat(folder).isEmptyDirectory();
  }

  static StudyResult fourWidths() {
    return MadeUpStudy.fourWidths("as-printed", 9, 0.0507, 0.0382, 0.0314, 0.0273);
  }

  private static List<String> names(Path folder) throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  static void parse(String svg) throws Exception {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static Set<Integer> colours(BufferedImage image) {
    var colours = new HashSet<Integer>();
    for (int y = 0; y < image.getHeight(); y += 3) {
      for (int x = 0; x < image.getWidth(); x += 3) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }
}
