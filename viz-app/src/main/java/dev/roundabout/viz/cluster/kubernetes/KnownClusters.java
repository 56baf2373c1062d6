package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.PodFreezer;
import dev.roundabout.viz.cluster.kubernetes.connect.Bounded;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections;
import dev.roundabout.viz.cluster.kubernetes.connect.Connections.Patience;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeContext;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeSource;
import dev.roundabout.viz.cluster.kubernetes.connect.Kubeconfig;
import dev.roundabout.viz.cluster.kubernetes.connect.Locality;
import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The Kubernetes clusters that this machine knows, by its kubeconfig, which is read anew each time:
 * somebody may just have started one. Everything blocks for I/O, for a bounded time; any thread but
 * JavaFX's.
 */
public final class KnownClusters {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KubeSource source;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Random random;
  private final PodFreezer freezer;
  private final Consumer<String> told;

  /**
   * What of a cluster is looked at, and how.
   *
   * @param why it was chosen, in a line
   * @param direct names and connections go straight, without a tunnel
   * @param guards of this run
   */
  public record Look(Wish wish, String why, boolean direct, Guards guards) {}

  /**
   * @param clock for the times of facts
   * @param nanos a ticker for timeouts
   * @param random used by several threads
   * @param freezer asks the server of a pod to freeze
   * @param told what a credential plugin says while it is waited for, line by line: a code to type,
   *     a page to open; any thread
   */
  public KnownClusters(
      KubeSource source,
      InstantSource clock,
      LongSupplier nanos,
      Random random,
      PodFreezer freezer,
      Consumer<String> told) {
    this.source = source;
    this.clock = clock;
    this.nanos = nanos;
    this.random = random;
    this.freezer = freezer;
    this.told = line -> told.accept(source.secrets().without(line));
  }

  /** Whether there is any; reads no file. */
  public boolean isEmpty() {
    return !source.isPresent();
  }

  /** The contexts, or why there are none. Never fails. */
  public Choices contexts() {
    if (isEmpty()) {
      return choices(List.of(), source.words());
    }
    try {
      return source.secrets().without(choices(Kubeconfig.read(source).contexts(), source.words()));
    } catch (IOException e) {
      return choices(List.of(), clean(e));
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
                            + "). Set one: kubectl config use-context <NAME>"));
    return kubeconfig.context(name).choice();
  }

  /**
   * One context of the kubeconfig, by its name.
   *
   * @throws IOException where there is no such context, or nothing can be read
   */
  public Choices.Context context(String name) throws IOException {
    return read(name).choice();
  }

  private KubeContext read(String name) throws IOException {
    return Kubeconfig.read(source).context(name);
  }

  /**
   * Asks a context's API for its version.
   *
   * @param patience for the credentials, and as much again for the answer
   * @return why it cannot be used; empty where it answers in time
   */
  public Optional<String> obstacle(Choices.Context context, Duration patience) {
    try {
      KubeContext found = read(context.name());
      Connections connections =
          Bounded.call("the credentials of " + context.name(), patience, () -> to(found));
      try (KubernetesClient client = connections.open(Patience.QUICK)) {
        Browser browser = new Browser(client, origin(found, "", false));
        return Bounded.call(context.name() + "'s answer", patience, browser::obstacle)
            .map(source.secrets()::without);
      }
    } catch (Bounded.TimedOutException e) {
      return Optional.of(context.name() + " did not answer within " + patience.toSeconds() + " s");
    } catch (IOException e) {
      return Optional.of(clean(e));
    }
  }

  /** Lists what a context has; what went wrong stands in the answer. */
  public Choices browse(String context, String namespace) {
    Choices known = contexts();
    if (context.isEmpty()) {
      return known;
    }
    try {
      KubeContext found = read(context);
      return Bounded.call(
          "asking " + context,
          PATIENCE,
          () -> {
            try (KubernetesClient client = to(found).open(Patience.QUICK)) {
              return new Browser(client, origin(found, "", false))
                  .browse(known, found.choice(), namespace);
            }
          });
    } catch (IOException e) {
      return new Choices(
          known.contexts(), known.kubeconfig(), context, List.of(), namespace, List.of(), clean(e));
    }
  }

  /**
   * Finds what is to be looked at; the cluster that it gives is not started.
   *
   * @param context of the kubeconfig
   * @param look what of it, and how
   * @throws IOException where the API cannot be asked; the message names the cause and the next
   *     step
   */
  public Cluster open(String context, Look look) throws IOException {
    try {
      return opened(context, look);
    } catch (UnreachableException away) {
      throw new UnreachableException(clean(away), away);
    } catch (IOException failure) {
      throw source.secrets().without(failure);
    }
  }

  private Cluster opened(String context, Look look) throws IOException {
    KubeContext found = read(context);
    Connections connections = to(found);
    ClusterInfo info = discover(connections, found, look);
    Locality locality = found.locality();
    return new KubernetesCluster(
        connections.open(Patience.STEADY),
        info,
        look.guards().lock(info, locality),
        options(locality, look));
  }

  /**
   * Checks all that is needed of a context; changes nothing.
   *
   * @param told of each check when it is done, on the calling thread; where the API cannot be asked
   *     at all, of that alone
   * @return whether all went well
   */
  public boolean preflight(
      String context, Look look, Preflight.Caller caller, Consumer<? super Check> told) {
    try {
      KubeContext found = read(context);
      Connections connections = to(found);
      ClusterInfo info = discover(connections, found, look);
      try (KubernetesClient client = connections.open(Patience.QUICK)) {
        KubernetesOptions options = options(found.locality(), look);
        return Preflight.run(
            client, info, options, caller, check -> told.accept(source.secrets().without(check)));
      }
    } catch (IOException failure) {
      told.accept(Preflight.unasked(clean(failure)));
      return false;
    }
  }

  private KubernetesOptions options(Locality locality, Look look) {
    return new KubernetesOptions(
        locality,
        look.direct(),
        clock,
        nanos,
        random,
        KubernetesOptions.BEAT,
        source.secrets(),
        freezer);
  }

  /**
   * Finds the Services and ports anew, for they may have changed.
   *
   * @throws IOException as {@link #open}
   */
  public ClusterInfo discover(String context, Look look) throws IOException {
    KubeContext found = read(context);
    return discover(to(found), found, look);
  }

  private ClusterInfo discover(Connections connections, KubeContext context, Look look)
      throws IOException {
    return Bounded.call(
        "asking " + context.choice().name() + " for its Services",
        PATIENCE,
        () -> {
          try (KubernetesClient client = connections.open(Patience.QUICK)) {
            return Discovery.of(client, origin(context, look.why(), look.direct()), look.wish());
          }
        });
  }

  private String clean(Exception failure) {
    return source.secrets().without(String.valueOf(failure.getMessage()));
  }

  private Connections to(KubeContext context) throws IOException {
    return Connections.to(context, clock, told);
  }

  private Origin origin(KubeContext context, String why, boolean direct) {
    Choices.Context choice = context.choice();
    String title =
        context.impersonated().isEmpty()
            ? choice.name()
            : choice.name() + " as " + context.impersonated();
    return new Origin(
        title, why, false, choice.name(), source.secrets().without(choice.server()), direct);
  }

  private static Choices choices(List<Choices.Context> contexts, String words) {
    return new Choices(contexts, words, "", List.of(), "", List.of(), "");
  }
}
