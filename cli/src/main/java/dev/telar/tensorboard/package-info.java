/// Event files, which TensorBoard shows.
///
/// Start with [TensorBoard]; `RunEvents` says what is written, `EventFile` and `Protobuf` how.
@NullMarked
package dev.telar.tensorboard;

import org.jspecify.annotations.NullMarked;
