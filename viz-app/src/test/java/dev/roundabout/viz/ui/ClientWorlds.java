package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClientFact;
import dev.roundabout.viz.model.ClusterFact;
import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.Load;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.ui.commands.Command;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Every state of the client under test that the window has a face for, by name. */
final class ClientWorlds {
  private ClientWorlds() {}

  static Map<String, Fixtures> all() {
    Map<String, Fixtures> worlds = new LinkedHashMap<>();
    worlds.put("served", Fixtures.serving(3));
    worlds.put("no-pods", Fixtures.world());
    worlds.put("not-resolved", Fixtures.notResolved());
    worlds.put("pick-first", Fixtures.pickFirst());
    worlds.put("cluster-ip", Fixtures.clusterIp());
    worlds.put("many-not-resolved", Fixtures.manyNotResolved());
    worlds.put("failing", Fixtures.serving(3).hangingCalls().failedCall().trouble());
    worlds.put("max-connection-age", aged());
    worlds.put("ways-of-their-own", ownWays());
    worlds.put("streams", streams());
    worlds.put("new-connections", newConnections());
    worlds.put("frozen", frozen());
    worlds.putAll(FlowWorlds.all());
    worlds.putAll(ExperimentWorlds.all());
    return worlds;
  }

  static Map<String, ApiWorlds.Opened> opened() {
    Map<String, ApiWorlds.Opened> worlds = new LinkedHashMap<>();
    worlds.put("held", new ApiWorlds.Opened(Fixtures.notResolved(), run(Command.Id.HOLD)));
    worlds.putAll(ExperimentWorlds.opened());
    worlds.put("switches", new ApiWorlds.Opened(Fixtures.serving(3), run(Command.Id.SWITCHES)));
    worlds.put("switches-on", new ApiWorlds.Opened(switchedOn(), run(Command.Id.SWITCHES)));
    worlds.put(
        "age-question",
        new ApiWorlds.Opened(
            after(ApiFixtures.minikube().serve(3), mode(ResolverMode.ON_DISCONNECT)),
            run(Command.Id.NEXT_RESOLVER)));
    // Last: it stays open in a window that shows one world after another.
    worlds.put("stages", new ApiWorlds.Opened(Fixtures.notResolved(), ClientWorlds::openStages));
    return worlds;
  }

  private static Fixtures aged() {
    Fixtures world = after(Fixtures.serving(3), mode(ResolverMode.MAX_CONNECTION_AGE));
    return world.apply(
        new ClusterFact.ConnectionAgeSeen(world.now(), Optional.of(ConnectionAge.DEFAULT)));
  }

  private static Fixtures ownWays() {
    Fixtures world = after(Fixtures.notResolved(), new Action.SetClients(3));
    return after(
        after(world, new Action.SetResolver(OptionalInt.of(2), ResolverMode.POLL_DNS)),
        new Action.SetResolver(OptionalInt.of(3), ResolverMode.WATCH_ENDPOINTS));
  }

  private static Fixtures newConnections() {
    return after(Fixtures.clusterIp(), new Action.SetLoad(new Load.NewConnection()));
  }

  private static Fixtures streams() {
    Fixtures world = Fixtures.serving(3).settings(settings -> settings.withStreams(12));
    return world.apply(
        new ClientFact.StreamsSeen(world.now(), Map.of(1, Map.of(Fixtures.podName(1), 12))));
  }

  private static Fixtures frozen() {
    Fixtures world = Fixtures.serving(3);
    Pod pod = world.snapshot().cluster().pod(Fixtures.podName(0)).orElseThrow();
    return world.apply(new ClusterFact.PodSeen(world.now(), pod.frozen(true))).hangingCalls();
  }

  /** All of them, with a policy for which some do nothing. */
  private static Fixtures switchedOn() {
    Fixtures world = Fixtures.pickFirst();
    for (GrpcSwitch each : GrpcSwitch.values()) {
      after(world, new Action.SetSwitch(each, true));
    }
    return world;
  }

  private static Action.OnClient mode(ResolverMode mode) {
    return new Action.SetResolver(mode);
  }

  private static Fixtures after(Fixtures world, Action.OnClient action) {
    return world.settings(settings -> settings.after(action));
  }

  private static Consumer<MainWindow> run(Command.Id id) {
    return window -> window.commands().get(id).run();
  }

  private static void openStages(MainWindow window) {
    Node roads = window.root().lookup("#roads").getParent();
    for (KeyCode code : new KeyCode[] {KeyCode.DOWN, KeyCode.RIGHT, KeyCode.ENTER}) {
      Event.fireEvent(
          roads, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }
  }
}
