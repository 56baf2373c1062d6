package dev.roundabout.viz.client.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.NameLookup.UnknownNameException;
import dev.roundabout.viz.model.ResolverMode;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * What every way of re-resolving owes gRPC and the window. What grpc-java's own resolver finds is
 * up to the machine: {@link RealDnsTest} takes it through the same in a JVM of its own.
 */
class ResolverContractTest {
  private static final String ROBIN = "{policy=round_robin}";
  private static final String FIRST = "{policy=pick_first}";

  private final Recorded recorded = new Recorded();

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AS_SHIPPED")
  void it_delivers_at_its_start_and_in_the_order_of_the_answer(ResolverMode mode) {
    recorded.world("10.0.0.2", "10.0.0.1");
    start(mode);
    assertThat(recorded.log)
        .containsExactly("resolved [10.0.0.2:9090, 10.0.0.1:9090]", "delivered 2 " + ROBIN);
  }

  @ParameterizedTest
  @EnumSource
  void its_authority_is_that_of_the_dns_resolver(ResolverMode mode) {
    assertThat(recorded.resolver(mode, Recorded.GATE).getServiceAuthority())
        .isEqualTo("headless.test:9090");
  }

  @ParameterizedTest
  @EnumSource
  void it_never_looks_up_on_the_thread_that_asks(ResolverMode mode) {
    ClientResolver resolver = recorded.resolver(mode, Recorded.GATE);
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    assertThat(recorded.log).isEmpty();
    assertThat(recorded.waiting()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"ON_DISCONNECT", "MAX_CONNECTION_AGE", "POLL_DNS"})
  void a_name_that_does_not_exist_is_unavailable(ResolverMode mode) {
    recorded.dnsFails(new UnknownNameException("headless.test"));
    start(mode);
    assertThat(recorded.log)
        .containsExactly("failed: no such name: headless.test", "delivered UNAVAILABLE");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AS_SHIPPED")
  void a_name_without_an_address_is_unavailable(ResolverMode mode) {
    recorded.world();
    start(mode);
    assertThat(recorded.log).hasSize(2).last().isEqualTo("delivered UNAVAILABLE");
    assertThat(recorded.log.get(0)).matches("failed: no (address for|ready endpoint of) .+\\.test");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AS_SHIPPED")
  void after_a_failure_the_next_answer_is_delivered(ResolverMode mode) {
    recorded.world();
    ClientResolver resolver = start(mode);
    recorded.log.clear();
    recorded.world("10.0.0.1");
    refresh(resolver);
    assertThat(recorded.log).endsWith("resolved [10.0.0.1:9090]", "delivered 1 " + ROBIN);
  }

  @ParameterizedTest
  @EnumSource(names = {"ON_DISCONNECT", "MAX_CONNECTION_AGE", "POLL_DNS"})
  void after_a_failure_a_refresh_asks_again(ResolverMode mode) {
    recorded.dnsFails(new IOException("no route"));
    ClientResolver resolver = start(mode);
    recorded.dns("10.0.0.1");
    refresh(resolver);
    assertThat(recorded.log)
        .containsExactly(
            "failed: no route",
            "delivered UNAVAILABLE",
            "asked at 0 s",
            "resolved [10.0.0.1:9090]",
            "delivered 1 " + ROBIN);
    assertThat(recorded.queries).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AS_SHIPPED")
  void resolve_now_delivers_within_the_gate_what_there_is_now(ResolverMode mode) {
    ClientResolver resolver = start(mode);
    recorded.world("10.0.0.1", "10.0.0.2");
    resolver.resolveNow();
    recorded.answerLookups();
    assertThat(recorded.log).endsWith("delivered 2 " + ROBIN).doesNotContain("discarded at 0 s");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AS_SHIPPED")
  void a_policy_switch_delivers_the_same_addresses_without_asking(ResolverMode mode) {
    ClientResolver resolver = start(mode);
    recorded.log.clear();
    recorded.policy = LbPolicy.PICK_FIRST;
    resolver.redeliver();
    assertThat(recorded.log).containsExactly("delivered 1 " + FIRST);
    assertThat(recorded.waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void before_the_first_answer_there_is_nothing_to_deliver_again(ResolverMode mode) {
    ClientResolver resolver = recorded.resolver(mode, Recorded.GATE);
    resolver.redeliver();
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    resolver.redeliver();
    assertThat(recorded.log).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void after_shutdown_nothing_is_asked_told_or_delivered(ResolverMode mode) {
    ClientResolver resolver = recorded.resolver(mode, Recorded.GATE);
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    recorded.context.execute(resolver::shutdown);
    recorded.answerLookups();
    int queries = recorded.queries;
    resolver.redeliver();
    resolver.resolveNow();
    resolver.settingsChanged();
    refresh(resolver);
    recorded.world("10.0.0.9");
    recorded.pass(Recorded.GATE.multipliedBy(3));
    assertThat(recorded.log).isEmpty();
    assertThat(recorded.queries).isEqualTo(queries);
    assertThat(recorded.watchers()).isZero();
  }

  private ClientResolver start(ResolverMode mode) {
    ClientResolver resolver = recorded.resolver(mode, Recorded.GATE);
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    recorded.answerLookups();
    return resolver;
  }

  private void refresh(ClientResolver resolver) {
    recorded.context.execute(resolver::refresh);
    recorded.answerLookups();
  }
}
