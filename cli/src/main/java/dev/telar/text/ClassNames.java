package dev.telar.text;

import dev.telar.data.FashionMnist;
import java.util.List;

/// The classes of Fashion-MNIST by their labels, in a language.
public final class ClassNames {
  private static final List<String> SPANISH =
      List.of(
          "Camiseta",
          "Pantalón",
          "Jersey",
          "Vestido",
          "Abrigo",
          "Sandalia",
          "Camisa",
          "Zapatilla",
          "Bolso",
          "Botín");

  private ClassNames() {}

  /// The names of classes 0, 1, …
  public static List<String> in(Language language) {
    return switch (language) {
      case ENGLISH -> FashionMnist.CLASSES;
      case SPANISH -> SPANISH;
    };
  }
}
