package dev.roundabout.viz.model;

import java.util.List;

/**
 * What the chooser offers.
 *
 * @param contexts of the kubeconfig, in its order
 * @param kubeconfig where they come from, or why there are none; fit for the screen
 * @param context whose namespaces are listed; empty where nothing was browsed
 * @param namespaces of that context
 * @param namespace whose Deployments are listed
 * @param deployments of that namespace
 * @param trouble why a list is missing; empty where it is not
 */
public record Choices(
    List<Context> contexts,
    String kubeconfig,
    String context,
    List<String> namespaces,
    String namespace,
    List<String> deployments,
    String trouble) {
  public static final Choices NONE = new Choices(List.of(), "", "", List.of(), "", List.of(), "");

  public Choices {
    contexts = List.copyOf(contexts);
    namespaces = List.copyOf(namespaces);
    deployments = List.copyOf(deployments);
  }

  /**
   * A context of the kubeconfig.
   *
   * @param kind of a local cluster, e.g. {@code minikube}; empty where it is not a local one
   */
  public record Context(String name, String server, String namespace, String kind) {}
}
