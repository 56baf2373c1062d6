package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What re-resolution costs, expected and measured. */
class ResolverCostTest {
  private static final Instant START = World.START;

  @Test
  void countsWhatCameBetweenTwoMoments() {
    Snapshot before = queried(World.empty().snapshot(), 1, 5);
    Snapshot after = queried(queried(before, 1, 12), 2, 3);
    ResolverCost cost =
        ResolverCost.between(START, before.client(), START.plusSeconds(20), after.client());
    assertThat(cost.queries()).isEqualTo(15);
    assertThat(cost.words()).isEqualTo("measured in 20 s: 15 queries, 0 connects");
  }

  @Test
  void aClientThatIsMadeAnewCountsFromZero() {
    Snapshot before = queried(World.empty().snapshot(), 1, 50);
    Snapshot closed = before.after(new ClientFact.ClientClosed(START, 1));
    Snapshot after = queried(closed, 1, 2);
    assertThat(ResolverCost.between(START, before.client(), START, after.client()).queries())
        .isEqualTo(2);
  }

  @Test
  void everyModeSaysInOneLineWhatItCosts() {
    for (ResolverMode mode : ResolverMode.values()) {
      Settings settings = Settings.initial().after(new Action.SetResolver(mode));
      assertThat(ResolverCost.expected(settings, Optional.empty())).isNotBlank();
    }
  }

  @Test
  void pollingIsCountedForEveryClientAndEveryModeIsNamed() {
    Settings settings =
        Settings.initial()
            .withClients(3)
            .after(new Action.SetResolver(ResolverMode.POLL_DNS))
            .after(new Action.SetPollInterval(Duration.ofMillis(500)))
            .after(new Action.SetResolver(OptionalInt.of(3), ResolverMode.WATCH_ENDPOINTS));
    assertThat(ResolverCost.expected(settings, Optional.empty()))
        .isEqualTo("240 DNS queries a minute; one watch of the API, no DNS query");
  }

  @Test
  void anAgeThatNoServerHasCostsNothing() {
    Settings settings =
        Settings.initial().after(new Action.SetResolver(ResolverMode.MAX_CONNECTION_AGE));
    assertThat(ResolverCost.expected(settings, Optional.empty())).contains("no server closes");
    assertThat(ResolverCost.expected(settings, Optional.of(ConnectionAge.DEFAULT)))
        .contains("about every 5 s");
  }

  private static Snapshot queried(Snapshot snapshot, int client, int times) {
    Snapshot next = snapshot;
    for (int i = 0; i < times; i++) {
      next = next.after(new ClientFact.Queried(START, client));
    }
    return next;
  }
}
