package dev.telar.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/// Folders of a few small pictures in colours.
public final class TinyPictures {
  static final int HEIGHT = 6;
  static final int WIDTH = 5;
  static final int EACH = 20;

  private static final List<String> CLASSES = List.of("blue things", "green", "red");

  private TinyPictures() {}

  /// Writes a folder for each of three classes, and returns the whole.
  public static Path write(Path folder) throws IOException {
    var random = new Random(3);
    for (String name : CLASSES) {
      Path place = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < EACH; i++) {
        int channel = 8 * CLASSES.indexOf(name);
        ImageIO.write(picture(channel, random), "png", place.resolve(i + ".png").toFile());
      }
    }
    return folder;
  }

  private static BufferedImage picture(int shift, Random random) {
    var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    int brightness = 100 + random.nextInt(156);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int bar = x == y % WIDTH ? brightness : random.nextInt(40);
        picture.setRGB(x, y, bar << shift | random.nextInt(30) << 8);
      }
    }
    return picture;
  }
}
