package dev.roundabout.viz.cluster.kubernetes;

import java.io.IOException;

/** Nothing answers at the API's address, which may change by itself; the message says more. */
public final class UnreachableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
