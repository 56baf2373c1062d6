package dev.roundabout.viz.model;

/** A part of the window that is worth a look. */
public enum Spot {
  FLOW("the flow of requests"),
  BARS("requests per pod"),
  PROPAGATION("from scale to first request"),
  RESOLVED("resolved addresses"),
  CHANNELZ("channelz"),
  EVENTS("events");

  private final String label;

  Spot(String label) {
    this.label = label;
  }

  /** What it is called there. */
  public String label() {
    return label;
  }
}
