import com.sun.net.httpserver.*;
import dev.telar.score.*;
import java.io.*;
import java.net.*;
import java.nio.file.Path;
import java.util.*;
import java.util.concurrent.Executors;
import tools.jackson.core.*;
import tools.jackson.core.json.JsonFactory;

/// Scores rows over HTTP, on this machine alone. A row is posted as an object of JSON with the columns' names.
///
///     java -cp telar-runtime.jar:jackson-core.jar Service.java MODEL PORT
public class Service {
  static final JsonFactory JSON = new JsonFactory();

  public static void main(String[] args) throws IOException {
    Scorer scorer = Scorer.load(Path.of(args[0]));
    double threshold = scorer.calibration().orElseThrow()
        .threshold(ScoreKind.BOTH, Calibration.DEFAULT_ALARM_RATE).orElse(Double.POSITIVE_INFINITY);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/score", exchange -> answer(exchange, scorer, threshold));
    server.setExecutor(Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors()));
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + "/score");
  }

  static void answer(HttpExchange exchange, Scorer scorer, double threshold) throws IOException {
    try {
      Map<String, Object> row = row(exchange.getRequestBody().readNBytes(1 << 20));
      send(exchange, 200, "application/json", json(scorer, row, threshold));
    } catch (IllegalArgumentException | JacksonException e) {
      String problem = e instanceof JacksonException bad ? bad.getOriginalMessage() : String.valueOf(e.getMessage());
      send(exchange, 400, "text/plain", (problem.replaceAll("\\p{Cntrl}+", " ") + "\n").getBytes("UTF-8"));
    }
  }

  static Map<String, Object> row(byte[] body) {
    Map<String, Object> row = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      boolean begins = json.nextToken() == JsonToken.START_OBJECT;
      while (begins && json.nextToken() == JsonToken.PROPERTY_NAME) {
        row.put(json.currentName(), switch (json.nextToken()) {
          case VALUE_STRING -> json.getString();
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
          case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
          case VALUE_NULL -> null;
          default -> throw new IllegalArgumentException(json.currentName() + " must be text, a number, true or false");
        });
      }
      if (!begins || json.nextToken() != null) {
        throw new IllegalArgumentException("a row is one object of JSON");
      }
    }
    return row;
  }

  static byte[] json(Scorer scorer, Map<String, Object> row, double threshold) {
    RowScore score = scorer.score(row);
    var out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      json.writeStartObject().writeNumberProperty("score", score.score());
      json.writeNumberProperty("p_value", scorer.pValue(ScoreKind.BOTH, score));
      json.writeBooleanProperty("anomaly", score.score() > threshold).writeArrayPropertyStart("why");
      scorer.why(score, row, 3).forEach(reason -> json.writeString(reason.toString()));
      json.writeEndArray().writeEndObject();
    }
    return out.toByteArray();
  }

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
