package dev.roundabout.viz.ui.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.model.LoadTick.SampledCall;
import dev.roundabout.viz.ui.flow.Scenery.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DotsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final Dots dots = new Dots();

  private static List<SampledCall> sample(int calls) {
    SampledCall call =
        new SampledCall(1, "server-a", NOW.minusMillis(40), Duration.ofMillis(1), true);
    return Stream.generate(() -> call).limit(calls).toList();
  }

  @Test
  void everySampleIsDrawnOnce() {
    List<SampledCall> sample = sample(20);
    assertThat(dots.take(sample, NOW, NOW)).isEqualTo(20);
    assertThat(dots.take(sample, NOW, NOW.plusMillis(16))).isZero();
    assertThat(dots.take(sample(20), NOW.plusMillis(100), NOW.plusMillis(100))).isEqualTo(20);
    assertThat(dots.at(NOW.plusMillis(100))).hasSize(40);
  }

  @Test
  void aDotTravelsForItsTimeAndIsGone() {
    dots.take(sample(1), NOW, NOW);
    Instant half = NOW.plusMillis(61).plus(Dots.TRAVEL.dividedBy(2));
    assertThat(dots.at(half))
        .singleElement()
        .satisfies(dot -> assertThat(dot.progress(half)).isEqualTo(0.5));
    assertThat(dots.at(NOW.plusMillis(61).plus(Dots.TRAVEL))).isEmpty();
    assertThat(dots.isEmpty()).isTrue();
  }

  @Test
  void theCurveBeginsAtTheHubAndEndsAtThePod() {
    Point from = new Point(10, 100);
    Point to = new Point(200, 20);
    assertThat(DotPainter.curve(from, to, 0)).isEqualTo(from);
    assertThat(DotPainter.curve(from, to, 1)).isEqualTo(to);
    assertThat(DotPainter.curve(from, to, 0.5)).isEqualTo(new Point(105, 60));
  }

  @Test
  void aSampleIsCalledASample() {
    SampleShare share = new SampleShare();
    share.taken(new Ledger(0, 0, Map.of(), 0), 20);
    share.taken(new Ledger(20, 20, Map.of(), 0), 20);
    assertThat(share.words()).isEqualTo("1 dot = 1 request");
    share.taken(new Ledger(1020, 1020, Map.of(), 0), 20);
    assertThat(share.words()).isEqualTo("dots are a sample: 1 of ~26");
  }
}
