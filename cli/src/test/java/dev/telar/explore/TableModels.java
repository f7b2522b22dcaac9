package dev.telar.explore;

import dev.telar.cli.TinyTable;
import dev.telar.study.TestRows;
import dev.telar.table.TableSamples;
import java.io.IOException;
import java.nio.file.Path;

/// A model of a small table, and the test rows that it is explored on.
record TableModels(Path run, TestRows tested) {
  static TableModels trained(Path folder) throws IOException {
    return new TableModels(TinyTable.trained(folder), TestRows.of(TinyTable.data(folder)));
  }

  TableSamples rows() {
    return (TableSamples) tested.test();
  }
}
