package dev.roundabout.viz.dns;

import java.io.IOException;

/** Takes a query to a DNS server: over UDP, over TCP, or through a stream of the cluster's API. */
@FunctionalInterface
public interface DnsTransport {

  /**
   * Blocks until the answer is here; several threads may ask at once. An interrupt ends the wait.
   *
   * @param query in wire format, without the length that TCP puts before it
   * @return the answer in wire format, likewise
   * @throws IOException where no answer came in time; the message is fit for the screen
   */
  byte[] exchange(byte[] query) throws IOException;
}
