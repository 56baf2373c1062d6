package dev.roundabout.viz.scenario;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The actions that lead from some settings of the client to others. */
final class Difference {
  private Difference() {}

  /** In an order in which nothing is sent that neither of the two would send. */
  static List<Action.OnClient> between(Settings now, Settings wanted) {
    List<Action.OnClient> actions = new ArrayList<>();
    if (now.running() && !wanted.running()) {
      actions.add(new Action.SetRunning(false));
    }
    if (!now.work().equals(wanted.work())) {
      actions.add(new Action.SetWork(wanted.work()));
    }
    if (now.clients() != wanted.clients()) {
      actions.add(new Action.SetClients(wanted.clients()));
    }
    if (now.service() != wanted.service()) {
      actions.add(new Action.UseService(wanted.service()));
    }
    if (now.policy() != wanted.policy()) {
      actions.add(new Action.SetPolicy(wanted.policy()));
    }
    if (!now.load().equals(wanted.load())) {
      actions.add(new Action.SetLoad(wanted.load()));
    }
    if (!now.deadline().equals(wanted.deadline())) {
      actions.add(new Action.SetDeadline(wanted.deadline()));
    }
    if (now.streams() != wanted.streams()) {
      actions.add(new Action.SetStreams(wanted.streams()));
    }
    actions.addAll(switches(now, wanted));
    actions.addAll(resolving(now.resolving(), wanted.resolving()));
    if (!now.running() && wanted.running()) {
      actions.add(new Action.SetRunning(true));
    }
    return actions;
  }

  private static List<Action.OnClient> switches(Settings now, Settings wanted) {
    List<Action.OnClient> actions = new ArrayList<>();
    for (GrpcSwitch each : GrpcSwitch.values()) {
      boolean on = wanted.switches().contains(each);
      if (now.switches().contains(each) != on) {
        actions.add(new Action.SetSwitch(each, on));
      }
    }
    return actions;
  }

  private static List<Action.OnClient> resolving(Resolving now, Resolving wanted) {
    List<Action.OnClient> actions = new ArrayList<>();
    if (!now.gate().equals(wanted.gate())) {
      actions.add(new Action.SetGate(wanted.gate()));
    }
    if (!now.pollInterval().equals(wanted.pollInterval())) {
      actions.add(new Action.SetPollInterval(wanted.pollInterval()));
    }
    if (now.mode() != wanted.mode() || !now.own().equals(wanted.own())) {
      actions.add(new Action.SetResolver(wanted.mode()));
      wanted
          .own()
          .forEach(
              (client, mode) -> actions.add(new Action.SetResolver(OptionalInt.of(client), mode)));
    }
    return actions;
  }
}
