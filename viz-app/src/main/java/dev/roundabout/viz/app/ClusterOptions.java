package dev.roundabout.viz.app;

import dev.roundabout.viz.cluster.kubernetes.Wish;
import dev.roundabout.viz.model.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The flags that say which cluster, and what of it; the same for every command. */
final class ClusterOptions {
  @Option(
      names = "--context",
      paramLabel = "NAME",
      description =
          "Context of the kubeconfig. Without it the current context, where it is a local cluster"
              + " that answers; otherwise the embedded cluster.")
  private Optional<String> context = Optional.empty();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Namespace; the context's own unless given.")
  private Optional<String> namespace = Optional.empty();

  @Option(
      names = "--deployment",
      paramLabel = "NAME",
      description = "Deployment; server unless given.")
  private Optional<String> deployment = Optional.empty();

  @Option(
      names = "--service",
      paramLabel = "[NAMESPACE/]NAME",
      description = "ClusterIP Service; found out unless given.")
  private Optional<String> service = Optional.empty();

  @Option(
      names = "--headless-service",
      paramLabel = "[NAMESPACE/]NAME",
      description = "Headless Service; found out unless given.")
  private Optional<String> headlessService = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = WholeNumber.Port.class,
      description = "Port that the Services listen on; found out unless given.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--cluster-domain",
      paramLabel = "DOMAIN",
      description = "What the cluster's names end in; cluster.local unless given.")
  private Optional<String> clusterDomain = Optional.empty();

  @Option(names = "--local", description = "The embedded cluster, whatever the kubeconfig says.")
  private boolean local;

  @Option(names = "--read-only", description = "Nothing is changed in any Kubernetes cluster.")
  private boolean readOnly;

  @Option(
      names = "--direct",
      description = "Names and connections go straight, for where the pods' IPs route.")
  private boolean direct;

  Optional<String> context() {
    return context;
  }

  boolean isLocal() {
    return local;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  boolean isDirect() {
    return direct;
  }

  /** What these flags ask for in a context. */
  Target target(String name) {
    return new Target(name, namespace.orElse(""), deployment.orElse(""));
  }

  /** Which of these flags say nothing without a cluster of the kubeconfig. */
  List<String> ofKubernetes() {
    Map<String, Optional<?>> flags = new LinkedHashMap<>();
    flags.put("--namespace", namespace);
    flags.put("--deployment", deployment);
    flags.put("--service", service);
    flags.put("--headless-service", headlessService);
    flags.put("--port", port);
    flags.values().removeIf(Optional::isEmpty);
    return List.copyOf(flags.keySet());
  }

  /**
   * What is to be found out of a target.
   *
   * @param asked whether the flags chose it: names of Services hold for that alone
   */
  Wish wish(Target target, boolean asked) {
    return new Wish(
        Optional.of(target.namespace()).filter(name -> !name.isEmpty()),
        Optional.of(target.deployment()).filter(name -> !name.isEmpty()),
        asked ? service : Optional.empty(),
        asked ? headlessService : Optional.empty(),
        asked && port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty(),
        clusterDomain);
  }
}
