package dev.telar.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.telar.study.MadeUpStudy;
import dev.telar.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureFilesTest {
  private static final Pattern FACE =
      Pattern.compile(
          "@font-face\\{font-family:\"Liberation Sans\";src:url\\(data:font/ttf;base64,");

  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    var study = MadeUpStudy.fourWidths("as-printed", 9, 0.0507, 0.0382, 0.0314, 0.0273);
    FigureFiles.write(
        Figures.of(study, MadeUpStudy.pictures(40, 3, 3, true), 1, Language.SPANISH), folder);
  }

  @Test
  void aPdfHasItsTextInAnEmbeddedFont() throws IOException {
    for (String name : List.of("figure-2", "figure-5", "figure-5-accessible")) {
      try (PDDocument pdf = Loader.loadPDF(folder.resolve(name + ".pdf").toFile())) {
        PDPage page = pdf.getPage(0);
        for (COSName font : page.getResources().getFontNames()) {
          PDFont used = page.getResources().getFont(font);
          assertThat(used.isEmbedded()).isTrue();
          assertThat(used.getName()).endsWith("+LiberationSans");
        }
        assertThat(new PDFTextStripper().getText(pdf))
            .contains(name.equals("figure-2") ? "capa oculta" : "época");
      }
    }
  }

  @Test
  void aPdfIsAsWideAsAPageOfText() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(folder.resolve("figure-5.pdf").toFile())) {
      double centimetres = pdf.getPage(0).getMediaBox().getWidth() / 72 * 2.54;

      assertThat(centimetres).isCloseTo(15.24, within(0.01));
    }
  }

  @Test
  void anSvgBringsItsLetters() throws IOException {
    String svg = Files.readString(folder.resolve("figure-6.svg"));

    assertThat(FACE.matcher(svg).results()).hasSize(1);
    assertThat(svg).contains("font-family=\"Liberation Sans, Helvetica", "medido");
    assertThat(svg.length()).isLessThan(60_000);
    SvgDocument.parse(svg);
  }

  @Test
  void filesAreTheSameOnEachRun() throws IOException {
    var drawing = new Drawing();
    drawing.text(10, 20, 12, Drawing.Anchor.START, Drawing.INK, "epoch");
    String svg = drawing.svg(40, "a word");

    assertThat(Pdf.of(svg, "a")).isEqualTo(Pdf.of(svg, "a"));
  }

  @Test
  void aCharacterThatTheFontLacksIsAQuestionMark() {
    assertThat(PrintFont.printable("N → 784, 0.1\u00a0± é 織")).isEqualTo("N → 784, 0.1\u00a0± é ?");
  }
}
