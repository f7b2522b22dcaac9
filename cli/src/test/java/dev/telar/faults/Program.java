package dev.telar.faults;

import java.io.IOException;
import java.nio.file.Path;

/// A program that may be stopped anywhere: it resumes from what it finds in its folder, or begins
/// if it finds nothing.
@FunctionalInterface
interface Program {
  void run(Path folder) throws IOException, InterruptedException;
}
