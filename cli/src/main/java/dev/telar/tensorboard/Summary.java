package dev.telar.tensorboard;

/// Numbers and pictures of a step, by name.
final class Summary {
  // Fields of Summary, Summary.Value and Summary.Image.
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int IMAGE = 4;
  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;
  private static final int COLOUR_SPACE = 3;
  private static final int ENCODED_IMAGE = 4;

  private static final int GREY = 1;

  private final Protobuf message = new Protobuf();

  /// Adds a number, which is kept as a float.
  Summary scalar(String tag, double value) {
    message.message(VALUE, new Protobuf().text(TAG, tag).real(SIMPLE_VALUE, (float) value));
    return this;
  }

  /// Adds a grey picture.
  Summary image(String tag, int height, int width, byte[] png) {
    Protobuf image =
        new Protobuf()
            .integer(HEIGHT, height)
            .integer(WIDTH, width)
            .integer(COLOUR_SPACE, GREY)
            .bytes(ENCODED_IMAGE, png);
    message.message(VALUE, new Protobuf().text(TAG, tag).message(IMAGE, image));
    return this;
  }

  Protobuf message() {
    return message;
  }
}
