package dev.telar.run;

import dev.telar.data.Dataset;
import dev.telar.model.HiddenWidths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the recipe for tables leaves to the table: widths, batches and epochs by the number of
/// inputs and rows.
public final class TableRecipe {
  /// So many rows are shown in all epochs together, where the bounds of epochs allow it.
  private static final long ROWS_SHOWN = 3_000_000;

  private static final int FEWEST_EPOCHS = 5;
  private static final int MOST_EPOCHS = 1000;
  private static final int PATIENCE_PARTS = 4;
  private static final int SMALL_BATCH = 32;
  private static final int LARGE_BATCH = 1024;

  /// A batch has one row of so many, within its bounds.
  private static final int ROWS_PER_BATCH_ROW = 200;

  private static final int WIDEST = 512;
  private static final int WIDTH_STEP = 8;

  private TableRecipe() {}

  /// The recipe with what it leaves to the data, where it does not say it.
  ///
  /// @param codes sizes of the code as parts of the inputs
  public static Recipe on(Dataset data, Recipe recipe, List<Double> codes) {
    int rows = data.train().rows() - data.validationRows().orElse(0);
    int batch = batchRows(rows);
    Map<String, String> sized = new LinkedHashMap<>();
    put(sized, recipe, "batch_size", batch);
    put(sized, recipe, "epochs", epochs(rows));
    if (data.validationRows().orElse(0) > 0) {
      put(sized, recipe, "patience", Math.max(FEWEST_EPOCHS, epochs(rows) / PATIENCE_PARTS));
    }
    if (recipe.hidden().isEmpty() && !codes.isEmpty()) {
      int inputs = data.train().width();
      sized.put(
          "hidden",
          Recipe.text(codes.stream().map(part -> widths(inputs, part)).distinct().toList()));
    }
    return recipe.with(sized);
  }

  private static void put(Map<String, String> sized, Recipe recipe, String name, int value) {
    if (!recipe.gives(name)) {
      sized.put(name, String.valueOf(value));
    }
  }

  private static int batchRows(int rows) {
    int wanted = Math.clamp(rows / ROWS_PER_BATCH_ROW, SMALL_BATCH, LARGE_BATCH);
    return Integer.highestOneBit(wanted);
  }

  private static int epochs(int rows) {
    return Math.clamp(ROWS_SHOWN / rows, FEWEST_EPOCHS, MOST_EPOCHS);
  }

  /// A hidden layer of twice the inputs, and a code.
  ///
  /// @param part size of the code as a part of the inputs
  private static HiddenWidths widths(int inputs, double part) {
    int wide = Math.min(WIDEST, Math.ceilDiv(2 * inputs, WIDTH_STEP) * WIDTH_STEP);
    int code = Math.max(1, (int) Math.rint(inputs * part));
    return HiddenWidths.of(wide + "-" + Math.min(code, WIDEST));
  }
}
