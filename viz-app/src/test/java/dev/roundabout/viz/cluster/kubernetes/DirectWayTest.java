package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundabout.viz.cluster.local.LoopbackDns;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --direct} names are asked of this machine's name server, and nothing is between. */
class DirectWayTest {
  private static final ClusterInfo INFO =
      new ClusterInfo(
          new ClusterInfo.Origin("minikube", "a test", false, "minikube", "http://127.0.0.1", true),
          "default",
          "server",
          "server-headless.default.svc.cluster.local",
          "server.default.svc.cluster.local",
          9090,
          80);
  private static final Address CLUSTER_IP = new Address("10.96.0.9", 80);

  @TempDir private Path folder;
  private final LoopbackDns dns = dns();

  private static LoopbackDns dns() {
    List<Address> pods = List.of(new Address("10.1.0.1", 9090), new Address("10.1.0.2", 9090));
    try {
      return LoopbackDns.of(INFO, pods, CLUSTER_IP, Duration.ofSeconds(7));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @AfterEach
  void close() throws IOException {
    dns.close();
  }

  private DirectWay open(String... resolvConf) throws IOException {
    Path file = Files.write(folder.resolve("resolv.conf"), List.of(resolvConf));
    return DirectWay.open(file, dns.port(), System::nanoTime, new Random(1));
  }

  private static void assertAsksTheNameServer(DirectWay way) throws IOException {
    DnsAnswer pods = way.names().lookup(INFO.headlessName());
    assertThat(pods.ips()).containsExactlyInAnyOrder("10.1.0.1", "10.1.0.2");
    assertThat(pods.ttl()).isEqualTo(Duration.ofSeconds(7));
    assertThat(pods.source()).isEqualTo("the name server 127.0.0.1");
    assertThat(way.names().lookup(INFO.clusterIpName()).ips()).containsExactly(CLUSTER_IP.ip());
  }

  @Test
  void the_name_server_of_the_machine_answers_with_its_ttl() throws IOException {
    assertAsksTheNameServer(open("search default.svc.cluster.local", "nameserver 127.0.0.1"));
  }

  @Test
  void comments_and_what_else_there_may_be_are_passed_by() throws IOException {
    assertAsksTheNameServer(
        open(
            "# nameserver 192.0.2.1",
            "#nameserver 192.0.2.2",
            "; nameserver 192.0.2.3",
            "nameserver",
            "",
            "options ndots:5",
            "  nameserver\t127.0.0.1  # by the DHCP server"));
  }

  @Test
  void the_first_of_several_name_servers_is_asked() throws IOException {
    assertAsksTheNameServer(open("nameserver 127.0.0.1", "nameserver 192.0.2.1"));
  }

  @Test
  void a_name_that_is_not_there_is_told_as_such() throws IOException {
    NameLookup names = open("nameserver 127.0.0.1").names();
    assertThatThrownBy(() -> names.lookup("nobody.default.svc.cluster.local"))
        .isInstanceOf(NameLookup.UnknownNameException.class)
        .hasMessageContaining("nobody.default.svc.cluster.local");
  }

  @Test
  void without_a_name_server_the_machines_resolver_is_asked() throws IOException {
    for (DirectWay way : List.of(open("options ndots:5"), absent())) {
      DnsAnswer answer = way.names().lookup("localhost");
      assertThat(answer.ips()).contains("127.0.0.1");
      assertThat(answer.source()).isEqualTo("this machine's resolver");
      assertThatThrownBy(() -> way.names().lookup("nobody.invalid"))
          .isInstanceOf(NameLookup.UnknownNameException.class);
    }
  }

  private DirectWay absent() throws IOException {
    return DirectWay.open(folder.resolve("absent"), dns.port(), System::nanoTime, new Random(1));
  }

  @Test
  void pods_and_the_cluster_ip_are_dialled_straight() throws IOException {
    Route.Finder reach = open("nameserver 127.0.0.1").reach();
    for (Address each : List.of(new Address("10.1.0.1", 9090), CLUSTER_IP)) {
      assertThat(reach.to(each)).isEqualTo(new Route.Direct(each));
    }
  }
}
