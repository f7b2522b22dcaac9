/// Models as ONNX files, which other languages and programs run: the preparation of a table's
/// columns, the network, and its errors, in one graph.
///
/// Read [dev.telar.onnx.OnnxModel], then [dev.telar.onnx.OnnxOptions]; [dev.telar.onnx.OnnxCheck]
/// says whether a file is still that of a model.
@NullMarked
package dev.telar.onnx;

import org.jspecify.annotations.NullMarked;
