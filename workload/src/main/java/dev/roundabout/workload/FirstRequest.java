package dev.roundabout.workload;

import java.time.Instant;

/**
 * The first request that a server was asked for since its start; probes and reflection are none.
 *
 * @param at by the machine's clock, when its HEADERS were read
 * @param method full name, e.g. {@code Service/Get}
 * @param peer address and port that it came from
 */
public record FirstRequest(Instant at, String method, String peer) {

  /** The line that the server writes on its log. */
  public String line() {
    return "first request " + at + " " + method + " from " + peer;
  }
}
