package dev.roundabout.viz.model;

/** What the trace of a subchannel tells of gRPC's answers to what went wrong. */
public enum Traced {
  KEEPALIVE_CLOSED("keepalive closed the connection to %s: a ping was not answered"),
  LEFT_OUT("outlier detection left %s out"),
  TAKEN_BACK("outlier detection took %s back in"),
  UNHEALTHY("health checking leaves %s out: it does not say SERVING");

  private final String words;

  Traced(String words) {
    this.words = words;
  }

  String words(String pod) {
    return words.formatted(pod);
  }
}
