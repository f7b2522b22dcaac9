package dev.telar.faults;

import java.io.IOException;
import java.nio.file.Path;

/// A program that may be stopped anywhere: it goes on with what it finds in its folder, or begins
/// if there is nothing to go on from.
@FunctionalInterface
interface Program {
  void run(Path folder) throws IOException, InterruptedException;
}
