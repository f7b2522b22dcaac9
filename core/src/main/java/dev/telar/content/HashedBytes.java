package dev.telar.content;

import java.io.IOException;

/// Decompressed bytes that are read once, from the first to the last, and hashed meanwhile.
public interface HashedBytes {
  /// Reads until there are `length` bytes or the content ends, and says how many there were.
  int read(byte[] out, int from, int length) throws IOException;

  /// The number of decompressed bytes read so far.
  long position();

  /// The SHA-256 of what was read since the beginning, in hexadecimal. Ends the hashing.
  String sha256();
}
