package dev.roundabout.viz.model.diagnosis;

/** What would change what a {@link Finding} says. A window adds the key, a terminal the flag. */
public enum Remedy {
  SCALE_UP("add pods"),
  BREAK_CONNECTION("break a connection"),
  RESOLVE_NOW("let the client ask now"),
  NEXT_RESOLVER("choose another way of re-resolving"),
  USE_HEADLESS("call the headless Service"),
  USE_ROUND_ROBIN("switch to round_robin"),
  RESUME("resume the load"),
  THAW("let the frozen pod go on"),
  SWITCHES("switch on what gRPC has against it"),
  FEWER_STREAMS("end streams"),
  CHOOSE("choose another cluster or Deployment"),
  PERMISSIONS("see what grants it"),
  COPY_LINE("run the line that is shown");

  private final String words;

  Remedy(String words) {
    this.words = words;
  }

  /** What it does, in the imperative. */
  public String words() {
    return words;
  }
}
