package dev.telar.data;

import dev.telar.content.Content;
import dev.telar.format.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the header of an IDX file says: a magic number of two bytes 0, the type of the numbers and
/// the number of dimensions; then a big-endian size for each dimension.
///
/// @param type of the numbers
/// @param shape sizes, each at least 1, of no more numbers than an array holds
record IdxHeader(NumberType type, List<Integer> shape) {
  /// Where the number of images or labels is.
  static final int COUNT_OFFSET = 4;

  /// Where the type is.
  static final int TYPE_OFFSET = 2;

  private static final int LABELS = 0x801;
  private static final int ROWS = 0xd02;
  private static final int IMAGES = 0x803;
  private static final int GZIP = 0x1f8b;

  /// What a file is read for.
  enum Use {
    /// (rows, height, width), or (rows, height, width, channels), of numbers.
    IMAGES(IdxHeader.IMAGES) {
      @Override
      boolean reads(NumberType type, int dimensions) {
        return dimensions == 3 || dimensions == 4;
      }
    },
    /// (rows, columns) of numbers, or (rows).
    ROWS(IdxHeader.ROWS) {
      @Override
      boolean reads(NumberType type, int dimensions) {
        return dimensions <= 2;
      }
    },
    /// Numbers of any shape.
    ANY(IdxHeader.IMAGES) {
      @Override
      boolean reads(NumberType type, int dimensions) {
        return dimensions <= 4;
      }
    },
    /// (rows), or (rows, columns), of integers.
    LABELS(IdxHeader.LABELS) {
      @Override
      boolean reads(NumberType type, int dimensions) {
        return dimensions <= 2 && type != NumberType.FLOAT32 && type != NumberType.FLOAT64;
      }
    };

    private final int usual;

    /// @param usual the magic number of most such files
    Use(int usual) {
      this.usual = usual;
    }

    /// What files of this use are called.
    String what() {
      return switch (this) {
        case IMAGES, ANY -> "images";
        case ROWS -> "tables of floats";
        case LABELS -> "labels";
      };
    }

    abstract boolean reads(NumberType type, int dimensions);
  }

  /// Reads a header.
  ///
  /// @throws FormatException if it is not one of a file of this use
  static IdxHeader read(Content content, Path file, Use use) throws IOException {
    var field = new byte[Integer.BYTES];
    int got = content.read(field, 0, field.length);
    if (got < field.length) {
      throw cut(file, 4 + 4 * (use.usual & 0xff), got);
    }
    int magic = ByteBuffer.wrap(field).getInt();
    NumberType type = type(magic);
    int dimensions = magic & 0xff;
    if (type == null || dimensions == 0 || !use.reads(type, dimensions)) {
      throw new FormatException(
          file, 0, "magic number 0x%08x is %s".formatted(magic, problem(magic, use)));
    }
    return new IdxHeader(type, readShape(content, file, use, type, dimensions));
  }

  private static FormatException cut(Path file, int bytes, int got) {
    return new FormatException(
        file, got, "the header is cut off: it has " + bytes + " bytes, here are " + got);
  }

  private static List<Integer> readShape(
      Content content, Path file, Use use, NumberType type, int dimensions) throws IOException {
    var header = new byte[Integer.BYTES * dimensions];
    int got = content.read(header, 0, header.length);
    if (got < header.length) {
      throw cut(file, 4 + header.length, 4 + got);
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    var shape = new Integer[dimensions];
    // Labels are read as bytes.
    double product = use == Use.LABELS ? type.bytes() : 1;
    for (int i = 0; i < dimensions; i++) {
      long size = Integer.toUnsignedLong(fields.getInt());
      if (size == 0) {
        throw new FormatException(
            file, offset(i), "the " + sizeName(use, i) + " is 0, must be at least 1");
      }
      // A double cannot overflow, and is exact up to where the comparison is made.
      product *= size;
      if (product > SampleSize.LARGEST) {
        throw new FormatException(
            file,
            offset(i),
            "the header promises %.0f values or more; an array holds at most %d"
                .formatted(product, SampleSize.LARGEST));
      }
      shape[i] = (int) size;
    }
    return List.of(shape);
  }

  private static String sizeName(Use use, int dimension) {
    return switch (dimension) {
      case 0 -> "number of items";
      case 1 -> use == Use.IMAGES || use == Use.ANY ? "image height" : "number of columns";
      case 2 -> "image width";
      default -> "number of channels";
    };
  }

  /// Where the size of a dimension is.
  static long offset(int dimension) {
    return COUNT_OFFSET + (long) Integer.BYTES * dimension;
  }

  private static @Nullable NumberType type(int magic) {
    return switch (magic >>> 8) {
      case 0x08 -> NumberType.UINT8;
      case 0x09 -> NumberType.INT8;
      case 0x0b -> NumberType.INT16;
      case 0x0c -> NumberType.INT32;
      case 0x0d -> NumberType.FLOAT32;
      case 0x0e -> NumberType.FLOAT64;
      default -> null;
    };
  }

  /// What a magic number says, and what it would have to say.
  private static String problem(int magic, Use use) {
    String usual = "; %s have 0x%08x".formatted(use.what(), use.usual);
    if (magic == IMAGES) {
      return "a file of images" + usual;
    }
    if (magic == LABELS) {
      return "a file of labels" + usual;
    }
    if (Integer.reverseBytes(magic) == IMAGES || Integer.reverseBytes(magic) == LABELS) {
      return "an IDX file in the wrong byte order, which must be big-endian" + usual;
    }
    if (magic >>> 16 == GZIP) {
      return "a file that was compressed twice" + usual;
    }
    NumberType type = type(magic);
    int dimensions = magic & 0xff;
    if (type == null || dimensions == 0) {
      return "not one of an IDX file" + usual;
    }
    return "an IDX file of %s in %d dimension%s; %s"
        .formatted(
            plural(type),
            dimensions,
            dimensions == 1 ? "" : "s",
            switch (use) {
              case LABELS -> "labels are integers in 1 dimension, or in 2 with the class first";
              case ROWS -> "tables have 2, rows and columns";
              case IMAGES, ANY -> "images have 3, rows, height and width, or 4 with the channels";
            });
  }

  private static String plural(NumberType type) {
    return switch (type) {
      case UINT8 -> "unsigned bytes";
      case INT8 -> "signed bytes";
      case INT16 -> "shorts";
      case INT32 -> "ints";
      case FLOAT32 -> "floats";
      default -> "doubles";
    };
  }

  /// How many numbers there are.
  int count() {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    return count;
  }

  /// The header's bytes.
  long bytes() {
    return offset(shape.size());
  }

  /// The bytes of the whole file.
  long fileBytes() {
    return bytes() + (long) count() * type.bytes();
  }

  /// The size of a dimension, 1 if there are not as many.
  int size(int dimension) {
    return dimension < shape.size() ? shape.get(dimension) : 1;
  }
}
