package dev.roundabout.viz.channelz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What channelz only has as text. */
class ChannelzTextTest {

  @Test
  void a_target_tells_the_client_and_is_shown_without_the_key() {
    assertThat(ChannelName.of("roundabout:///headless.test:9090#a-key/12", "a-key"))
        .contains(new ChannelName(12, "dns:///headless.test:9090"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "roundabout:///headless.test:9090#another-key/1",
        "roundabout:///headless.test:9090",
        "dns:///headless.test:9090",
        "roundabout:///headless.test:9090#a-key/",
        "roundabout:///headless.test:9090#a-key/0"
      })
  void other_targets_are_not_ours(String target) {
    assertThat(ChannelName.of(target, "a-key")).isEmpty();
  }

  @Test
  void addresses_come_in_their_order() {
    String target =
        "[[[/10.0.0.2:9090]/{dev.roundabout.target=10.0.0.2:9090}],"
            + " [[/10.0.0.1:9090]/{dev.roundabout.target=10.0.0.1:9090, other=1}]]";
    assertThat(TargetText.addresses(target))
        .containsExactly(new Address("10.0.0.2", 9090), new Address("10.0.0.1", 9090));
  }

  @Test
  void an_ipv6_address_loses_its_brackets() {
    assertThat(TargetText.addresses("{dev.roundabout.target=[fd00:0:0:0:0:0:0:1]:9090}"))
        .containsExactly(new Address("fd00:0:0:0:0:0:0:1", 9090));
  }
}
