package dev.telar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.data.Batch;
import dev.telar.data.ByteSamples;
import org.junit.jupiter.api.Test;

class SampleLoaderTest {
  @Test
  void everyByteBecomesTheFloatThatADivisionGives() {
    byte[] bytes = new byte[2 * 256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    var batch = new Batch(new ByteSamples(bytes, 2, 256), new int[] {1, 0}, 0, 2);
    var x = new Panels(2, 256);
    SampleLoader.load(batch, 0, 2, new float[256], x);

    for (int row = 0; row < 2; row++) {
      float[] loaded = new float[256];
      x.getRow(row, loaded, 0);
      for (int i = 0; i < 256; i++) {
        assertThat(loaded[i]).isEqualTo((bytes[(1 - row) * 256 + i] & 0xff) / 255f);
      }
    }
  }
}
