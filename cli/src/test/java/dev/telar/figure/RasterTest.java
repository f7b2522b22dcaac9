package dev.telar.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telar.model.Features;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RasterTest {
  @Test
  void aPixelOfAColouredPictureIsItsThreeValues() throws Exception {
    float[] values = {1, 0, 0.2f, 0, -1, 2};

    BufferedImage picture = read(Raster.picture(values, new Features.Image(1, 2, 3), 2));

    assertThat(picture.getWidth()).isEqualTo(4);
    assertThat(picture.getHeight()).isEqualTo(2);
    assertThat(picture.getRGB(1, 1)).isEqualTo(0xffff0033);
    assertThat(picture.getRGB(2, 0)).isEqualTo(0xff0000ff);
  }

  @Test
  void aMosaicHasItsPicturesRowByRow() throws Exception {
    float[] three = {0, 0.2f, 0.4f, 0.6f, 0.8f, 1};

    BufferedImage mosaic = read(Raster.mosaic(three, Features.Image.grey(2, 1), 2));

    assertThat(mosaic.getWidth()).isEqualTo(2);
    assertThat(mosaic.getHeight()).isEqualTo(4);
    int[] found = mosaic.getRaster().getSamples(0, 0, 2, 4, 0, (int[]) null);
    assertThat(found).containsExactly(0, 102, 51, 153, 204, 0, 255, 0);
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
