package dev.telar.explore;

import dev.telar.model.Architecture;
import dev.telar.model.Dense;
import dev.telar.model.HiddenWidths;
import dev.telar.study.TestRows;
import dev.telar.text.ErrorText;
import dev.telar.text.Numbers;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What [ExploreApi] answers, as it is written; its table says what each value is.
final class Answers {
  private Answers() {}

  record Choice(
      String id, HiddenWidths hidden, long seed, OptionalLong step, Optional<String> error) {
    static Choice of(ModelCatalog.Entry model) {
      return new Choice(
          model.id(),
          model.hidden(),
          model.seed(),
          model.step(),
          model.testError().isPresent()
              ? Optional.of(ErrorText.of(model.testError().getAsDouble()))
              : Optional.empty());
    }
  }

  record Facts(
      int width,
      int height,
      int channels,
      int rows,
      int hidden,
      String activation,
      List<Integer> widths) {
    static Facts of(Explorer explorer) {
      TestRows tested = explorer.tested();
      return new Facts(
          tested.width(),
          tested.height(),
          tested.image().channels(),
          tested.test().rows(),
          explorer.architecture().codeWidth(),
          explorer.architecture().codeActivation().label(),
          Answers.widths(explorer.architecture()));
    }
  }

  /// From the inputs through each layer.
  static List<Integer> widths(Architecture architecture) {
    return Stream.concat(
            Stream.of(architecture.inputs()), architecture.layers().stream().map(Dense::outputs))
        .toList();
  }

  record Progress(double part, boolean survey, boolean map, String failure) {
    static Progress of(Measuring measuring) {
      return new Progress(
          measuring.progress(),
          measuring.survey().isPresent(),
          measuring.map().isPresent(),
          measuring.failure());
    }
  }

  record Surveyed(
      List<Float> lowest,
      List<Float> greatest,
      List<Float> mean,
      List<String> activePercent,
      List<String> errors,
      List<Integer> ascending) {
    static Surveyed of(Measuring measuring) {
      Survey survey = measuring.survey().orElseThrow(() -> notYet(measuring));
      var units = survey.units();
      var errors = survey.errors();
      return new Surveyed(
          units.stream().map(Survey.UnitRange::lowest).toList(),
          units.stream().map(Survey.UnitRange::greatest).toList(),
          units.stream().map(unit -> (float) unit.mean()).toList(),
          units.stream()
              .map(unit -> Numbers.percent((double) unit.active() / errors.rows()))
              .toList(),
          IntStream.range(0, errors.rows()).mapToObj(row -> ErrorText.of(errors.of(row))).toList(),
          errors.best(errors.rows()));
    }
  }

  record Mapped(List<Float> x, List<Float> y, List<String> explained) {
    static Mapped of(Measuring measuring) {
      CodeMap map = measuring.map().orElseThrow(() -> notYet(measuring));
      return new Mapped(
          IntStream.range(0, map.rows()).mapToObj(map::x).toList(),
          IntStream.range(0, map.rows()).mapToObj(map::y).toList(),
          List.of(Numbers.percent(map.explainedByX()), Numbers.percent(map.explainedByY())));
    }
  }

  static IllegalArgumentException notYet(Measuring measuring) {
    return new IllegalArgumentException(
        measuring.failure().isEmpty()
            ? "it is being computed; ask for its progress"
            : "it cannot be computed: " + measuring.failure());
  }

  record Seen(List<Float> pixels, List<Float> code, List<Float> reconstruction, String error) {
    static Seen of(Explorer explorer, float[] pixels) {
      float[] code = explorer.code(pixels);
      Decoded decoded = Decoded.of(explorer, code, pixels);
      return new Seen(
          Explorer.list(pixels), Explorer.list(code), decoded.reconstruction(), decoded.error());
    }
  }

  record Decoded(List<Float> reconstruction, String error) {
    static Decoded of(Explorer explorer, float[] code, float[] pixels) {
      float[] decoded = explorer.decode(code);
      return new Decoded(Explorer.list(decoded), ErrorText.of(explorer.error(decoded, pixels)));
    }
  }

  record Steps(List<Explorer.Between> steps) {}

  /// An image's bytes in Base64.
  static String thumbnail(TestRows tested, int row) {
    return Base64.getEncoder().encodeToString(tested.bytes(row));
  }
}
