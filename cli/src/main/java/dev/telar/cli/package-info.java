/// The command line: one class a command, and the options that they share.
///
/// Read [dev.telar.cli.Main], then [dev.telar.cli.TelarCommand] and [dev.telar.cli.StudyCommand].
@NullMarked
package dev.telar.cli;

import org.jspecify.annotations.NullMarked;
