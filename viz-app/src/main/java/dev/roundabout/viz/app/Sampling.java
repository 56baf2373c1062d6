package dev.roundabout.viz.app;

import dev.roundabout.viz.app.ExperimentsReport.Second;
import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.scenario.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** A lab that takes down each second who gets how many requests. One thread. */
final class Sampling implements Lab {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Lab lab;
  private final List<Second> seconds = new ArrayList<>();
  private final Map<String, Integer> places = new TreeMap<>();
  private Optional<Instant> last = Optional.empty();

  Sampling(Lab lab) {
    this.lab = lab;
  }

  /** Begins anew, now. */
  void restart() {
    seconds.clear();
    last = Optional.empty();
    look();
  }

  List<Second> seconds() {
    return List.copyOf(seconds);
  }

  /** The place of every pod that was seen, which gives its colour. */
  Map<String, Integer> places() {
    return Map.copyOf(places);
  }

  @Override
  public Snapshot now() {
    return lab.now();
  }

  @Override
  public void submit(Action action) {
    lab.submit(action);
  }

  @Override
  public boolean upTo(Duration patience, BooleanSupplier condition) throws InterruptedException {
    boolean came =
        lab.upTo(
            patience,
            () -> {
              look();
              return condition.getAsBoolean();
            });
    look();
    return came;
  }

  @Override
  public void rest(Duration duration) throws InterruptedException {
    upTo(duration, () -> false);
  }

  private void look() {
    Snapshot now = lab.now();
    List<PodRow> rows = PodRow.of(now);
    rows.forEach(row -> places.put(row.pod().name(), row.place()));
    if (last.isPresent() && now.at().isBefore(last.get().plus(EVERY))) {
      return;
    }
    last = Optional.of(now.at());
    Map<String, Double> rates = new TreeMap<>();
    rows.forEach(row -> rates.put(row.pod().name(), row.perSecond()));
    seconds.add(new Second(now.at(), now.cluster().desired(), now.cluster().ready(), rates));
  }
}
