package dev.telar.onnx;

/// The types of a tensor's elements that are used here, with ONNX's numbers.
///
/// @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">TensorProto.DataType</a>
enum ElementType {
  FLOAT(1),
  UINT8(2),
  INT64(7),
  STRING(8),
  BOOL(9),
  DOUBLE(11);

  final int number;

  ElementType(int number) {
    this.number = number;
  }
}
