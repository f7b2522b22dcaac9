package dev.telar.engine.vector;

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

    float[] loaded = x.toArray();
    for (int i = 0; i < loaded.length; i++) {
      assertThat(loaded[i]).isEqualTo((bytes[(i + 256) % 512] & 0xff) / 255f);
    }
  }
}
