package dev.telar.report;

import static dev.telar.text.Markup.escape;

import dev.telar.figure.DiagnosisPictures;
import dev.telar.measure.UnitActivity;
import dev.telar.measure.UnitActivity.State;
import dev.telar.model.Dense;
import dev.telar.model.Parameters;
import dev.telar.run.TrainingWarning;
import dev.telar.study.TestRows;
import dev.telar.text.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Where pixels are dead and where the error lies, and the weights as images, of one width at a
/// time.
final class UnitPictures {
  /// What all weights may take of the page, in bytes before they are compressed and written as
  /// text.
  private static final int BUDGET = 1_200_000;

  private static final int LEAST = 8;

  private final TestRows tested;
  private final List<Measured> models;
  private final Messages messages;

  /// The weights of a model's units, each with its own scale: black is its most negative weight as
  /// far as white is its most positive one, 0 lies in the middle.
  ///
  /// @param hidden what the model is chosen by
  /// @param shown units, the first ones
  /// @param note how many are shown of how many
  /// @param encoder a [Sprites] picture
  /// @param decoder a [Sprites] picture
  record Weights(String hidden, int shown, String note, String encoder, String decoder) {}

  /// What the page's script draws.
  record Data(int height, int width, int channels, int columns, List<Weights> models) {}

  UnitPictures(TestRows tested, List<Measured> models, Messages messages) {
    this.tested = tested;
    this.models = models;
    this.messages = messages;
  }

  /// What the page's script draws.
  Data data() throws IOException {
    int most = Math.max(LEAST, BUDGET / (2 * tested.test().width() * models.size()));
    var weights = new ArrayList<Weights>();
    for (Measured model : models) {
      Parameters parameters = model.result().model().parameters();
      int hidden = model.result().model().architecture().encoder().getFirst().outputs();
      int shown = Math.min(hidden, most);
      weights.add(
          new Weights(
              model.result().hidden().toString(),
              shown,
              shown == hidden
                  ? messages.get("units.all", hidden)
                  : messages.get("units.first", shown, hidden),
              sprite(shown, parameters.encoder().getFirst()::weightsInto),
              sprite(shown, parameters.decoder().getLast()::weightsOutOf)));
    }
    return new Data(
        tested.height(), tested.width(), tested.image().channels(), Sprites.COLUMNS, weights);
  }

  private String sprite(int units, IntFunction<float[]> weights) throws IOException {
    int pixels = tested.test().width();
    float[] images = new float[units * pixels];
    for (int unit = 0; unit < units; unit++) {
      float[] own = weights.apply(unit);
      float largest = 0;
      for (float weight : own) {
        largest = Math.max(largest, Math.abs(weight));
      }
      for (int i = 0; i < pixels; i++) {
        images[unit * pixels + i] = largest == 0 ? 0.5f : 0.5f + own[i] / largest / 2;
      }
    }
    return Sprites.png(images, tested.image());
  }

  /// The section.
  Section section() throws IOException {
    var choices = new StringBuilder();
    var maps = new StringBuilder();
    for (Measured model : models) {
      String hidden = model.result().hidden().toString();
      choices.append(
          "<label><input type=\"radio\" name=\"units\" value=\"%s\"%s> %s</label>\n"
              .formatted(hidden, model.equals(models.getFirst()) ? " checked" : "", model.label()));
      maps.append(maps(model));
    }
    String body =
        """
        <p>%s</p>
        <form class="controls" id="units-controls" hidden>
        <fieldset><legend>%s</legend>%s</fieldset>
        </form>
        %s<div id="weights" hidden>
        <h3>%s</h3>
        <p class="note"><span id="weights-note"></span> %s</p>
        <div class="plate" tabindex="0" role="group" aria-label="%5$s"><canvas id="encoder-weights" role="img" aria-label="%5$s"></canvas></div>
        <h3>%s</h3>
        <div class="plate" tabindex="0" role="group" aria-label="%7$s"><canvas id="decoder-weights" role="img" aria-label="%7$s"></canvas></div>
        </div>
        """
            .formatted(
                escape(messages.get("units.text")),
                escape(messages.get("curves.models")),
                choices,
                maps,
                escape(messages.get("units.encoder")),
                escape(messages.get("units.scale")),
                escape(messages.get("units.decoder")));
    return Section.of("units", messages.get("units.title"), body);
  }

  private String maps(Measured model) throws IOException {
    int dead = model.result().deadOutputPixels();
    return """
    <div class="maps" data-units="%1$s">
    <h3>%2$s</h3>
    %3$s<div class="plate" tabindex="0" role="group" aria-label="%2$s">%4$s</div>
    <div class="plate" tabindex="0" role="group" aria-label="%2$s">%5$s</div>
    </div>
    """
        .formatted(
            model.result().hidden(),
            escape(messages.get("units.pixels", model.result().hidden(), dead)),
            deadByLayer(model),
            DiagnosisPictures.pixelStates(model.diagnosis(), tested, messages.language()),
            DiagnosisPictures.pixelErrors(model.diagnosis(), tested, messages.language()));
  }

  /// What a single number of dead hidden units leaves open, of the layers whose units can be dead;
  /// empty of one hidden layer.
  private String deadByLayer(Measured model) {
    if (!model.result().hidden().isDeep()) {
      return "";
    }
    var layers = new ArrayList<String>();
    List<Dense> shape = model.result().model().architecture().layers();
    for (int layer = 0; layer < model.diagnosis().hidden().size(); layer++) {
      if (!TrainingWarning.canDie(shape.get(layer).activation())) {
        continue;
      }
      List<UnitActivity> units = model.diagnosis().hidden().get(layer);
      long dead = units.stream().filter(unit -> unit.state() == State.DEAD).count();
      boolean code = layer == model.result().hidden().widths().size() - 1;
      String key = code ? "units.dead.code" : "units.dead.layer";
      layers.add(messages.get(key, dead, units.size()));
    }
    if (layers.isEmpty()) {
      return "";
    }
    return "<p>%s</p>\n".formatted(escape(messages.get("units.dead", String.join(", ", layers))));
  }
}
