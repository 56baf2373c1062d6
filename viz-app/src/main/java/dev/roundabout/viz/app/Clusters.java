package dev.roundabout.viz.app;

import dev.roundabout.viz.client.OneCall;
import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.kubernetes.Check;
import dev.roundabout.viz.cluster.kubernetes.Guards;
import dev.roundabout.viz.cluster.kubernetes.KnownClusters;
import dev.roundabout.viz.cluster.kubernetes.Preflight;
import dev.roundabout.viz.cluster.kubernetes.UnreachableException;
import dev.roundabout.viz.cluster.kubernetes.connect.KubeSource;
import dev.roundabout.viz.model.Choices;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import dev.roundabout.viz.model.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Decides which cluster is looked at first, and opens those that are chosen. Whatever is not said
 * otherwise blocks for I/O, for a bounded time.
 */
final class Clusters {
  /** How long the current context may take to answer before the embedded cluster is shown. */
  static final Duration PROBE = Duration.ofSeconds(2);

  private static final String GIVE_CONTEXT = " (give --context)";

  private static final Duration FREEZE_PATIENCE = Duration.ofSeconds(5);

  private final ClusterOptions options;
  private final KnownClusters known;
  private final Duration probe;
  private final Function<Origin, Cluster> embedded;
  private final Guards guards;

  /** What the flags chose, as soon as that is known. */
  private volatile Optional<Target> chosen = Optional.empty();

  /**
   * @param probe how long the current context may take to answer
   * @param embedded makes the embedded cluster, told why it was chosen
   */
  Clusters(
      ClusterOptions options,
      KnownClusters known,
      Duration probe,
      Function<Origin, Cluster> embedded) {
    this.options = options;
    this.known = known;
    this.probe = probe;
    this.embedded = embedded;
    this.guards = new Guards(options.isReadOnly());
  }

  /** The clusters that a machine knows by its kubeconfig. */
  static KnownClusters known(KubeSource source, Clocks clocks) {
    return new KnownClusters(
        source,
        clocks.instants(),
        clocks.nanos(),
        new Random(),
        (route, time) -> OneCall.freeze(route, time, FREEZE_PATIENCE),
        System.err::println);
  }

  /**
   * What is looked at.
   *
   * @param why in a line
   * @param unasked whether nobody asked for it, so that the reason is to be seen
   */
  record Plan(Target target, String why, boolean unasked) {
    /** What somebody asked for, or would expect. */
    Plan(Target target, String why) {
      this(target, why, false);
    }

    Origin embedded() {
      return Origin.embedded(why, unasked);
    }

    /** What is shown until it is open. */
    ClusterInfo pending() {
      return unknown(
          target.isEmbedded()
              ? embedded()
              : new Origin(target.context(), why, target.context(), "its API"),
          target);
    }
  }

  /** What is shown while nothing has been chosen. Never blocks. */
  ClusterInfo pending() {
    if (options.isLocal() || (options.context().isEmpty() && known.isEmpty())) {
      return new Plan(Target.EMBEDDED, "").pending();
    }
    String context = options.context().orElse("the current context");
    return new Plan(options.target(context), "asked whether it answers").pending();
  }

  /**
   * What to look at first: what the flags say, else the current context where it is local and
   * answers, else the embedded cluster. Nobody is surprised by a cluster that others work in.
   */
  Plan first() {
    if (options.isLocal()) {
      return withoutKubernetes("--local asks for it", false, "");
    }
    if (options.context().isPresent()) {
      return byFlags(options.context().get(), "--context asks for it");
    }
    if (known.isEmpty()) {
      return withoutKubernetes("there is no kubeconfig", false, GIVE_CONTEXT);
    }
    try {
      return current(known.current());
    } catch (IOException e) {
      return withoutKubernetes(String.valueOf(e.getMessage()));
    }
  }

  private Plan current(Choices.Context context) {
    if (context.kind().isEmpty()) {
      return withoutKubernetes(
          "context "
              + context.name()
              + " is not local; choose it in the top bar or with --context");
    }
    return known
        .obstacle(context, probe)
        .map(why -> withoutKubernetes(why + "; when it runs, choose it in the top bar"))
        .orElseGet(
            () ->
                byFlags(
                    context.name(),
                    "the current context is a local one (" + context.kind() + ") and answers"));
  }

  /** The context that the flags name, or the current one, local or not: for a single command. */
  Plan asked() throws IOException {
    if (options.isLocal()) {
      throw new IOException(
          "The embedded cluster lives only as long as a window or a run; name a context of the"
              + " kubeconfig with --context");
    }
    String context =
        options.context().isPresent() ? options.context().get() : known.current().name();
    return byFlags(context, "asked for");
  }

  private Plan byFlags(String context, String why) {
    Target target = options.target(context);
    chosen = Optional.of(target);
    return new Plan(target, why);
  }

  private Plan withoutKubernetes(String why) {
    return withoutKubernetes(why, true, GIVE_CONTEXT);
  }

  /**
   * What flags ask of a Kubernetes cluster is not dropped without a word.
   *
   * @param help how these flags would be used
   */
  private Plan withoutKubernetes(String why, boolean unasked, String help) {
    List<String> unused = options.ofKubernetes();
    return unused.isEmpty()
        ? new Plan(Target.EMBEDDED, why, unasked)
        : new Plan(Target.EMBEDDED, why + "; not used: " + String.join(", ", unused) + help, true);
  }

  /**
   * A cluster that is not started.
   *
   * @throws IOException where it cannot be asked what it has; the message names the cause and the
   *     next step
   */
  Cluster open(Plan plan) throws IOException {
    return plan.target().isEmbedded()
        ? embedded.apply(plan.embedded())
        : known.open(plan.target().context(), look(plan));
  }

  /** As {@link #open}; where that fails, a cluster that says why once it is started. */
  Cluster openOrExplain(Plan plan) {
    try {
      return open(plan);
    } catch (UnreachableException e) {
      String why = e.getMessage() + "; it is asked again every few seconds";
      return new UnopenedCluster(plan.pending(), why, true);
    } catch (IOException e) {
      return new UnopenedCluster(plan.pending(), String.valueOf(e.getMessage()), false);
    } catch (RuntimeException e) {
      return new UnopenedCluster(plan.pending(), e.toString(), false);
    }
  }

  /** What a plan finds now. Never called for the embedded cluster. */
  ClusterInfo discover(Plan plan) throws IOException {
    return known.discover(plan.target().context(), look(plan));
  }

  /**
   * Checks all that is needed of a cluster.
   *
   * @param told of each check when it is done
   * @return whether all went well
   * @throws IOException where the kubeconfig cannot be read
   */
  boolean preflight(Plan plan, Preflight.Caller caller, Consumer<? super Check> told)
      throws IOException {
    return known.preflight(plan.target().context(), look(plan), caller, told);
  }

  /** Whether a context runs on this machine. */
  boolean isLocal(String context) throws IOException {
    return !known.context(context).kind().isEmpty();
  }

  Choices contexts() {
    return known.contexts();
  }

  Choices browse(String context, String namespace) {
    return known.browse(context, namespace);
  }

  private KnownClusters.Look look(Plan plan) throws IOException {
    return new KnownClusters.Look(
        options.wish(plan.target(), isAsked(plan.target())),
        plan.why(),
        options.isDirect(),
        guards);
  }

  /** Also where somebody comes back to it by its full names. */
  private boolean isAsked(Target target) throws IOException {
    String own = known.context(target.context()).namespace();
    return chosen.filter(first -> first.inFull(own).equals(target.inFull(own))).isPresent();
  }

  private static ClusterInfo unknown(Origin origin, Target target) {
    Target full = target.inFull("default");
    return new ClusterInfo(origin, full.namespace(), full.deployment(), "", "", 0, 0);
  }
}
