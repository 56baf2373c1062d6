package dev.roundabout.viz.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Something a person or a scenario asks for. There is one command path, whoever asks. */
public sealed interface Action {

  /** The most replicas that can be asked for. */
  int MAX_REPLICAS = 200;

  /** What the event list says: "you …". */
  String words();

  /** Changes the cluster. */
  sealed interface OnCluster extends Action {}

  /** Changes the client under test. */
  sealed interface OnClient extends Action {}

  /**
   * Sets how many pods the Deployment asks for.
   *
   * @param replicas 0 to {@link #MAX_REPLICAS}
   */
  record Scale(int replicas) implements OnCluster {
    public Scale {
      if (replicas < 0 || replicas > MAX_REPLICAS) {
        throw new IllegalArgumentException("replicas: 0 to " + MAX_REPLICAS);
      }
    }

    @Override
    public String words() {
      return "scaled to " + replicas;
    }
  }

  /**
   * Ends one pod.
   *
   * @param pod full name
   * @param hard false: the pod is deleted and drains; true: it dies at once and its connections
   *     break (embedded cluster: its container restarts after a back-off; Kubernetes: it is deleted
   *     with a grace of 0)
   */
  record Kill(String pod, boolean hard) implements OnCluster {
    @Override
    public String words() {
      return (hard ? "killed " : "deleted ") + Pod.shortName(pod);
    }
  }

  /**
   * Evicts the Deployment's pods from a node, as {@code kubectl drain} does: each as soon as the
   * disruption budget allows it (kubernetes.io, "API-initiated Eviction"). Goes on after it is
   * carried out, until the last pod is evicted. An embedded node takes no pods meanwhile; on
   * Kubernetes the node itself is left alone, as it serves others too.
   *
   * @param hard with a grace of 0: servers are killed at once, as one ends that does not handle
   *     SIGTERM
   */
  record Drain(String node, boolean hard) implements OnCluster {
    @Override
    public String words() {
      return "drained " + node + (hard ? ", pods killed" : "");
    }
  }

  /** Replaces every pod, as {@code kubectl rollout restart} does. */
  record Restart() implements OnCluster {
    @Override
    public String words() {
      return "restarted the rollout";
    }
  }

  /**
   * Lets the cluster be changed from here, for the rest of this run.
   *
   * @param deployment its name, as the person typed it
   */
  record Unlock(String deployment) implements OnCluster {
    @Override
    public String words() {
      return "asked to unlock " + deployment;
    }
  }

  /**
   * Makes the demo's resources, and brings those up to date that Roundabout made.
   *
   * @param image that the servers run; empty for the one that they run already, or else the
   *     manifests' own
   */
  record DeployDemo(Optional<String> image) implements OnCluster {
    public DeployDemo {
      if (image.filter(name -> name.isBlank() || !name.strip().equals(name)).isPresent()) {
        throw new IllegalArgumentException("an image has a name without spaces around it");
      }
    }

    @Override
    public String words() {
      return "deployed the demo" + image.map(name -> " with the image " + name).orElse("");
    }
  }

  /** Takes away exactly what {@link DeployDemo} made. */
  record RemoveDemo() implements OnCluster {
    @Override
    public String words() {
      return "removed the demo";
    }
  }

  /**
   * Runs the article's client inside the cluster.
   *
   * @param requests 1 or more
   * @param concurrency calls in flight, 1 or more
   * @param newConnections whether each call opens a connection of its own
   */
  record RunJob(ServiceKind service, int requests, int concurrency, boolean newConnections)
      implements OnCluster {
    public RunJob {
      if (requests < 1 || concurrency < 1) {
        throw new IllegalArgumentException("a Job sends at least one request at a time");
      }
    }

    @Override
    public String words() {
      return "ran the client in the cluster: "
          + requests
          + " requests, "
          + service.label()
          + (newConnections ? ", a new connection for each" : "");
    }
  }

  /**
   * Sets after which time the servers close their connections. Embedded pods follow at once; on
   * Kubernetes the Deployment is rolled out.
   *
   * @param age empty for never
   */
  record SetConnectionAge(Optional<ConnectionAge> age) implements OnCluster {
    @Override
    public String words() {
      return age.map(set -> "set the max connection age to " + Event.seconds(set.age()))
          .orElse("set no max connection age");
    }
  }

  /**
   * Has the embedded cluster scale its Deployment by the CPU that its pods use, and gives each pod
   * a CPU limit for that; or takes both away. On Kubernetes a HorizontalPodAutoscaler does it.
   *
   * @param bounds empty for off
   */
  record SetAutoscaler(Optional<Autoscaling> bounds) implements OnCluster {
    @Override
    public String words() {
      return bounds
          .map(on -> "set autoscaling by CPU, " + on.min() + " to " + on.max() + " replicas")
          .orElse("switched autoscaling off");
    }
  }

  /**
   * Freezes a pod, as SIGSTOP does: it accepts connections, never answers, and closes nothing; or
   * lets it go on.
   *
   * @param pod full name
   */
  record Freeze(String pod, boolean frozen) implements OnCluster {
    @Override
    public String words() {
      return (frozen ? "froze " : "thawed ") + Pod.shortName(pod);
    }
  }

  record SetPolicy(LbPolicy policy) implements OnClient {
    @Override
    public String words() {
      return "switched to " + policy.label();
    }
  }

  record UseService(ServiceKind service) implements OnClient {
    @Override
    public String words() {
      return "switched to the " + service.label() + " Service";
    }
  }

  record SetLoad(Load load) implements OnClient {
    @Override
    public String words() {
      if (load instanceof Load.Rate rate) {
        return "set the load to " + rate.perSecond() + " req/s";
      }
      if (load instanceof Load.Concurrent concurrent) {
        return "set the load to " + concurrent.inFlight() + " in flight";
      }
      return load instanceof Load.NewConnection
          ? "set the load to a new connection for each call"
          : "set the load to sequential";
    }
  }

  record SetRunning(boolean running) implements OnClient {
    @Override
    public String words() {
      return running ? "resumed the load" : "paused the load";
    }
  }

  /**
   * Sets how many channels send side by side.
   *
   * @param clients 1 to {@link Settings#MAX_CLIENTS}
   */
  record SetClients(int clients) implements OnClient {
    public SetClients {
      if (clients < 1 || clients > Settings.MAX_CLIENTS) {
        throw new IllegalArgumentException("clients: 1 to " + Settings.MAX_CLIENTS);
      }
    }

    @Override
    public String words() {
      return "set the clients to " + clients;
    }
  }

  /**
   * Limits how long a call may take.
   *
   * @param deadline of every call that starts from now on; more than zero
   */
  record SetDeadline(Duration deadline) implements OnClient {
    public SetDeadline {
      if (deadline.isZero() || deadline.isNegative()) {
        throw new IllegalArgumentException("a deadline must be longer than zero");
      }
    }

    @Override
    public String words() {
      return "set the deadline to " + deadline.toMillis() + " ms";
    }
  }

  /**
   * Sets how clients learn of new addresses.
   *
   * @param client from 1; empty for every client
   */
  record SetResolver(OptionalInt client, ResolverMode mode) implements OnClient {
    public SetResolver {
      if (client.isPresent()
          && (client.getAsInt() < 1 || client.getAsInt() > Settings.MAX_CLIENTS)) {
        throw new IllegalArgumentException("clients: 1 to " + Settings.MAX_CLIENTS);
      }
    }

    /** For every client. */
    public SetResolver(ResolverMode mode) {
      this(OptionalInt.empty(), mode);
    }

    @Override
    public String words() {
      return "set "
          + (client.isPresent() ? "client " + client.getAsInt() : "re-resolution")
          + " to "
          + mode.label();
    }
  }

  /**
   * Sets the gate of the default resolver.
   *
   * @param gate 0 to {@link Resolving#MAX_GATE}
   */
  record SetGate(Duration gate) implements OnClient {
    public SetGate {
      Resolving.checkGate(gate);
    }

    @Override
    public String words() {
      return "set the gate to " + Event.seconds(gate);
    }
  }

  /**
   * Sets how often DNS is polled.
   *
   * @param interval {@link Resolving#MIN_POLL} to {@link Resolving#MAX_POLL}
   */
  record SetPollInterval(Duration interval) implements OnClient {
    public SetPollInterval {
      Resolving.checkPollInterval(interval);
    }

    @Override
    public String words() {
      return "set the poll interval to " + Event.seconds(interval);
    }
  }

  /** Every client's resolver asks now, whatever its mode and its gate. */
  record ResolveNow() implements OnClient {
    @Override
    public String words() {
      return "asked every client to resolve now";
    }
  }

  record SetSwitch(GrpcSwitch which, boolean on) implements OnClient {
    @Override
    public String words() {
      return "switched " + which.label() + (on ? " on" : " off");
    }
  }

  /**
   * Sets how many server-streaming calls are held open.
   *
   * @param streams 0 to {@link Settings#MAX_STREAMS}, spread evenly over the clients
   */
  record SetStreams(int streams) implements OnClient {
    public SetStreams {
      if (streams < 0 || streams > Settings.MAX_STREAMS) {
        throw new IllegalArgumentException("streams: 0 to " + Settings.MAX_STREAMS);
      }
    }

    @Override
    public String words() {
      return "set the open streams to " + streams;
    }
  }

  /**
   * Sets how much the server works for each call that starts from now on.
   *
   * @param work CPU time in whole microseconds; zero to {@link Settings#MAX_WORK}
   */
  record SetWork(Duration work) implements OnClient {
    public SetWork {
      Settings.checkWork(work);
    }

    @Override
    public String words() {
      return work.isZero()
          ? "set no work per call"
          : "set the work per call to " + size() + " of CPU";
    }

    private String size() {
      long micros = work.toNanos() / 1_000;
      return micros % 1_000 == 0 ? micros / 1_000 + " ms" : micros + " µs";
    }
  }

  /**
   * Sends a fixed number of calls, whether or not the load is paused: one after another where the
   * load is sequential, with its number in flight where it is concurrent, otherwise all at once.
   *
   * @param calls 1 or more, spread evenly over the clients
   */
  record Burst(int calls) implements OnClient {
    public Burst {
      if (calls < 1) {
        throw new IllegalArgumentException("a burst has at least one call");
      }
    }

    @Override
    public String words() {
      return "sent a burst of " + calls;
    }
  }

  /** Leads through an experiment. */
  sealed interface OnExperiment extends Action {}

  /** Begins an experiment, and leaves the one before. */
  record BeginExperiment(int number) implements OnExperiment {
    @Override
    public String words() {
      return "began experiment " + number;
    }
  }

  record NextStep() implements OnExperiment {
    @Override
    public String words() {
      return "went on to the next step";
    }
  }

  /** Begins the experiment that is on once more. */
  record RestartExperiment() implements OnExperiment {
    @Override
    public String words() {
      return "restarted the experiment";
    }
  }

  /** Ends the experiment that is on, and puts the world back as it was. */
  record LeaveExperiment() implements OnExperiment {
    @Override
    public String words() {
      return "left the experiment";
    }
  }

  /** Takes back the last change to the cluster that can be taken back. */
  record Undo() implements Action {
    @Override
    public String words() {
      return "took back the last change";
    }
  }

  /**
   * Sets what bars, shares and counts cover; what was counted since the start stays.
   *
   * @param anew all requests from now on; otherwise the last second
   */
  record Count(boolean anew) implements Action {
    @Override
    public String words() {
      return anew ? "counted anew from here" : "went back to the last second's counts";
    }
  }

  /** Looks at something else from now on; the window stays. */
  record Look(Target target) implements Action {
    @Override
    public String words() {
      return "turned to " + (target.isEmbedded() ? "the embedded cluster" : target.context());
    }
  }

  /**
   * Lists what can be looked at.
   *
   * @param context whose namespaces are asked for
   * @param namespace whose Deployments are asked for; empty for the context's own
   */
  record Browse(String context, String namespace) implements Action {
    @Override
    public String words() {
      return "listed the namespaces of " + context;
    }
  }
}
