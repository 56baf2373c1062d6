package dev.roundabout.viz.ui.chooser;

import dev.roundabout.viz.model.Choices;

/**
 * Where the chooser stands: contexts, then namespaces, then Deployments.
 *
 * @param context chosen so far; empty where contexts are listed
 * @param namespace chosen so far; empty where contexts or namespaces are listed
 */
record Place(Step step, String context, String namespace) {
  static final Place CONTEXTS = new Place(Step.CONTEXT, "", "");

  /** What is chosen now. */
  enum Step {
    CONTEXT,
    NAMESPACE,
    DEPLOYMENT
  }

  static Place namespacesOf(String context) {
    return new Place(Step.NAMESPACE, context, "");
  }

  static Place deploymentsOf(String context, String namespace) {
    return new Place(Step.DEPLOYMENT, context, namespace);
  }

  Place back() {
    return step == Step.DEPLOYMENT ? namespacesOf(context) : CONTEXTS;
  }

  /** Whether these choices are what was asked for here. */
  boolean isAnsweredBy(Choices choices) {
    return switch (step) {
      case CONTEXT -> !choices.kubeconfig().isEmpty();
      case NAMESPACE -> choices.context().equals(context);
      case DEPLOYMENT -> choices.context().equals(context) && choices.namespace().equals(namespace);
    };
  }

  /** The way here, above the list. */
  String words() {
    return switch (step) {
      case CONTEXT -> "Cluster";
      case NAMESPACE -> context + "  ›  Namespace";
      case DEPLOYMENT -> context + "  ›  " + namespace + "  ›  Deployment";
    };
  }

  String prompt() {
    return switch (step) {
      case CONTEXT -> "Type to find a context";
      case NAMESPACE -> "Type to find a namespace, or the whole name of one";
      case DEPLOYMENT -> "Type to find a Deployment, or the whole name of one";
    };
  }
}
