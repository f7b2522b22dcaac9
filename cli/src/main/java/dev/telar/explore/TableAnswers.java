package dev.telar.explore;

import dev.telar.explore.TableForm.Shown;
import dev.telar.measure.SampleErrors;
import dev.telar.model.Architecture;
import dev.telar.text.ErrorText;
import dev.telar.text.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What [ExploreApi] answers of a model of a table; its table says what each value is. Safe for use
/// by many threads.
final class TableAnswers {
  /// How many rows are told that are nearest to a code.
  private static final int NEAREST = 8;

  /// How many columns are told of each of them.
  private static final int NEAREST_COLUMNS = 12;

  private final TableForm form;

  TableAnswers(TableForm form) {
    this.form = form;
  }

  record Facts(
      int rows,
      int hidden,
      String activation,
      List<Integer> widths,
      List<TableForm.Column> columns) {}

  /// @param bars how many rows each bar of the errors' distribution has
  /// @param least the smallest error
  /// @param most the greatest error
  record Surveyed(Answers.Surveyed units, List<Integer> bars, String least, String most) {}

  /// Where an error stands among those of all test rows.
  ///
  /// @param below the part of them that are smaller
  /// @param bar of the distribution, from 0
  record Standing(String below, int bar) {}

  record Seen(
      List<Optional<Object>> cells,
      List<Float> code,
      List<Shown> columns,
      String error,
      Optional<Standing> standing) {}

  record Decoded(List<Shown> columns, String error, Optional<Standing> standing) {}

  record Step(float position, List<String> decoded, List<String> blended) {}

  record Steps(List<Step> steps) {}

  record Near(int row, int tableRow, String distance, String error, List<String> texts) {}

  Facts facts(Explorer explorer) {
    Architecture shape = explorer.architecture();
    return new Facts(
        explorer.tested().test().rows(),
        shape.codeWidth(),
        shape.codeActivation().label(),
        Answers.widths(shape),
        form.columns());
  }

  Surveyed survey(Explorer explorer) {
    Answers.Surveyed units = Answers.Surveyed.of(explorer.measuring());
    ErrorDistribution errors = kept(explorer).errors();
    return new Surveyed(
        units, errors.bars(), ErrorText.of(errors.quantile(0)), ErrorText.of(errors.quantile(1)));
  }

  Seen row(Explorer explorer, int row) {
    return seen(explorer, form.cells(row));
  }

  Seen encode(Explorer explorer, Request request) {
    return seen(explorer, form.cells(request, "cells"));
  }

  private Seen seen(Explorer explorer, double[] cells) {
    float[] code = explorer.code(form.encode(cells));
    Decoded decoded = decoded(explorer, code, cells);
    return new Seen(
        form.written(cells),
        Explorer.list(code),
        decoded.columns(),
        decoded.error(),
        decoded.standing());
  }

  Decoded decode(Explorer explorer, Request request) {
    float[] code = request.code("code", explorer.architecture().codeWidth());
    return decoded(explorer, code, form.cells(request, "cells"));
  }

  private Decoded decoded(Explorer explorer, float[] code, double[] cells) {
    float[] reconstruction = explorer.decode(code);
    double error = explorer.error(reconstruction, form.encode(cells), form.lossWeights(cells));
    return new Decoded(
        form.shown(cells, reconstruction),
        ErrorText.of(error),
        explorer
            .measuring()
            .kept()
            .map(kept ->
                new Standing(
                    Numbers.percent(kept.errors().below(error)), kept.errors().bar(error))));
  }

  Steps interpolate(Explorer explorer, Request request) {
    float[] from = form.encode(form.cells(request, "from"));
    float[] to = form.encode(form.cells(request, "to"));
    return new Steps(
        explorer.interpolate(from, to, request.positions("positions")).stream()
            .map(step ->
                new Step(step.position(), form.texts(step.decoded()), form.texts(step.blended())))
            .toList());
  }

  /// The test rows whose codes are nearest to one.
  List<Near> nearest(Explorer explorer, Request request) {
    int hidden = explorer.architecture().codeWidth();
    float[] code = request.code("code", hidden);
    SampleErrors errors =
        explorer
            .measuring()
            .survey()
            .orElseThrow(() -> Answers.notYet(explorer.measuring()))
            .errors();
    double[] distances = kept(explorer).distances(code);
    return IntStream.range(0, distances.length)
        .boxed()
        .sorted((a, b) -> Double.compare(distances[a], distances[b]))
        .limit(NEAREST)
        .map(row ->
            new Near(
                row,
                form.tableRow(row),
                ErrorText.of(distances[row]),
                ErrorText.of(errors.of(row)),
                form.texts(row, NEAREST_COLUMNS)))
        .toList();
  }

  private static Measuring.Kept kept(Explorer explorer) {
    return explorer.measuring().kept().orElseThrow(() -> Answers.notYet(explorer.measuring()));
  }
}
