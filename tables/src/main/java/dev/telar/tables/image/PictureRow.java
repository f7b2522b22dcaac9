package dev.telar.tables.image;

import dev.telar.data.FileIdentity;
import java.util.Optional;

/// A picture that was read.
///
/// @param identity its file
/// @param label the name of its class, if there are classes
/// @param pixels what it became
record PictureRow(FileIdentity identity, Optional<String> label, Pixels pixels) {}
