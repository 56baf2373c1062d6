package dev.roundabout.viz.ui.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Event;
import dev.roundabout.viz.model.Event.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLineTest {
  private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

  private final List<Event> events = new ArrayList<>();

  @Test
  void whatRepeatsDoesNotBuryWhatTheUserDid() {
    add(Tone.USER, "you scaled server 3 → 5");
    for (int i = 2; i < 30; i++) {
      add(Tone.BAD, "l7hr" + (i % 4 + 4) + " sent GOAWAY");
      add(Tone.NEUTRAL, "DNS asked again, " + i + " ms");
      add(Tone.NEUTRAL, "5 addresses");
      add(Tone.GOOD, "connected");
    }
    assertThat(words())
        .hasSize(9)
        .startsWith("you scaled server 3 → 5")
        .contains("connected  ×27")
        .endsWith("l7hr5 sent GOAWAY", "DNS asked again, 29 ms", "5 addresses", "connected");
  }

  @Test
  void whatCameTwiceIsShownTwice() {
    add(Tone.GOOD, "pod q9x2k ready");
    add(Tone.GOOD, "pod tz4mn ready");
    assertThat(words()).containsExactly("pod q9x2k ready", "pod tz4mn ready");
  }

  @Test
  void whatTheUserDidIsNeverFolded() {
    for (int i = 0; i < 4; i++) {
      add(Tone.USER, "you sent a burst of 3000");
    }
    assertThat(words()).hasSize(4);
  }

  private void add(Tone tone, String text) {
    events.add(new Event(START.plusSeconds(events.size()), tone, text));
  }

  private List<String> words() {
    return EventLine.of(events).stream().map(EventLine::words).toList();
  }
}
