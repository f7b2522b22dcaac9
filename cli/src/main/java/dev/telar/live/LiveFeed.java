package dev.telar.live;

import dev.telar.model.Activation;
import dev.telar.model.Architecture;
import dev.telar.model.HiddenWidths;
import dev.telar.run.Json;
import dev.telar.run.RunResult;
import dev.telar.study.ColourOrder;
import dev.telar.study.LinearOptimum;
import dev.telar.text.ErrorText;
import dev.telar.text.Numbers;
import dev.telar.train.EpochErrors;
import dev.telar.train.TrainingPlan;
import dev.telar.web.StateChannel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What the live page is told, as events whose data are JSON with names in snake case:
///
/// | event | data |
/// |---|---|
/// | `run` | how it stands: [Run] |
/// | `model` | how a model stands: [Standing] |
/// | `epoch` | the errors of one epoch of a model: [Errors] |
/// | `pictures` | the reconstructions of images after an epoch: [Reconstructed] |
/// | `rows` | those of a table's rows: [ShownRows] |
/// | `settings` | how a model is trained: [Settings] |
/// | `line` | an error to compare with: [Line] |
///
/// Each one stands by itself and replaces the one of the same run, model or epoch before it. Safe
/// for use by many threads.
final class LiveFeed {
  private final StateChannel channel;
  private final List<Model> models = new ArrayList<>();
  private Run run;

  /// How training stands.
  enum State {
    WAITING,
    TRAINING,
    DONE,
    STOPPED,
    FAILED;

    /// Its name among the page's texts.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A model that is trained, or is going to be.
  ///
  /// @param name its folder within the study's; empty for a run of its own
  /// @param hidden N
  /// @param seed of everything random
  /// @param epochs that are planned
  record Model(String name, HiddenWidths hidden, long seed, int epochs) {}

  /// The whole.
  ///
  /// @param state one of [State]
  /// @param message what came of it, where that needs words
  /// @param stoppable whether the page can stop it
  /// @param reported whether there is a report to look at
  /// @param models all of them
  /// @param colours the place of each width's colour
  record Run(
      String state,
      String message,
      boolean stoppable,
      boolean reported,
      List<Model> models,
      Map<HiddenWidths, Integer> colours) {
    static Run of(
        State state, String message, boolean stoppable, boolean reported, List<Model> models) {
      return new Run(state.label(), message, stoppable, reported, List.of(), Map.of()).of(models);
    }

    Run of(List<Model> others) {
      List<HiddenWidths> widths = others.stream().map(Model::hidden).distinct().toList();
      List<Integer> places = ColourOrder.of(widths);
      Map<HiddenWidths, Integer> colours = new TreeMap<>();
      for (int i = 0; i < widths.size(); i++) {
        colours.put(widths.get(i), places.get(i));
      }
      return new Run(state, message, stoppable, reported, List.copyOf(others), colours);
    }
  }

  /// How a model stands.
  ///
  /// @param model its place among the models
  /// @param state one of [State]
  /// @param done epochs, a part of one included
  /// @param left the time that its training takes still, as it is printed; empty if it cannot be
  ///   told
  /// @param speed samples trained on in a second of the newest epoch, as it is printed, if there is
  ///   one
  /// @param testError as it is printed; empty unless training is complete
  record Standing(
      int model, String state, double done, String left, String speed, String testError) {
    static Standing waiting(int model) {
      return begun(model, State.WAITING, 0);
    }

    /// Of which there is nothing to tell yet, or any more.
    static Standing begun(int model, State state, double done) {
      return new Standing(model, state.label(), done, "", "", "");
    }

    /// @param seconds left
    /// @param speed in samples a second
    static Standing training(int model, double done, double seconds, double speed) {
      return new Standing(
          model,
          State.TRAINING.label(),
          done,
          Numbers.duration(seconds),
          speed > 0 ? Numbers.grouped(Math.round(speed)) : "",
          "");
    }

    static Standing done(int model, List<EpochErrors> epochs, RunResult result) {
      double speed = result.split().trainRows() / epochs.getLast().trainSeconds();
      return new Standing(
          model,
          State.DONE.label(),
          epochs.size(),
          "",
          Numbers.grouped(Math.round(speed)),
          ErrorText.of(result.testError()));
    }
  }

  /// The errors of one epoch; numbers for curves and texts for people.
  ///
  /// @param train on the training rows: evaluated, or else the running one
  record Errors(
      int model,
      int epoch,
      double train,
      String trainText,
      OptionalDouble validation,
      String validationText) {}

  /// What a model makes of the page's images.
  ///
  /// @param pixels a byte each, all images after each other, in Base64
  record Reconstructed(int model, int epoch, String pixels) {}

  /// How a model is trained.
  ///
  /// @param values by the settings' names
  record Settings(int model, Map<String, String> values) {}

  /// A test error to compare with.
  ///
  /// @param hidden of as many principal components as a code has units; 0 of the mean image
  /// @param text the error as it is printed
  record Line(int hidden, double error, String text) {}

  LiveFeed(StateChannel channel) {
    this.channel = channel;
    run = Run.of(State.WAITING, "", false, false, List.of());
  }

  /// Makes a model known, unless it is.
  ///
  /// @return its place
  synchronized int place(Model model) {
    for (int i = 0; i < models.size(); i++) {
      if (models.get(i).name().equals(model.name())) {
        if (!models.get(i).equals(model)) {
          models.set(i, model);
          post(run.of(models));
        }
        return i;
      }
    }
    models.add(model);
    post(run.of(models));
    return models.size() - 1;
  }

  /// Tells how the whole stands, if that is new.
  synchronized void run(State state, String message, boolean stoppable, boolean reported) {
    Run now = Run.of(state, message, stoppable, reported, models);
    if (!now.equals(run)) {
      post(now);
    }
  }

  private void post(Run now) {
    run = now;
    channel.publish("run", "run", Json.writeCompact(now));
  }

  /// Tells how a model stands.
  void standing(Standing standing) {
    channel.publish("model " + standing.model(), "model", Json.writeCompact(standing));
  }

  /// Tells the errors of an epoch.
  void epoch(int model, EpochErrors errors) {
    double train = errors.train().orElse(errors.trainRunning());
    OptionalDouble validation = errors.validation();
    var told =
        new Errors(
            model,
            errors.epoch(),
            train,
            ErrorText.of(train),
            validation,
            validation.isPresent() ? ErrorText.of(validation.getAsDouble()) : "");
    channel.publish("epoch " + model + " " + errors.epoch(), "epoch", Json.writeCompact(told));
  }

  /// Tells how a model is trained.
  void settings(int model, TrainingPlan plan, Architecture architecture) {
    Map<String, String> values = new LinkedHashMap<>();
    plan.settings().forEach((name, value) -> values.put(name.replace('_', ' '), value));
    Activation hidden = architecture.encoder().getFirst().activation();
    values.put("activation", hidden.label());
    if (!architecture.codeActivation().equals(hidden)) {
      values.put("code activation", architecture.codeActivation().label());
    }
    values.put("output", architecture.outputActivation().label());
    channel.publish(
        "settings " + model, "settings", Json.writeCompact(new Settings(model, values)));
  }

  /// Tells what the training rows' mean image reaches.
  void meanImage(double error) {
    line(0, error);
  }

  /// Tells what principal components reach.
  void linear(LinearOptimum.Errors linear) {
    linear.widths().forEach(width -> line(width.hidden(), width.best()));
  }

  private void line(int hidden, double error) {
    var told = new Line(hidden, error, ErrorText.of(error));
    channel.publish("line " + hidden, "line", Json.writeCompact(told));
  }

  /// Shows what a model makes of the images.
  void pictures(int model, int epoch, byte[] pixels) {
    String text = Base64.getEncoder().encodeToString(pixels);
    channel.publish(
        "pictures " + model, "pictures", Json.writeCompact(new Reconstructed(model, epoch, text)));
  }

  /// Shows what a model makes of rows of a table.
  void rows(ShownRows rows) {
    channel.publish("rows " + rows.model(), "rows", Json.writeCompact(rows));
  }
}
