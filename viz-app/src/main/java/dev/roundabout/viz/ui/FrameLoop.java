package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.history.Playhead;
import dev.roundabout.viz.ui.kit.FrameMeter;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/**
 * The one timer of the window. It measures every pulse, and on every second one of a 60 Hz screen
 * it reads the newest snapshot and hands it to every panel: dots at 30 frames a second look smooth,
 * and changes of all panels go out in one frame, whose cost is mostly its copy to the screen. Used
 * on the JavaFX application thread.
 */
final class FrameLoop extends AnimationTimer {
  /** Less than two pulses at 60 Hz, so that a pulse that comes early is not missed. */
  private static final long STEP_NANOS = 25_000_000;

  /** At full load the processors are the engine's: about fifteen frames a second. */
  private static final long FULL_LOAD_STEP_NANOS = 58_000_000;

  private static final double FULL_LOAD_PER_SECOND = 20_000;

  private final Playhead playhead;
  private final Supplier<List<Panel>> panels;
  private final Supplier<List<Panel>> present;
  private final InstantSource clock;
  private final FrameClock frames;
  private final FrameMeter meter;
  private final Runnable afterPulse = this::pulseEnds;
  private final CompletableFuture<Instant> firstRequest = new CompletableFuture<>();
  private Snapshot drawn;
  private Instant pulseBegan;
  private boolean served;
  private long renderedAt = Long.MIN_VALUE / 2;

  /**
   * @param panels that show the moment that the playhead stands at
   * @param present those that show the present
   * @param frames what panels take for the time
   */
  FrameLoop(
      Playhead playhead,
      Supplier<List<Panel>> panels,
      Supplier<List<Panel>> present,
      InstantSource clock,
      FrameClock frames,
      FrameMeter meter) {
    this.playhead = playhead;
    this.panels = panels;
    this.present = present;
    this.clock = clock;
    this.frames = frames;
    this.meter = meter;
    this.drawn = playhead.live();
    this.pulseBegan = clock.instant();
  }

  /** The end of a pulse is known to the scene. */
  void measure(Scene scene) {
    scene.addPostLayoutPulseListener(afterPulse);
  }

  @Override
  public void handle(long now) {
    meter.pulse(now);
    pulseBegan = clock.instant();
    if (now - renderedAt >= step()) {
      renderedAt = now;
      meter.drawn();
      render();
    }
  }

  private long step() {
    return drawn.traffic().perSecond() > FULL_LOAD_PER_SECOND ? FULL_LOAD_STEP_NANOS : STEP_NANOS;
  }

  /** Draws the newest snapshot now. */
  void render() {
    frames.begin();
    drawn = playhead.live();
    for (Panel panel : present.get()) {
      panel.render(drawn);
    }
    Snapshot shown = playhead.isLive() ? drawn : playhead.shown();
    for (Panel panel : panels.get()) {
      panel.render(shown);
    }
    // A frame that showed it has gone out by the time the next one is made.
    if (served) {
      firstRequest.complete(clock.instant());
    }
    served = drawn.traffic().ledger().ok() > 0;
  }

  private void pulseEnds() {
    meter.cost(Duration.between(pulseBegan, clock.instant()).toNanos());
  }

  Snapshot drawn() {
    return drawn;
  }

  CompletionStage<Instant> firstRequestDrawn() {
    return firstRequest;
  }
}
