package dev.telar.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.telar.run.Claim;
import dev.telar.study.WidthErrors;
import dev.telar.text.Language;
import dev.telar.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the tables of a study claim: that each of their lines is what would be written now, in one
/// of the languages.
public final class TableClaims {
  private TableClaims() {}

  /// Checks every line.
  ///
  /// @param errors what the tables should say
  /// @throws IOException if a table cannot be read; one that is missing is a claim that is false
  public static List<Claim> of(Path folder, List<WidthErrors> errors) throws IOException {
    return Stream.of(
            closest(folder, "table1.csv", List.of(Tables.csv(errors))),
            closest(folder, "table1.md", written(words -> Tables.markdown(errors, words))),
            closest(folder, "table1.tex", written(words -> Tables.latex(errors, words))))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> written(Function<Messages, String> table) {
    return Arrays.stream(Language.values())
        .map(language -> table.apply(Messages.of(StudyReport.class, language)))
        .toList();
  }

  /// The claims of a table in the language that it is closest to.
  private static List<Claim> closest(Path folder, String name, List<String> written)
      throws IOException {
    Path file = folder.resolve(name);
    // What is no UTF-8 becomes a letter that no table has.
    List<String> stated =
        Files.exists(file)
            ? new String(Files.readAllBytes(file), UTF_8).lines().toList()
            : List.of();
    return written.stream()
        .map(text -> lines(name, stated, text.lines().toList()))
        .min(Comparator.comparingLong(claims -> claims.stream().filter(c -> !c.holds()).count()))
        .orElseThrow();
  }

  private static List<Claim> lines(String name, List<String> stated, List<String> found) {
    return IntStream.range(0, Math.max(stated.size(), found.size()))
        .mapToObj(
            i -> Claim.of("%s line %d".formatted(name, i + 1), line(stated, i), line(found, i)))
        .toList();
  }

  private static String line(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "nothing";
  }
}
