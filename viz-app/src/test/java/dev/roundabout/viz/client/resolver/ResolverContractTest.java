package dev.roundabout.viz.client.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.NameLookup.UnknownNameException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every way of re-resolving owes gRPC and the window. */
class ResolverContractTest {
  static final List<Resolvers.Kind> KINDS = Resolvers.ALL;

  private static final String ROBIN = "{policy=round_robin}";
  private static final String FIRST = "{policy=pick_first}";

  private final Recorded recorded = new Recorded();

  @ParameterizedTest
  @FieldSource("KINDS")
  void it_asks_at_its_start_and_delivers_in_the_order_of_the_answer(Resolvers.Kind kind) {
    recorded.dns("10.0.0.2", "10.0.0.1");
    start(kind);
    assertThat(recorded.log)
        .containsExactly("resolved [10.0.0.2:9090, 10.0.0.1:9090]", "delivered 2 " + ROBIN);
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void its_authority_is_that_of_the_dns_resolver(Resolvers.Kind kind) {
    assertThat(recorded.resolver(kind, Recorded.GATE).getServiceAuthority())
        .isEqualTo("headless.test:9090");
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void it_never_looks_up_on_the_thread_that_asks(Resolvers.Kind kind) {
    ClientResolver resolver = recorded.resolver(kind, Recorded.GATE);
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    assertThat(recorded.log).isEmpty();
    assertThat(recorded.waiting()).isEqualTo(1);
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void a_name_that_does_not_exist_is_unavailable(Resolvers.Kind kind) {
    recorded.dnsFails(new UnknownNameException("headless.test"));
    start(kind);
    assertThat(recorded.log)
        .containsExactly("failed: no such name: headless.test", "delivered UNAVAILABLE");
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void a_name_without_an_address_is_unavailable(Resolvers.Kind kind) {
    recorded.dns();
    start(kind);
    assertThat(recorded.log)
        .containsExactly("failed: no address for headless.test", "delivered UNAVAILABLE");
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void after_a_failure_a_refresh_asks_again(Resolvers.Kind kind) {
    recorded.dnsFails(new IOException("no route"));
    ClientResolver resolver = start(kind);
    recorded.dns("10.0.0.1");
    refresh(resolver);
    assertThat(recorded.log)
        .containsExactly(
            "failed: no route",
            "delivered UNAVAILABLE",
            "asked at 0 s",
            "resolved [10.0.0.1:9090]",
            "delivered 1 " + ROBIN);
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void a_policy_switch_delivers_the_same_addresses_without_asking(Resolvers.Kind kind) {
    ClientResolver resolver = start(kind);
    recorded.log.clear();
    recorded.policy = LbPolicy.PICK_FIRST;
    resolver.redeliver();
    assertThat(recorded.log).containsExactly("delivered 1 " + FIRST);
    assertThat(recorded.waiting()).isZero();
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void before_the_first_answer_there_is_nothing_to_deliver_again(Resolvers.Kind kind) {
    ClientResolver resolver = recorded.resolver(kind, Recorded.GATE);
    resolver.redeliver();
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    resolver.redeliver();
    assertThat(recorded.log).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void after_shutdown_nothing_is_delivered(Resolvers.Kind kind) {
    ClientResolver resolver = recorded.resolver(kind, Recorded.GATE);
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    recorded.context.execute(resolver::shutdown);
    recorded.answerLookups();
    resolver.redeliver();
    refresh(resolver);
    assertThat(recorded.log).isEmpty();
  }

  private ClientResolver start(Resolvers.Kind kind) {
    ClientResolver resolver = recorded.resolver(kind, Recorded.GATE);
    recorded.context.execute(() -> resolver.start(recorded.listener()));
    recorded.answerLookups();
    return resolver;
  }

  private void refresh(ClientResolver resolver) {
    recorded.context.execute(resolver::refresh);
    recorded.answerLookups();
  }
}
