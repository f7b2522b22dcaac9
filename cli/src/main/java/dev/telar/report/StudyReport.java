package dev.telar.report;

import dev.telar.figure.Figure;
import dev.telar.figure.FigureFiles;
import dev.telar.figure.Figures;
import dev.telar.internal.AtomicFile;
import dev.telar.study.StudyResult;
import dev.telar.study.TableResults;
import dev.telar.study.TestRows;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes what a finished study is read as.
public final class StudyReport {
  private StudyReport() {}

  /// Writes `report.html`, `table1.csv`, `table1.md`, `table1.tex` and the folder `figures` with
  /// each figure as SVG, PDF and PNG. Files that are there already are replaced; each appears whole
  /// or not at all, the page last. On a machine without fonts the PNGs are left out.
  ///
  /// @param folder is created if it is missing
  /// @param threads that compute the reconstructions, at least 1
  /// @param language of the page, the figures, and the tables that are read
  /// @return whether the PNGs were painted
  /// @throws IllegalArgumentException if the test rows are not as wide as the models
  /// @throws IOException if a file cannot be written
  /// @throws InterruptedException if the thread is interrupted
  public static boolean write(
      StudyResult study, TestRows tested, Path folder, int threads, Language language)
      throws IOException, InterruptedException {
    int inputs = study.narrowest().model().architecture().inputs();
    if (inputs != tested.test().width()) {
      throw new IllegalArgumentException(
          (tested.areImages()
                  ? "the pictures have %d pixels, the models expect %d"
                  : "the rows have %d values, the models expect %d")
              .formatted(tested.test().width(), inputs));
    }
    List<Figure> figures = new ArrayList<>(Figures.of(study, tested, threads, language));
    Optional<TableResults> results = TableResults.of(study, tested, threads);
    results.ifPresent(table -> figures.addAll(Figures.ofTable(study, table, tested, language)));
    AtomicFile.createFolders(folder);
    boolean painted = FigureFiles.write(figures, folder.resolve("figures"));
    AtomicFile.write(folder.resolve("table1.csv"), Tables.csv(study));
    Messages messages = Messages.of(StudyReport.class, language);
    AtomicFile.write(folder.resolve("table1.md"), Tables.markdown(study, messages));
    AtomicFile.write(folder.resolve("table1.tex"), Tables.latex(study, messages));
    AtomicFile.write(
        folder.resolve("report.html"),
        new ReportPage(study, figures, tested, results, threads, language).html());
    return painted;
  }
}
