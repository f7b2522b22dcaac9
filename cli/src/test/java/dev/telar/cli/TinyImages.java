package dev.telar.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// A data set of a few small pictures, as IDX files.
public final class TinyImages {
  static final int HEIGHT = 5;
  static final int WIDTH = 4;
  static final int TRAIN_ROWS = 60;
  static final int TEST_ROWS = 20;

  private TinyImages() {}

  /// Writes the four files into a folder and returns it.
  public static Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    var random = new Random(7);
    Files.write(folder.resolve("train-images-idx3-ubyte"), images(TRAIN_ROWS, random));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(TRAIN_ROWS));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(TEST_ROWS, random));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(TEST_ROWS));
    return folder;
  }

  private static byte[] images(int rows, Random random) {
    ByteBuffer file = ByteBuffer.allocate(16 + rows * HEIGHT * WIDTH);
    file.putInt(0x803).putInt(rows).putInt(HEIGHT).putInt(WIDTH);
    for (int row = 0; row < rows; row++) {
      int brightness = random.nextInt(256);
      for (int i = 0; i < HEIGHT * WIDTH; i++) {
        file.put((byte) (i % WIDTH == row % WIDTH ? brightness : random.nextInt(20)));
      }
    }
    return file.array();
  }

  private static byte[] labels(int rows) {
    ByteBuffer file = ByteBuffer.allocate(8 + rows);
    file.putInt(0x801).putInt(rows);
    for (int row = 0; row < rows; row++) {
      file.put((byte) (row % WIDTH));
    }
    return file.array();
  }
}
