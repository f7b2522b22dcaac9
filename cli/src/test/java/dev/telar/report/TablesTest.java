package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.study.MadeUpStudy;
import dev.telar.study.StudyResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
  private final StudyResult study =
      MadeUpStudy.withLinear(
          MadeUpStudy.study(
              "as-printed",
              List.of(
                  MadeUpStudy.model(9, 64, List.of(), 0.0507, 0),
                  MadeUpStudy.model(9, 32, List.of(), 0.07004, 0))),
          Map.of(64, 0.0098, 32, 0.08));

  @Test
  void csvHasOneLineForEachWidth() {
    assertThat(Tables.csv(study))
        .isEqualTo(
            """
            N,paper,measured,ratio,PCA,against PCA
            32,,0.0700,,0.0800,below
            64,0.0241,0.0507,2.10,0.00980,above
            """);
  }

  @Test
  void withoutALinearOptimumItsColumnsAreEmpty() {
    StudyResult alone =
        MadeUpStudy.study("custom", List.of(MadeUpStudy.model(9, 32, List.of(), 0.07, 0)));

    assertThat(Tables.csv(alone)).endsWith("32,,0.0700,,,\n");
  }

  @Test
  void markdownHasOneRowForEachWidth() {
    assertThat(Tables.markdown(study))
        .isEqualTo(
            """
            | N | paper | measured | ratio | PCA | against PCA |
            |---:|---:|---:|---:|---:|---|
            | 32 |  | 0.0700 |  | 0.0800 | below |
            | 64 | 0.0241 | 0.0507 | 2.10 | 0.00980 | above |
            """);
  }

  @Test
  void latexIsATabularOfItsOwn() {
    assertThat(Tables.latex(study))
        .isEqualTo(
            """
            \\begin{tabular}{rrrrrl}
            \\hline
            $N$ & paper & measured & ratio & PCA & against PCA \\\\
            \\hline
            32 &  & 0.0700 &  & 0.0800 & below \\\\
            64 & 0.0241 & 0.0507 & 2.10 & 0.00980 & above \\\\
            \\hline
            \\end{tabular}
            """);
  }

  private final StudyResult repeated =
      MadeUpStudy.withLinear(
          MadeUpStudy.study(
              "as-printed",
              List.of(
                  MadeUpStudy.model(9, 64, 2, List.of(), 0.05, 0),
                  MadeUpStudy.model(9, 64, 1, List.of(), 0.04, 0),
                  MadeUpStudy.model(9, 32, 1, List.of(), 0.07, 0))),
          Map.of(64, 0.042, 32, 0.08));

  @Test
  void csvOfSeveralSeedsKeepsItsColumnsAndHasTwoMore() {
    assertThat(Tables.csv(repeated))
        .isEqualTo(
            """
            N,paper,measured,ratio,PCA,against PCA,standard deviation,seeds
            32,,0.0700,,0.0800,below,,1
            64,0.0241,0.0450,1.87,0.0420,above,0.0071,2
            """);
  }

  @Test
  void markdownOfSeveralSeedsHasMeansAndDeviations() {
    assertThat(Tables.markdown(repeated))
        .isEqualTo(
            """
            | N | paper | measured, mean ± standard deviation | seeds | ratio | PCA | against PCA |
            |---:|---:|---:|---:|---:|---:|---|
            | 32 |  | 0.0700 | 1 |  | 0.0800 | below |
            | 64 | 0.0241 | 0.0450 ± 0.0071 | 2 | 1.87 | 0.0420 | above |
            """);
  }

  @Test
  void latexOfSeveralSeedsIsPlainAscii() {
    assertThat(Tables.latex(repeated))
        .isASCII()
        .contains("{rrrrrrl}", "64 & 0.0241 & 0.0450~$\\pm$~0.0071 & 2 & 1.87 & 0.0420 & above");
  }
}
