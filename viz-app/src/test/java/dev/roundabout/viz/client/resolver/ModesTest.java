package dev.roundabout.viz.client.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.ServiceKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is special about single ways of re-resolving, in a time that only the test moves. */
class ModesTest {
  private static final String ROBIN = "{policy=round_robin}";
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Recorded recorded = new Recorded();

  @Test
  void polling_asks_once_in_each_interval_and_finds_what_is_new() {
    started(ResolverMode.POLL_DNS);
    recorded.pass(SECOND.multipliedBy(3));
    assertThat(recorded.queries).isEqualTo(4);
    recorded.dns("10.0.0.1", "10.0.0.2");
    recorded.pass(SECOND);
    assertThat(recorded.queries).isEqualTo(5);
    assertThat(recorded.log).endsWith("delivered 2 " + ROBIN);
  }

  @Test
  void polling_goes_on_after_a_failure() {
    started(ResolverMode.POLL_DNS);
    recorded.dnsFails(new IOException("no route"));
    recorded.pass(SECOND);
    recorded.dns("10.0.0.2");
    recorded.pass(SECOND);
    assertThat(recorded.log)
        .containsExactly(
            "failed: no route",
            "delivered UNAVAILABLE",
            "resolved [10.0.0.2:9090]",
            "delivered 1 " + ROBIN);
  }

  @Test
  void a_new_poll_interval_counts_from_the_last_question() {
    ClientResolver resolver = started(ResolverMode.POLL_DNS);
    pollEvery(resolver, Duration.ofSeconds(10));
    recorded.pass(Duration.ofSeconds(9));
    assertThat(recorded.queries).isEqualTo(1);
    recorded.pass(SECOND);
    assertThat(recorded.queries).isEqualTo(2);
    recorded.pass(Duration.ofSeconds(5));
    pollEvery(resolver, SECOND);
    recorded.pass(Duration.ZERO);
    assertThat(recorded.queries).isEqualTo(3);
  }

  @Test
  void a_refresh_while_polling_asks_at_once_and_puts_off_the_next_poll() {
    ClientResolver resolver = started(ResolverMode.POLL_DNS);
    recorded.pass(Duration.ofMillis(600));
    recorded.context.execute(resolver::refresh);
    recorded.answerLookups();
    assertThat(recorded.log.get(0)).isEqualTo("asked at 0 s");
    recorded.pass(Duration.ofMillis(999));
    assertThat(recorded.queries).isEqualTo(2);
    recorded.pass(Duration.ofMillis(1));
    assertThat(recorded.queries).isEqualTo(3);
  }

  @Test
  void watching_delivers_each_change_and_asks_nobody() {
    ClientResolver resolver = started(ResolverMode.WATCH_ENDPOINTS);
    recorded.endpoints("10.0.0.1", "10.0.0.2");
    recorded.answerLookups();
    recorded.endpoints("10.0.0.2");
    recorded.answerLookups();
    recorded.context.execute(resolver::refresh);
    recorded.pass(Duration.ofMinutes(5));
    assertThat(recorded.log)
        .containsExactly(
            "resolved [10.0.0.1:9090, 10.0.0.2:9090]",
            "delivered 2 " + ROBIN,
            "resolved [10.0.0.2:9090]",
            "delivered 1 " + ROBIN);
    assertThat(recorded.queries).isZero();
  }

  @Test
  void the_gate_follows_the_settings() {
    ClientResolver resolver = started(ResolverMode.ON_DISCONNECT);
    recorded.resolving = resolving(ResolverMode.ON_DISCONNECT, Duration.ZERO, SECOND);
    recorded.context.execute(resolver::refresh);
    assertThat(recorded.log).containsExactly("asked at 0 s");
  }

  @Test
  void switching_to_on_disconnect_keeps_the_answer_and_its_age() {
    ClientResolver resolver = started(ResolverMode.WATCH_ENDPOINTS);
    recorded.pass(Duration.ofSeconds(20));
    recorded.use(resolver, ResolverMode.ON_DISCONNECT);
    assertThat(recorded.watchers()).isZero();
    assertThat(recorded.queries).isZero();
    recorded.context.execute(resolver::refresh);
    recorded.pass(Duration.ofSeconds(11));
    recorded.context.execute(resolver::refresh);
    assertThat(recorded.log).containsExactly("discarded at 20 s", "asked at 31 s");
  }

  @Test
  void switching_from_polling_ends_the_polling() {
    ClientResolver resolver = started(ResolverMode.POLL_DNS);
    recorded.use(resolver, ResolverMode.ON_DISCONNECT);
    recorded.pass(Duration.ofMinutes(10));
    assertThat(recorded.queries).isEqualTo(1);
  }

  @Test
  void switching_to_polling_asks_at_once() {
    ClientResolver resolver = started(ResolverMode.ON_DISCONNECT);
    recorded.dns("10.0.0.1", "10.0.0.2");
    recorded.use(resolver, ResolverMode.POLL_DNS);
    assertThat(recorded.log).endsWith("delivered 2 " + ROBIN);
  }

  @Test
  void an_answer_that_was_asked_for_in_the_mode_before_goes_nowhere() {
    ClientResolver resolver = started(ResolverMode.ON_DISCONNECT);
    recorded.dns("10.0.0.9");
    resolver.resolveNow();
    recorded.use(resolver, ResolverMode.WATCH_ENDPOINTS);
    recorded.answerLookups();
    assertThat(recorded.log).containsExactly("resolved [10.0.0.1:9090]", "delivered 1 " + ROBIN);
  }

  @Test
  void the_age_of_connections_changes_nothing_in_the_client() {
    for (ServiceKind service : ServiceKind.values()) {
      assertThat(Resolvers.maker(ResolverMode.MAX_CONNECTION_AGE, service))
          .isSameAs(Resolvers.maker(ResolverMode.ON_DISCONNECT, service));
    }
  }

  @Test
  void a_cluster_ip_stands_in_no_endpoint_slice() {
    assertThat(Resolvers.maker(ResolverMode.WATCH_ENDPOINTS, ServiceKind.CLUSTER_IP))
        .isSameAs(Resolvers.maker(ResolverMode.ON_DISCONNECT, ServiceKind.CLUSTER_IP));
  }

  private ClientResolver started(ResolverMode mode) {
    ClientResolver resolver = recorded.resolver(mode, Recorded.GATE);
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    recorded.answerLookups();
    recorded.log.clear();
    return resolver;
  }

  private void pollEvery(ClientResolver resolver, Duration interval) {
    recorded.resolving = resolving(ResolverMode.POLL_DNS, Recorded.GATE, interval);
    resolver.settingsChanged();
  }

  private static Resolving resolving(ResolverMode mode, Duration gate, Duration interval) {
    return new Resolving(mode, Map.of(), gate, interval);
  }
}
