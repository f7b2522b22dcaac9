package dev.telar.tables.image;

import java.util.Arrays;

/// Resizes a picture: a new pixel is the mean of the old ones under it, each weighted by the area
/// of it that lies there. Larger pictures follow the same rule.
///
/// Areas are whole numbers when both sizes' products are the unit: an old pixel is as wide as there
/// are new ones, and the other way round. So sums are exact, and each value is rounded once, half
/// up, everywhere alike.
final class AreaAverage {
  private AreaAverage() {}

  static Pixels resize(Pixels picture, PictureSize size) {
    PictureSize from = picture.size();
    if (from.equals(size)) {
      return picture;
    }
    var rows = new Axis(from.height(), size.height());
    var columns = new Axis(from.width(), size.width());
    int channels = picture.channels();
    int rowValues = size.width() * channels;
    var narrowed = new long[rowValues];
    int narrowedRow = -1;
    var sums = new long[rowValues];
    long area = from.pixels();
    var out = new byte[size.pixels() * channels];
    for (int y = 0; y < size.height(); y++) {
      Arrays.fill(sums, 0);
      for (int i = rows.start[y]; i < rows.start[y + 1]; i++) {
        // A row on the border of two new ones, or under several, is narrowed once.
        if (rows.source(y, i) != narrowedRow) {
          narrowedRow = rows.source(y, i);
          columns.narrow(
              picture.values(), narrowedRow * from.width() * channels, channels, narrowed);
        }
        long weight = rows.weight[i];
        for (int k = 0; k < rowValues; k++) {
          sums[k] += weight * narrowed[k];
        }
      }
      for (int k = 0; k < rowValues; k++) {
        out[y * rowValues + k] = (byte) ((2 * sums[k] + area) / (2 * area));
      }
    }
    return new Pixels(size, channels, out);
  }

  /// How the old pixels lie under the new ones in one direction.
  private static final class Axis {
    /// The first old pixel under each new one.
    private final int[] first;

    /// Where the weights of each new pixel begin, and where the last ones end.
    private final int[] start;

    /// How much of an old pixel lies under a new one.
    private final int[] weight;

    Axis(int from, int to) {
      first = new int[to];
      start = new int[to + 1];
      weight = new int[from + to];
      int count = 0;
      for (int x = 0; x < to; x++) {
        long left = (long) x * from;
        long right = left + from;
        first[x] = (int) (left / to);
        start[x] = count;
        for (long old = first[x]; old * to < right; old++) {
          weight[count++] = (int) (Math.min((old + 1) * to, right) - Math.max(old * to, left));
        }
      }
      start[to] = count;
    }

    /// The old pixel of a weight of a new one.
    int source(int x, int i) {
      return first[x] + i - start[x];
    }

    /// The weighted sums of a row.
    void narrow(byte[] values, int from, int channels, long[] out) {
      for (int x = 0; x < first.length; x++) {
        for (int channel = 0; channel < channels; channel++) {
          long sum = 0;
          int at = from + first[x] * channels + channel;
          for (int i = start[x]; i < start[x + 1]; i++) {
            sum += (long) weight[i] * (values[at] & 0xff);
            at += channels;
          }
          out[x * channels + channel] = sum;
        }
      }
    }
  }
}
