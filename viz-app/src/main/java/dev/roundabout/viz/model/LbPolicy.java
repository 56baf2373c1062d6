package dev.roundabout.viz.model;

/**
 * The load-balancing policies that can be switched to. To add one, add a constant: its label, which
 * is its name in a service config, and a sentence.
 */
public enum LbPolicy {
  PICK_FIRST("pick_first", "one connection takes every call"),
  ROUND_ROBIN("round_robin", "every READY address in turn");

  private final String label;
  private final String expectation;

  LbPolicy(String label, String expectation) {
    this.label = label;
    this.expectation = expectation;
  }

  /** The policy's name in a service config. */
  public String label() {
    return label;
  }

  /** One sentence on what to expect of it. */
  public String expectation() {
    return expectation;
  }
}
