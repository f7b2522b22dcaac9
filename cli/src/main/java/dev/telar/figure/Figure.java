package dev.telar.figure;

import java.util.Optional;

/// A drawn figure.
///
/// @param name of its files, without the ending: `figure-1`
/// @param title its number and what it shows, in a few words
/// @param caption what to know to read it
/// @param description what it shows, for those who do not see it
/// @param svg a whole SVG document with a `viewBox`; its ids begin with the figure's name
/// @param accessible the same in colours that are told apart in grey and by the colour-blind; empty
///   where colours mean nothing
public record Figure(
    String name,
    String title,
    String caption,
    String description,
    String svg,
    Optional<String> accessible) {}
