package dev.telar.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an HTTP response as a stream that does not wait for ever: a request's own timeout
/// ends with the headers. Takes one delivery at a time, so a server cannot fill the memory. Read by
/// one thread.
final class BodyStream extends ChunkStream implements BodySubscriber<InputStream> {
  private sealed interface Event {}

  private record Data(List<ByteBuffer> buffers) implements Event {}

  private record End(@Nullable Throwable failure) implements Event {}

  private final Duration silenceTimeout;
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
  private boolean ended;

  BodyStream(Duration silenceTimeout) {
    this.silenceTimeout = silenceTimeout;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription given) {
    if (subscription.complete(given)) {
      given.request(1);
    } else {
      given.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    events.add(new Data(item));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new End(failure));
  }

  @Override
  public void onComplete() {
    events.add(new End(null));
  }

  @Override
  public int read(byte[] out, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, out.length);
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      ByteBuffer buffer = buffers.peek();
      if (buffer == null) {
        await();
      } else if (!buffer.hasRemaining()) {
        buffers.remove();
        if (buffers.isEmpty()) {
          subscription.join().request(1);
        }
      } else {
        int n = Math.min(length, buffer.remaining());
        buffer.get(out, from, n);
        return n;
      }
    }
    return -1;
  }

  private void await() throws IOException {
    Event event;
    try {
      event = events.poll(silenceTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    switch (event) {
      case null ->
          throw new HttpTimeoutException(
              "the server sent nothing for " + silenceTimeout.toMillis() + " ms");
      case Data(List<ByteBuffer> arrived) -> buffers.addAll(arrived);
      case End(Throwable failure) -> {
        ended = true;
        if (failure != null) {
          throw new IOException(failure.getMessage(), failure);
        }
      }
    }
  }

  /// Tells the server's side that no more is wanted.
  @Override
  public void close() {
    // Cancelling the future makes a subscription that comes later end at once.
    if (!subscription.cancel(false)) {
      subscription.join().cancel();
    }
  }
}
