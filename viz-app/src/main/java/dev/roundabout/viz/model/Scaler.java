package dev.roundabout.viz.model;

/**
 * What scales the Deployment by itself, and so takes manual scaling back.
 *
 * @param kind {@code HorizontalPodAutoscaler} or {@code ScaledObject}
 * @param min replicas
 * @param max replicas
 * @param target what it aims at, as {@code kubectl get hpa} prints it: {@code cpu 60%}
 * @param current what it measures now, likewise; empty where it is not known
 */
public record Scaler(String kind, String name, int min, int max, String target, String current) {

  public String title() {
    return kind + " " + name;
  }

  /** Whether it does the same, whatever it measures. */
  boolean isAs(Scaler other) {
    return kind.equals(other.kind)
        && name.equals(other.name)
        && min == other.min
        && max == other.max;
  }
}
