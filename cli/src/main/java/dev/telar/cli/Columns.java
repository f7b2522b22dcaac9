package dev.telar.cli;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.Set;

/// How much room a text takes on a terminal, which shows some letters over two columns and some on
/// those before them.
final class Columns {
  private static final Set<UnicodeScript> WIDE =
      Set.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.HANGUL,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.YI);

  private static final Set<UnicodeBlock> WIDE_BLOCKS =
      Set.of(UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION, UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS);

  /// Of the block that holds both widths of the letters that have two.
  private static final int FIRST_HALFWIDTH = 0xff61;

  private static final int LAST_HALFWIDTH = 0xffdc;

  private Columns() {}

  /// How many columns a text takes.
  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  /// The beginning of a text that takes no more than so many columns.
  static String fit(String text, int columns) {
    int taken = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      taken += of(text.codePointAt(i));
      if (taken > columns) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  private static int of(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.CONTROL ->
          0;
      default -> isWide(letter) ? 2 : 1;
    };
  }

  private static boolean isWide(int letter) {
    if (letter >= FIRST_HALFWIDTH && letter <= LAST_HALFWIDTH) {
      return false;
    }
    return Character.isEmojiPresentation(letter)
        || WIDE.contains(UnicodeScript.of(letter))
        || WIDE_BLOCKS.contains(UnicodeBlock.of(letter));
  }
}
