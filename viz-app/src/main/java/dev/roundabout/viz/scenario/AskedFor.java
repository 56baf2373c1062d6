package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Autoscaling;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a course has asked of its lab. It may not have been carried out yet when the course is left,
 * and has to be put back all the same. One thread.
 */
final class AskedFor {
  private final Lab lab;
  private OptionalInt replicas = OptionalInt.empty();
  private Optional<Settings> settings = Optional.empty();
  private Optional<Action.SetConnectionAge> age = Optional.empty();
  private boolean autoscaled;
  private final Set<String> frozen = new HashSet<>();

  AskedFor(Lab lab) {
    this.lab = lab;
  }

  void submit(Action action) {
    if (action instanceof Action.Scale scale) {
      replicas = OptionalInt.of(scale.replicas());
    } else if (action instanceof Action.OnClient change) {
      settings = Optional.of(settings.orElseGet(this::seen).after(change));
    } else if (action instanceof Action.SetConnectionAge set) {
      age = Optional.of(set);
    } else if (action instanceof Action.SetAutoscaler set) {
      autoscaled = set.bounds().isPresent();
    } else if (action instanceof Action.Freeze freeze) {
      remember(freeze);
    }
    lab.submit(action);
  }

  private void remember(Action.Freeze freeze) {
    if (!lab.now().cluster().info().origin().isEmbedded()) {
      return; // it goes on by itself
    }
    if (freeze.frozen()) {
      frozen.add(freeze.pod());
    } else {
      frozen.remove(freeze.pod());
    }
  }

  /**
   * Asks for replicas and settings, where they are others or will be, and thaws every pod.
   *
   * @param bounds of the embedded cluster's autoscaler; empty for none
   */
  void submit(Settings wanted, int count, Optional<Autoscaling> bounds) {
    Snapshot now = lab.now();
    Set<String> pods = new LinkedHashSet<>(frozen);
    now.cluster().seats().stream()
        .map(Seat::pod)
        .filter(Pod::frozen)
        .map(Pod::name)
        .forEach(pods::add);
    pods.forEach(pod -> submit(new Action.Freeze(pod, false)));
    Set<Action> changes = new LinkedHashSet<>();
    settings.ifPresent(coming -> changes.addAll(Difference.between(coming, wanted)));
    changes.addAll(Difference.between(seen(), wanted));
    changes.forEach(this::submit);
    boolean scaling = autoscaled || Autoscaling.of(now.cluster()).isPresent();
    if (scaling) {
      submit(new Action.SetAutoscaler(Optional.empty()));
    }
    // An autoscaler may have scaled since the snapshot.
    if (scaling || now.cluster().desired() != count || replicas.orElse(count) != count) {
      submit(new Action.Scale(count));
    }
    if (bounds.isPresent()) {
      submit(new Action.SetAutoscaler(bounds));
    }
  }

  /** Asks for the servers' age of connections as it was, where another was asked for. */
  void submit(Optional<ConnectionAge> was) {
    if (age.filter(asked -> !asked.age().equals(was)).isPresent()) {
      submit(new Action.SetConnectionAge(was));
    }
  }

  private Settings seen() {
    return lab.now().client().settings();
  }
}
