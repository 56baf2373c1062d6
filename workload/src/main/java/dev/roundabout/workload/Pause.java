package dev.roundabout.workload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits, and does nothing else: the {@code preStop} hook of the pods. A pod serves on while it
 * waits, so that DNS and kube-proxy forget its address before the server says goodbye.
 *
 * <p>Not a command of {@link Main}: it starts in every pod that ends, in little memory, and needs
 * nothing but the JDK.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/">Container
 *     Lifecycle Hooks</a>
 */
final class Pause {
  private Pause() {}

  /** Waits as many seconds as its only argument says; exit code 2 if it says nothing. */
  public static void main(String[] args) {
    if (args.length != 1 || !args[0].matches("\\d{1,4}")) {
      System.err.println("Usage: Pause SECONDS");
      System.exit(2);
    }
    pause(TimeUnit.SECONDS.toNanos(Long.parseLong(args[0])));
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
