package dev.telar.fetch;

import dev.telar.data.FileIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// A folder on a web server that has the files as `.gz`.
///
/// @param folder its address, with a slash at the end
record HttpSource(URI folder, Duration connectTimeout, Duration silenceTimeout) implements Source {
  @Override
  public String title() {
    return folder.toString();
  }

  @Override
  public void deliver(CacheFolder cache) throws IOException, InterruptedException {
    // Not closed but shut down: closing would wait for a server that says nothing.
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(Redirect.NORMAL)
            .build();
    try {
      for (FileIdentity file : cache.wanted()) {
        download(client, file, cache);
      }
    } finally {
      client.shutdownNow();
    }
  }

  private void download(HttpClient client, FileIdentity file, CacheFolder cache)
      throws IOException, InterruptedException {
    String name = file.name() + ".gz";
    HttpRequest request =
        HttpRequest.newBuilder(folder.resolve(name)).timeout(silenceTimeout).build();
    HttpResponse<InputStream> response = client.send(request, _ -> new BodyStream(silenceTimeout));
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(name + ": the server answers " + response.statusCode());
      }
      cache.admit(file, body, name);
    }
  }
}
