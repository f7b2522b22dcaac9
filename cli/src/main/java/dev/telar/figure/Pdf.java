package dev.telar.figure;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.view.ViewBox;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.Color;
import java.awt.Component;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;
import org.w3c.dom.Document;

/// A drawing as a PDF: vectors, and text as text in an embedded font.
final class Pdf {
  // 720 units are 15.24 cm, as in print at 300 dots to the inch.
  private static final float POINTS_PER_UNIT = 0.6f;

  private static final double THOUSAND = 1000;

  private Pdf() {}

  /// Writes an SVG document on a page of its size.
  ///
  /// @param title of the document
  /// @throws IOException if the document cannot be painted
  static byte[] of(String svg, String title) throws IOException {
    Document tree = SvgDocument.parse(svg);
    // JSVG would paint text as outlines.
    List<PlacedText> texts = PlacedText.takeFrom(tree.getDocumentElement());
    SVGDocument shapes = Raster.load(SvgDocument.text(tree));
    float width = shapes.size().width;
    float height = shapes.size().height;
    try (var document = new PDDocument()) {
      document.getDocumentInformation().setTitle(title);
      // Else it would come from the clock.
      document.setDocumentId((long) svg.hashCode());
      var page = new PDPage(new PDRectangle(width * POINTS_PER_UNIT, height * POINTS_PER_UNIT));
      document.addPage(page);
      var graphics = new PdfBoxGraphics2D(document, width, height);
      try {
        shapes.render((Component) null, graphics, new ViewBox(0, 0, width, height));
      } finally {
        graphics.dispose();
      }
      PDFont font = PDType0Font.load(document, PrintFont.file(), true);
      try (var content = new PDPageContentStream(document, page)) {
        content.transform(Matrix.getScaleInstance(POINTS_PER_UNIT, POINTS_PER_UNIT));
        content.drawForm(graphics.getXFormObject());
        for (PlacedText text : texts) {
          write(content, font, text, height);
        }
      }
      var bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static void write(
      PDPageContentStream content, PDFont font, PlacedText placed, float height)
      throws IOException {
    String text = PrintFont.printable(placed.text());
    double width = font.getStringWidth(text) / THOUSAND * placed.size();
    double back =
        switch (placed.anchor()) {
          case "middle" -> width / 2;
          case "end" -> width;
          default -> 0;
        };
    // A PDF's y goes up.
    var place = new AffineTransform(1, 0, 0, -1, 0, height);
    place.concatenate(placed.place());
    place.translate(-back, 0);
    place.scale(1, -1);
    content.beginText();
    content.setNonStrokingColor(Color.decode(placed.fill()));
    content.setFont(font, (float) placed.size());
    content.setTextMatrix(new Matrix(place));
    content.showText(text);
    content.endText();
  }
}
