package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.kubernetes.Connections.Patience;
import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The Kubernetes clusters that this machine knows, by its kubeconfig, which is read anew each time:
 * somebody may just have started one. Everything blocks for I/O, for a bounded time; any thread but
 * JavaFX's.
 */
public final class KnownClusters {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KubeSource source;

  public KnownClusters(KubeSource source) {
    this.source = source;
  }

  /** Whether there is any; reads no file. */
  public boolean isEmpty() {
    return !source.isPresent();
  }

  /** The contexts, or why there are none. Never fails. */
  public Choices contexts() {
    try {
      return choices(Kubeconfig.read(source).contexts(), source.words());
    } catch (IOException e) {
      return choices(List.of(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The current context of the kubeconfig.
   *
   * @throws IOException where there is none, or nothing can be read; the message names the next
   *     step
   */
  public Choices.Context current() throws IOException {
    Kubeconfig kubeconfig = Kubeconfig.read(source);
    String name =
        kubeconfig
            .current()
            .orElseThrow(
                () ->
                    new IOException(
                        "The kubeconfig has no current context ("
                            + source.words()
                            + "). Set one: kubectl config use-context NAME"));
    return kubeconfig.context(name);
  }

  /**
   * @throws IOException where there is no such context, or nothing can be read
   */
  public Choices.Context context(String name) throws IOException {
    return Kubeconfig.read(source).context(name);
  }

  /**
   * Asks a context's API for its version.
   *
   * @return why it cannot be used; empty where it answers in time
   */
  public Optional<String> obstacle(Choices.Context context, Duration patience) {
    try {
      return Bounded.call(
          context.name() + "'s answer",
          patience,
          () -> {
            try (KubernetesClient client = open(context, Patience.QUICK)) {
              return new Browser(client, origin(context, "")).obstacle();
            }
          });
    } catch (Bounded.TimedOutException e) {
      return Optional.of(context.name() + " did not answer within " + patience.toSeconds() + " s");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Lists what a context has; what went wrong stands in the answer. */
  public Choices browse(String context, String namespace) {
    Choices known = contexts();
    if (context.isEmpty()) {
      return known;
    }
    try {
      Choices.Context found = context(context);
      return Bounded.call(
          "asking " + context,
          PATIENCE,
          () -> {
            try (KubernetesClient client = open(found, Patience.QUICK)) {
              return new Browser(client, origin(found, "")).browse(known, found, namespace);
            }
          });
    } catch (IOException e) {
      return new Choices(
          known.contexts(),
          known.kubeconfig(),
          context,
          List.of(),
          namespace,
          List.of(),
          String.valueOf(e.getMessage()));
    }
  }

  private KubernetesClient open(Choices.Context context, Patience patience) throws IOException {
    return Connections.open(Kubeconfig.read(source), context, patience);
  }

  private static Origin origin(Choices.Context context, String why) {
    return new Origin(context.name(), why, context.name(), context.server());
  }

  private static Choices choices(List<Choices.Context> contexts, String words) {
    return new Choices(contexts, words, "", List.of(), "", List.of(), "");
  }
}
