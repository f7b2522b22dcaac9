package dev.telar.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.telar.format.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Runs a model's ONNX by ONNX Runtime.
final class OnnxRun implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;

  OnnxRun(byte[] content) throws OrtException {
    session = ENVIRONMENT.createSession(content, new OrtSession.SessionOptions());
  }

  static OnnxRun of(ModelFile model, OnnxOptions options) throws OrtException, IOException {
    var out = new ByteArrayOutputStream();
    OnnxModel.write(out, model, options);
    return new OnnxRun(out.toByteArray());
  }

  Set<String> inputs() {
    return session.getInputNames();
  }

  Set<String> outputs() {
    return session.getOutputNames();
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  /// What a model gives, by the names of its outputs.
  record Outputs(Map<String, Object> all) {
    <T> T get(String name, Class<T> type) {
      return type.cast(Objects.requireNonNull(all.get(name)));
    }
  }

  /// All outputs.
  ///
  /// @param inputs arrays of two dimensions
  Outputs run(Map<String, ?> inputs) throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (var input : inputs.entrySet()) {
        tensors.put(input.getKey(), tensor(input.getValue()));
      }
      Map<String, Object> outputs = new LinkedHashMap<>();
      try (OrtSession.Result result = session.run(tensors)) {
        for (var output : result) {
          outputs.put(output.getKey(), output.getValue().getValue());
        }
      }
      return new Outputs(outputs);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(Object values) throws OrtException {
    if (values instanceof byte[][] rows) {
      ByteBuffer all = ByteBuffer.allocateDirect(rows.length * rows[0].length);
      for (byte[] row : rows) {
        all.put(row);
      }
      return OnnxTensor.createTensor(
          ENVIRONMENT, all.flip(), new long[] {rows.length, rows[0].length}, OnnxJavaType.UINT8);
    }
    return OnnxTensor.createTensor(ENVIRONMENT, values);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
