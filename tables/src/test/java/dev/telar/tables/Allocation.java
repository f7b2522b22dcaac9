package dev.telar.tables;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts what a thread takes of the heap.
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /// The bytes that this thread allocates while it does something.
  public static long during(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
