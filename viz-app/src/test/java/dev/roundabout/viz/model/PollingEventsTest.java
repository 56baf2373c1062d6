package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes several times a second must not push everything else out of the events. */
class PollingEventsTest {
  private static final Instant AT = Instant.EPOCH;
  private static final Address ONE = new Address("10.0.0.1", 9090);
  private static final Address TWO = new Address("10.0.0.2", 9090);

  @ParameterizedTest
  @CsvSource({"POLL_DNS, 4", "ON_DISCONNECT, 6"})
  void a_client_that_polls_tells_only_what_is_new(ResolverMode mode, int events) {
    Settings settings = Settings.initial().after(new Action.SetResolver(mode));
    Snapshot snapshot =
        Snapshot.empty(
                new ClusterInfo(
                    ClusterInfo.Origin.embedded(""), "default", "server", "h", "c", 9090, 9090),
                AT)
            .after(new ClientFact.SettingsSeen(AT, settings));
    int before = snapshot.events().size();
    List<Fact> facts =
        List.of(
            resolved(ONE, TWO),
            resolved(TWO, ONE),
            failed("no route"),
            failed("no route"),
            failed("time-out"),
            resolved(ONE));
    for (Fact fact : facts) {
      snapshot = snapshot.after(fact);
    }
    assertThat(snapshot.events()).hasSize(before + events);
    assertThat(snapshot.client().resolution(1).orElseThrow().addresses()).containsExactly(ONE);
  }

  private static Fact resolved(Address... addresses) {
    return new ClientFact.Resolved(
        AT, 1, "dns:///h:9090", List.of(addresses), "dns", Duration.ZERO);
  }

  private static Fact failed(String message) {
    return new ClientFact.ResolveFailed(AT, 1, message);
  }
}
