package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.diagnosis.PodLink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The chain from a ready pod to its first request. */
class PodLinkTest {
  private final Seconds seconds = Seconds.ofThree();

  @Test
  void a_pod_that_serves_has_reached_every_link_and_one_that_nobody_saw_is_left_out() {
    assertThat(chain(1)).allMatch(PodLink::isReached);
    assertThat(chain(1)).extracting(PodLink::stage).doesNotContain(Stage.CONNECTING);
  }

  @Test
  void a_pod_that_waits_says_at_one_link_who_has_not_done_what() {
    seconds.road().asked(1000, new Action.Scale(4)).deployment(1010, 4, 3).grows(1100, 4);
    seconds.road().endpoints(1200, 1, 2, 3, 4).dns(1300, 1, 2, 3, 4);
    seconds.flow(67, 67, 66);

    assertThat(chain(4))
        .extracting(PodLink::stage)
        .containsExactly(
            Stage.READY,
            Stage.IN_ENDPOINTS,
            Stage.IN_DNS,
            Stage.RESOLVED,
            Stage.CONNECTING,
            Stage.CONNECTED,
            Stage.FIRST_REQUEST);
    assertThat(chain(4))
        .extracting(PodLink::at)
        .startsWith(
            Optional.of(Road.at(1130)), Optional.of(Road.at(1200)), Optional.of(Road.at(1300)));
    assertThat(chain(4))
        .extracting(PodLink::words)
        .containsExactly(
            "",
            "",
            "",
            "in DNS, the client has not asked again, last answered 2.6 s ago",
            "",
            "",
            "");
  }

  @Test
  void behind_a_cluster_ip_no_client_has_the_address_of_a_pod() {
    seconds
        .settings(seconds.set().withService(ServiceKind.CLUSTER_IP))
        .flow(Map.of(1, 200L), Map.of());
    assertThat(chain(2))
        .extracting(PodLink::stage)
        .containsExactly(Stage.READY, Stage.IN_ENDPOINTS, Stage.CONNECTED, Stage.FIRST_REQUEST);
  }

  @Test
  void nobody_can_check_the_embedded_cluster_and_nothing_is_known_of_no_pod() {
    assertThat(chain(1)).allMatch(link -> link.check().isEmpty());
    assertThat(PodLink.of(seconds.snapshot(), "nobody", 1)).isEmpty();
  }

  private List<PodLink> chain(int pod) {
    return PodLink.of(seconds.snapshot(), Road.name(pod), 1);
  }
}
