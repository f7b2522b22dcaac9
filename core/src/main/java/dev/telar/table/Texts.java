package dev.telar.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The different texts of a column, in the order in which they came, as long as there are not too
/// many. No string is made for a text that is known already. For one thread at a time.
final class Texts {
  private static final int FIRST_SLOTS = 64;

  private final int most;
  private final List<String> texts = new ArrayList<>();
  private int[] slots = new int[FIRST_SLOTS]; // the place in texts, from 1; at most half full

  /// @param most so many are kept
  Texts(int most) {
    this.most = most;
  }

  /// The place of a text, from 0; the most that are kept, if it is not one of them.
  int add(char[] chars, int start, int length) {
    int slot = find(chars, start, length);
    if (slots[slot] > 0) {
      return slots[slot] - 1;
    }
    if (texts.size() == most) {
      return most;
    }
    texts.add(new String(chars, start, length));
    slots[slot] = texts.size();
    if (2 * texts.size() > slots.length) {
      grow();
    }
    return texts.size() - 1;
  }

  /// Whether a text is known.
  boolean has(char[] chars, int start, int length) {
    return slots[find(chars, start, length)] > 0;
  }

  private int find(char[] chars, int start, int length) {
    int slot = hash(chars, start, length) & (slots.length - 1);
    while (slots[slot] > 0 && !equals(texts.get(slots[slot] - 1), chars, start, length)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int i = 0; i < texts.size(); i++) {
      char[] chars = texts.get(i).toCharArray();
      slots[find(chars, 0, chars.length)] = i + 1;
    }
  }

  private static int hash(char[] chars, int start, int length) {
    int hash = 0;
    for (int i = start; i < start + length; i++) {
      hash = 31 * hash + chars[i];
    }
    // Spreads what differs in a few bits only.
    hash *= 0x9e3779b9;
    return hash ^ (hash >>> 15);
  }

  private static boolean equals(String text, char[] chars, int start, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[start + i]) {
        return false;
      }
    }
    return true;
  }

  /// How many are known.
  int count() {
    return texts.size();
  }

  /// All of them that are known, by their places.
  List<String> all() {
    return Collections.unmodifiableList(texts);
  }
}
