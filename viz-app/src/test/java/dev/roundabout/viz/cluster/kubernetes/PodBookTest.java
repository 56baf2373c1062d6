package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ServiceKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PodBookTest {
  private final PodBook book = new PodBook();

  private static Endpoint endpoint(String ip, String pod, boolean ready) {
    return new Endpoint(new Address(ip, 9090), pod, ready);
  }

  @Test
  void findsAPodByEachOfItsAddresses() {
    book.pod("server-a", List.of("10.244.0.5", "fd00::5"));
    assertThat(book.podAt("10.244.0.5")).contains("server-a");
    assertThat(book.podAt("fd00::5")).contains("server-a");
    assertThat(book.podAt("10.244.0.6")).isEmpty();
    book.pod("server-a", List.of());
    assertThat(book.podAt("10.244.0.5")).isEmpty();
  }

  @Test
  void findsAPodBySlicesAloneAndPrefersTheReadyOne() {
    book.pod("server-old", List.of("10.244.0.5"));
    book.endpoints(
        ServiceKind.HEADLESS,
        List.of(
            endpoint("10.244.0.5", "server-dying", false),
            endpoint("10.244.0.5", "server-new", true)));
    assertThat(book.podAt("10.244.0.5")).contains("server-new");
  }

  @Test
  void listsUnreadyEndpointsAndOffersReadyOnes() {
    assertThat(book.knows(ServiceKind.HEADLESS)).isFalse();
    Endpoint ready = endpoint("10.244.0.5", "a", true);
    Endpoint unready = endpoint("10.244.0.6", "b", false);
    book.endpoints(ServiceKind.HEADLESS, List.of(ready, unready));
    assertThat(book.knows(ServiceKind.HEADLESS)).isTrue();
    assertThat(book.ready(ServiceKind.HEADLESS)).containsExactly(ready);
    assertThat(book.ready(ServiceKind.CLUSTER_IP)).isEmpty();
    assertThat(book.lists(unready.address())).isTrue();
    assertThat(book.lists(new Address("10.244.0.6", 22))).isFalse();
    book.endpoints(ServiceKind.HEADLESS, List.of());
    assertThat(book.lists(unready.address())).isFalse();
  }

  @Test
  void offersThoseThatEndAndStillServeWhereNoneIsReady() {
    Endpoint draining = new Endpoint(new Address("10.244.0.5", 9090), "a", false, true);
    Endpoint unready = endpoint("10.244.0.6", "b", false);
    Endpoint ready = endpoint("10.244.0.7", "c", true);
    book.endpoints(ServiceKind.CLUSTER_IP, List.of(draining, unready));
    assertThat(book.proxied(ServiceKind.CLUSTER_IP)).containsExactly(draining);
    book.endpoints(ServiceKind.CLUSTER_IP, List.of(draining, unready, ready));
    assertThat(book.proxied(ServiceKind.CLUSTER_IP)).containsExactly(ready);
    book.endpoints(ServiceKind.CLUSTER_IP, List.of(unready));
    assertThat(book.proxied(ServiceKind.CLUSTER_IP)).isEmpty();
  }

  @Test
  void tellsWhoWent() {
    List<String> went = new ArrayList<>();
    book.onGone(went::add);
    book.pod("server-a", List.of("10.244.0.5"));
    book.gone("server-a");
    assertThat(went).containsExactly("server-a");
    assertThat(book.podAt("10.244.0.5")).isEmpty();
  }
}
