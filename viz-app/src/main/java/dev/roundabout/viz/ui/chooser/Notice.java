package dev.roundabout.viz.ui.chooser;

import dev.roundabout.viz.model.Choices;

/** What stands over the list while it is not complete. */
final class Notice {
  private Notice() {}

  /** Empty where there is nothing to say. */
  static String of(Place place, Choices choices, boolean waiting) {
    if (waiting) {
      return switch (place.step()) {
        case CONTEXT -> "Reading the kubeconfig …";
        case NAMESPACE -> "Asking " + place.context() + " for its namespaces …";
        case DEPLOYMENT ->
            "Asking " + place.context() + " for the Deployments of " + place.namespace() + " …";
      };
    }
    if (place.step() == Place.Step.CONTEXT) {
      return choices.contexts().isEmpty() ? choices.kubeconfig() : "";
    }
    String listed = place.step() == Place.Step.NAMESPACE ? "namespaces" : "Deployments";
    return choices.trouble().isEmpty()
        ? ""
        : "The " + listed + " cannot be listed: " + choices.trouble();
  }
}
