package dev.telar.figure;

import dev.telar.internal.AtomicFile;
import dev.telar.text.Markup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Figures as files for print.
public final class FigureFiles {
  private FigureFiles() {}

  /// Writes each figure as SVG, as PDF and as PNG of 300 dots to the inch; plots a second time with
  /// `-accessible` in the name, in colours that are told apart in grey and by the colour-blind. SVG
  /// and PDF carry their font. Files that are there already are replaced; each appears whole or not
  /// at all. On a machine without fonts the PNGs are left out: Java cannot paint there.
  ///
  /// @param folder is created if it is missing
  /// @return whether the PNGs were painted
  /// @throws IOException if a file cannot be written
  public static boolean write(List<Figure> figures, Path folder) throws IOException {
    AtomicFile.createFolders(folder);
    AtomicFile.recover(folder);
    boolean painted = Raster.hasFonts();
    for (Figure figure : figures) {
      write(folder, figure.name(), figure.title(), figure.svg(), painted);
      if (figure.accessible().isPresent()) {
        String name = figure.name() + "-accessible";
        write(folder, name, figure.title(), figure.accessible().get(), painted);
      }
    }
    return painted;
  }

  private static void write(Path folder, String name, String title, String svg, boolean painted)
      throws IOException {
    AtomicFile.write(folder.resolve(name + ".svg"), withFont(svg));
    AtomicFile.write(folder.resolve(name + ".pdf"), Pdf.of(svg, title));
    if (painted) {
      AtomicFile.write(folder.resolve(name + ".png"), Raster.paint(svg));
    }
  }

  /// The document with the letters that it needs.
  static String withFont(String svg) throws IOException {
    String letters =
        PlacedText.takeFrom(SvgDocument.parse(svg).getDocumentElement()).stream()
            .map(PlacedText::text)
            .collect(Collectors.joining());
    int inside = svg.indexOf('>') + 1;
    String families = Markup.escape(Drawing.FONT);
    return svg.substring(0, inside)
            .replace(families, Markup.escape(PrintFont.FAMILY + ", " + Drawing.FONT))
        + "<style>"
        + PrintFont.face(letters)
        + "</style>"
        + svg.substring(inside);
  }
}
