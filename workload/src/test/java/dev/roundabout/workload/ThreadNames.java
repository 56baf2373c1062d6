package dev.roundabout.workload;

import java.util.List;

/** The live threads of this JVM, by name. */
final class ThreadNames {

  private ThreadNames() {}

  static List<String> alive(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }
}
