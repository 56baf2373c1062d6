package dev.roundabout.viz.app;

import dev.roundabout.viz.app.Clusters.Plan;
import dev.roundabout.viz.cluster.Cluster;
import dev.roundabout.viz.cluster.Cluster.RefusedException;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.ClusterInfo.Origin;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The flags of a command that changes a cluster, and the question that comes before the change. */
final class ChangeOptions {
  /** Exit code of picocli for wrong flags. */
  static final int WRONG_FLAGS = 2;

  static final int FAILED = 1;

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Mixin private Unlocking unlocking = new Unlocking();

  /** What a command does to the cluster once it may. */
  @FunctionalInterface
  interface Change {
    /** Does it, and returns the exit code. */
    int to(CommandCluster cluster) throws RefusedException, InterruptedException;
  }

  /** Opens the cluster, asks where it is not local, and makes the change. */
  int make(Change change, Machine machine, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    if (cluster.isLocal()) {
      err.println("--local: the embedded cluster lives only as long as a window or a run.");
      return WRONG_FLAGS;
    }
    Clocks clocks = Clocks.system();
    Clusters clusters = clusters(cluster, machine, clocks);
    try {
      Plan plan = clusters.asked();
      try (CommandCluster opened = CommandCluster.open(clusters, plan, clocks)) {
        out.println(TerminalTable.where(opened.info()));
        out.flush();
        boolean may =
            clusters.isLocal(plan.target().context()) || allows(opened, machine, out, err);
        return may ? change.to(opened) : WRONG_FLAGS;
      }
    } catch (IOException | RefusedException e) {
      err.println(e.getMessage());
      return FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** The clusters that a single command can ask: there is no embedded one. */
  static Clusters clusters(ClusterOptions options, Machine machine, Clocks clocks) {
    return new Clusters(
        options,
        Clusters.known(machine.kubeconfig(), clocks),
        Clusters.PROBE,
        ChangeOptions::embedded);
  }

  private static Cluster embedded(Origin origin) {
    throw new IllegalStateException("a single command has no embedded cluster");
  }

  private boolean allows(CommandCluster opened, Machine machine, PrintWriter out, PrintWriter err)
      throws IOException, RefusedException {
    String name = opened.info().deployment();
    if (cluster.isReadOnly()) {
      err.println("--read-only: nothing is changed.");
      return false;
    }
    Optional<String> yes = unlocking.name();
    String typed = yes.isPresent() ? yes.get() : ask(opened.info(), machine, out);
    if (!typed.equals(name)) {
      err.println(
          "Nothing was changed: that is not the Deployment's name. Type "
              + name
              + ", or give "
              + Unlocking.FLAG
              + " "
              + name);
      return false;
    }
    opened.apply(new Action.Unlock(typed));
    return true;
  }

  private static String ask(ClusterInfo info, Machine machine, PrintWriter out) throws IOException {
    out.print(
        info.title()
            + " is not a local cluster. Type the name of the Deployment ("
            + info.deployment()
            + ") to change it: ");
    out.flush();
    return Optional.ofNullable(machine.in().readLine()).orElse("").strip();
  }
}
