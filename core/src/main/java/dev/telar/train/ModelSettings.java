package dev.telar.train;

import static dev.telar.train.PlanSetting.oneOf;

import dev.telar.model.Activation;
import dev.telar.train.SettingsTable.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The values of a [ModelPlan] by their names in files, recipes and on the command line.
final class ModelSettings {
  /// Before the constants, which add themselves.
  static final SettingsTable<ModelPlan> TABLE = new SettingsTable<>(ModelSettings::plan);

  private static final PlanSetting<ModelPlan, Activation> ACTIVATION =
      activation("activation", ModelPlan::activation);

  /// Without one it is that of the other hidden layers.
  private static final PlanSetting<ModelPlan, Activation> CODE_ACTIVATION =
      TABLE.add(
          PlanSetting.<ModelPlan, Activation>optional(
                  "code_activation",
                  Activation::of,
                  plan ->
                      Optional.of(plan.codeActivation())
                          .filter(code -> !code.equals(plan.activation())))
              .writtenBy(Activation::label));

  private static final PlanSetting<ModelPlan, Activation> OUTPUT =
      activation("output", ModelPlan::output);
  static final PlanSetting<ModelPlan, InitialisationPlan> INIT =
      TABLE.add(
          PlanSetting.<ModelPlan, InitialisationPlan>of(
                  "init", InitialisationPlan::of, ModelPlan::init)
              .writtenBy(InitialisationPlan::label)
              .otherwise(InitialisationPlan.PYTORCH_DEFAULT));
  static final PlanSetting<ModelPlan, Boolean> OUTPUT_BIAS =
      TABLE.add(
          PlanSetting.<ModelPlan, Boolean>of(
                  "output_bias",
                  text -> oneOf(List.of("mean", "init")).apply(text).equals("mean"),
                  plan -> plan.init().outputAtMean())
              .writtenBy(mean -> mean ? "mean" : "init")
              .otherwise(false));
  static final PlanSetting<ModelPlan, Boolean> CENTRE_INPUTS =
      TABLE.add(
          PlanSetting.<ModelPlan, Boolean>of(
                  "centre_inputs", PlanSetting::flag, plan -> plan.init().centred())
              .otherwise(false));

  private ModelSettings() {}

  private static PlanSetting<ModelPlan, Activation> activation(
      String name, Function<ModelPlan, Activation> get) {
    return TABLE.add(
        PlanSetting.<ModelPlan, Activation>of(name, Activation::of, get)
            .writtenBy(Activation::label)
            .otherwise(new Activation.Relu()));
  }

  /// The plan of some values.
  private static ModelPlan plan(Values<ModelPlan> values) {
    Activation activation = values.get(ACTIVATION);
    return new ModelPlan(
        activation,
        values.find(CODE_ACTIVATION).orElse(activation),
        values.get(OUTPUT),
        values.get(INIT).withBiases(values.get(OUTPUT_BIAS), values.get(CENTRE_INPUTS)));
  }
}
