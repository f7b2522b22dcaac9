package dev.telar.fuzz;

import static java.util.Objects.requireNonNull;

import dev.telar.tables.image.PictureFolder;
import dev.telar.tables.image.PictureOptions;
import dev.telar.tables.image.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// The input is the only picture in a folder. The JDK's readers, which decode it, are not steered
/// by coverage; what stands around them is.
public final class PictureTarget {
  private static final int HEIGHT = 3;
  private static final int WIDTH = 2;

  private PictureTarget() {}

  /// Called by the fuzzer.
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Path folder = requireNonNull(InputFile.of("picture", input).getParent());
    try {
      Pictures pictures =
          PictureFolder.read(folder, PictureOptions.defaults().withSize(HEIGHT, WIDTH));
      if (pictures.train().pixels().length != HEIGHT * WIDTH * pictures.channels()) {
        throw new AssertionError("has another size");
      }
    } catch (FileSystemException e) {
      check(e, folder);
    }
  }

  private static void check(FileSystemException problem, Path folder) {
    String reason = String.valueOf(problem.getReason());
    if (!folder.toString().equals(problem.getFile())
        || !reason.contains("; left out is picture: ")) {
      throw new AssertionError("is refused for another reason", problem);
    }
    if (reason.length() > 2000 || reason.codePoints().anyMatch(Character::isISOControl)) {
      throw new AssertionError("is not one line", problem);
    }
  }

  /// A small picture of each format, a coloured and a grey one.
  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (String format : List.of("png", "jpeg", "gif", "bmp", "tiff")) {
      seeds.add(seed(BufferedImage.TYPE_3BYTE_BGR, format));
      seeds.add(seed(BufferedImage.TYPE_BYTE_GRAY, format));
    }
    return seeds;
  }

  private static byte[] seed(int type, String format) throws IOException {
    var image = new BufferedImage(WIDTH, HEIGHT, type);
    image.setRGB(1, 1, 0xff123456);
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }
}
