package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.ExperimentRun.Phase;
import dev.roundabout.viz.model.SessionFact;
import dev.roundabout.viz.model.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Worlds that the stage has to show, by name. */
final class StageWorlds {
  private StageWorlds() {}

  static Map<String, Fixtures> all() {
    Map<String, Fixtures> worlds = new LinkedHashMap<>();
    worlds.put("serving", Fixtures.serving(3));
    worlds.put("waiting", Fixtures.notResolved());
    worlds.put("nobody", Fixtures.world());
    worlds.put("cluster-ip", Fixtures.clusterIp());
    worlds.put("twelve", Fixtures.serving(12));
    worlds.put("many", Fixtures.manyNotResolved());
    worlds.put("clients", Fixtures.world().settings(set -> clients(set, 3)).serve(3));
    ExperimentWorlds.all().forEach(worlds::put);
    for (ExperimentRun run : looks()) {
      worlds.put("look-" + run.number() + "-" + run.place(), on(run));
    }
    return worlds;
  }

  /** Those whose type and room differ, for tests that look at every size. */
  static Map<String, Fixtures> some() {
    Map<String, Fixtures> worlds = new LinkedHashMap<>(all());
    worlds
        .keySet()
        .retainAll(Set.of("waiting", "many", "experiment-begun", "experiment-done", "look-5-1"));
    return worlds;
  }

  private static Settings clients(Settings settings, int count) {
    return settings.withClients(count);
  }

  /** A step that looks at each of the spots. */
  private static Iterable<ExperimentRun> looks() {
    return ExperimentWorlds.lookingEverywhere();
  }

  static Fixtures on(ExperimentRun run) {
    Fixtures world = ExperimentWorlds.offered(Fixtures.notResolved());
    return world.apply(
        new SessionFact.ExperimentSeen(world.now(), Optional.of(run.with(Phase.GOING_ON))));
  }

  static Fixtures judged(ExperimentRun run) {
    Fixtures world = ExperimentWorlds.offered(Fixtures.notResolved());
    return world.apply(
        new SessionFact.ExperimentSeen(world.now(), Optional.of(ExperimentWorlds.done(run, true))));
  }
}
