package dev.roundabout.viz.cluster.kubernetes;

/**
 * One line of the preflight.
 *
 * @param name what was looked at
 * @param ok whether Roundabout can do with it; what it can do without is named in the detail
 * @param detail what was found
 * @param nextStep what to do, with a command where there is one; empty where nothing is to be done
 */
public record Check(String name, boolean ok, String detail, String nextStep) {
  static Check good(String name, String detail) {
    return new Check(name, true, detail, "");
  }

  static Check bad(String name, String detail, String nextStep) {
    return new Check(name, false, detail, nextStep);
  }
}
