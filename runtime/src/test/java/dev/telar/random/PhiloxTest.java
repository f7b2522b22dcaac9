package dev.telar.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhiloxTest {
  /// Counter, key, block: the lines "philox4x32 10" of Random123's `tests/kat_vectors`.
  ///
  /// @see <a href="https://github.com/DEShawResearch/random123">Random123</a>
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000 00000000 00000000 00000000 00000000 00000000 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 d16cfe09 94fdcceb 5001e420 24126ea1"
      })
  void blocksAreThePublishedOnes(String knownAnswer) {
    int[] words =
        Arrays.stream(knownAnswer.split(" "))
            .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
            .toArray();
    long key = Integer.toUnsignedLong(words[5]) << 32 | Integer.toUnsignedLong(words[4]);
    int[] block = new int[4];

    Philox.block(key, words[0], words[1], words[2], words[3], block);

    assertThat(block).containsExactly(words[6], words[7], words[8], words[9]);
  }
}
