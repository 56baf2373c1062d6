package dev.roundabout.viz.client.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.ResolverMode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The gate of grpc-java's dns resolver, in a time that only the test moves. */
class OnDisconnectResolverTest {
  private final Recorded recorded = new Recorded();

  @Test
  void a_refresh_within_the_gate_is_discarded_and_not_delayed() {
    ClientResolver resolver = started(Recorded.GATE);
    recorded.pass(Duration.ofSeconds(30));
    refresh(resolver);
    recorded.pass(Duration.ofMinutes(10));
    assertThat(recorded.log).containsExactly("discarded at 30 s");
    assertThat(recorded.waiting()).isZero();
  }

  @Test
  void a_refresh_beyond_the_gate_asks() {
    ClientResolver resolver = started(Recorded.GATE);
    recorded.pass(Duration.ofSeconds(30).plusNanos(1));
    refresh(resolver);
    assertThat(recorded.log.get(0)).isEqualTo("asked at 30 s");
    assertThat(recorded.log.get(1)).startsWith("resolved");
  }

  @Test
  void the_gate_counts_from_the_last_good_answer() {
    ClientResolver resolver = started(Recorded.GATE);
    recorded.pass(Duration.ofSeconds(31));
    recorded.dnsFails(new IOException("no route"));
    refresh(resolver);
    refresh(resolver);
    recorded.dns("10.0.0.1");
    refresh(resolver);
    recorded.pass(Duration.ofSeconds(29));
    refresh(resolver);
    assertThat(recorded.log)
        .filteredOn(line -> line.contains(" at "))
        .containsExactly("asked at 31 s", "asked at 31 s", "asked at 31 s", "discarded at 29 s");
  }

  @Test
  void without_a_gate_every_refresh_asks() {
    ClientResolver resolver = started(Duration.ZERO);
    refresh(resolver);
    assertThat(recorded.log.get(0)).isEqualTo("asked at 0 s");
  }

  @Test
  void a_policy_switch_does_not_make_the_answer_younger() {
    ClientResolver resolver = started(Recorded.GATE);
    recorded.pass(Duration.ofSeconds(20));
    resolver.redeliver();
    recorded.pass(Duration.ofSeconds(11));
    refresh(resolver);
    assertThat(recorded.log).contains("asked at 31 s");
  }

  @Test
  void a_lookup_under_way_answers_a_second_refresh() {
    ClientResolver resolver = started(Duration.ZERO);
    recorded.context.execute(resolver::refresh);
    recorded.context.execute(resolver::refresh);
    assertThat(recorded.waiting()).isEqualTo(1);
    assertThat(recorded.log).containsExactly("asked at 0 s");
  }

  private ClientResolver started(Duration gate) {
    ClientResolver resolver = recorded.resolver(ResolverMode.ON_DISCONNECT, gate);
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    recorded.answerLookups();
    recorded.log.clear();
    return resolver;
  }

  private void refresh(ClientResolver resolver) {
    recorded.context.execute(resolver::refresh);
    recorded.answerLookups();
  }
}
