package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.study.MadeUpStudy;
import dev.telar.study.StudyResult;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final Messages ENGLISH = Messages.of(Tables.class, Language.ENGLISH);

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
    assertThat(Tables.markdown(study, ENGLISH))
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
    assertThat(Tables.latex(study, ENGLISH))
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
    assertThat(Tables.markdown(repeated, ENGLISH))
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
    assertThat(Tables.latex(repeated, ENGLISH))
        .isASCII()
        .contains("{rrrrrrl}", "64 & 0.0241 & 0.0450~$\\pm$~0.0071 & 2 & 1.87 & 0.0420 & above");
  }

  @Test
  void otherDataAreNotComparedWithThePaper() {
    StudyResult own = MadeUpStudy.ofOwnData(study);

    assertThat(Tables.csv(own))
        .isEqualTo(
            """
            N,paper,measured,ratio,PCA,against PCA
            32,,0.0700,,0.0800,below
            64,,0.0507,,0.00980,above
            """);
    assertThat(Tables.markdown(own, ENGLISH))
        .isEqualTo(
            """
            | N | measured | PCA | against PCA |
            |---:|---:|---:|---|
            | 32 | 0.0700 | 0.0800 | below |
            | 64 | 0.0507 | 0.00980 | above |
            """);
    assertThat(Tables.latex(own, ENGLISH)).contains("{rrrl}", "64 & 0.0507 & 0.00980 & above");
  }

  @Test
  void whatIsReadIsInThePagesLanguageAndCsvIsNot() {
    Messages spanish = Messages.of(Tables.class, Language.SPANISH);

    assertThat(Tables.markdown(study, spanish))
        .contains("| artículo | medido | cociente | PCA | frente a PCA |", "| por encima |");
    assertThat(Tables.latex(study, spanish)).contains("artículo & medido", "por debajo");
  }

  @Test
  void errorsLikeNoneKeepTheirDigitsAndAreNoDivisors() {
    StudyResult exact =
        MadeUpStudy.withLinear(
            MadeUpStudy.ofOwnData(
                MadeUpStudy.study(
                    "custom",
                    List.of(
                        MadeUpStudy.model(9, 2, List.of(), 0.11, 0),
                        MadeUpStudy.model(9, 4, List.of(), 1.23456e-7, 0)))),
            Map.of(2, 0.0, 4, 1.5e-12));

    assertThat(Tables.csv(exact)).contains("2,,0.1100,,0,above\n", "4,,1.23e-7,,1.50e-12,equal\n");
  }
}
