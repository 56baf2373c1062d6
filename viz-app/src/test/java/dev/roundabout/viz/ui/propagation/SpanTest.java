package dev.roundabout.viz.ui.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Time on the canvas, there and back. */
class SpanTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final Span TEN = new Span(START, Duration.ofSeconds(10));

  @Test
  void aMomentHasItsPlaceAndThePlaceItsMoment() {
    assertThat(TEN.x(START.plusSeconds(4), 1000)).isEqualTo(400);
    assertThat(TEN.at(400, 1000)).isEqualTo(START.plusSeconds(4));
    assertThat(TEN.x(Instant.EPOCH, 1000)).isNegative();
    assertThat(TEN.x(Instant.MAX, 1000)).isGreaterThan(1000);
  }

  @Test
  void zoomKeepsTheMomentBelowTheMouse() {
    Instant below = TEN.at(250, 1000);
    Span near = TEN.zoomed(0.5, 0.25);
    assertThat(near.length()).isEqualTo(Duration.ofSeconds(5));
    assertThat(near.x(below, 1000)).isCloseTo(250, within(0.001));
  }

  @Test
  void zoomEndsAtItsBoundsInPlace() {
    Span span = TEN;
    for (int i = 0; i < 100; i++) {
      span = span.zoomed(0.5, 0.5);
    }
    assertThat(span.length()).isEqualTo(Span.SHORTEST);
    Span again = span.zoomed(0.5, 0.5);
    assertThat(again).isEqualTo(span);
    for (int i = 0; i < 100; i++) {
      span = span.zoomed(2, 0.5);
    }
    assertThat(span.length()).isEqualTo(Span.LONGEST);
  }

  @Test
  void aPanMovesByAPartOfItsLength() {
    assertThat(TEN.panned(-0.2).from()).isEqualTo(START.minusSeconds(2));
  }

  @Test
  void ticksAreRoundNumbersFromTheChangeOn() {
    Ticks ticks = Ticks.of(TEN.panned(-0.1), START, 8);
    assertThat(ticks.in(TEN.panned(-0.1)).stream().map(ticks::label))
        .containsExactly("0 s", "2 s", "4 s", "6 s", "8 s");
    Span hour = new Span(START, Duration.ofHours(1));
    Ticks minutes = Ticks.of(hour, START, 8);
    assertThat(minutes.in(hour).stream().map(minutes::label))
        .containsExactly("0 min", "10 min", "20 min", "30 min", "40 min", "50 min", "60 min");
    Span tenth = new Span(START, Duration.ofMillis(100));
    Ticks millis = Ticks.of(tenth, START, 5);
    assertThat(millis.label(START.plusMillis(20))).isEqualTo("20 ms");
  }
}
