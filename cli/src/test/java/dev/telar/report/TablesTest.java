package dev.telar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.study.StudyResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private final StudyResult study =
      MadeUpStudy.study(
          "as-printed",
          List.of(
              MadeUpStudy.model(9, 64, List.of(), 0.0507, 0),
              MadeUpStudy.model(9, 32, List.of(), 0.07004, 0)));

  @Test
  void csvHasOneLineForEachWidth() {
    assertThat(Tables.csv(study))
        .isEqualTo(
            """
            N,paper,measured,ratio
            32,,0.0700,
            64,0.0241,0.0507,2.10
            """);
  }

  @Test
  void markdownHasOneRowForEachWidth() {
    assertThat(Tables.markdown(study))
        .isEqualTo(
            """
            | N | paper | measured | ratio |
            |---:|---:|---:|---:|
            | 32 |  | 0.0700 |  |
            | 64 | 0.0241 | 0.0507 | 2.10 |
            """);
  }

  @Test
  void latexIsATabularOfItsOwn() {
    assertThat(Tables.latex(study))
        .isEqualTo(
            """
            \\begin{tabular}{rrrr}
            \\hline
            $N$ & paper & measured & ratio \\\\
            \\hline
            32 &  & 0.0700 &  \\\\
            64 & 0.0241 & 0.0507 & 2.10 \\\\
            \\hline
            \\end{tabular}
            """);
  }
}
