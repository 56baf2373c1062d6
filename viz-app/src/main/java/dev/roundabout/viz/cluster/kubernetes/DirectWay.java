package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.dns.DnsClient;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.IpText;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * No way in is needed: names and connections go straight, as where the app runs in the cluster or
 * its network is routed. A ClusterIP is the real one.
 *
 * @param names by the machine's own resolver
 */
record DirectWay(NameLookup names) implements WayIn {
  /** What the resolver library of the system reads. */
  static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int PORT = 53;
  private static final String NAMESERVER = "nameserver";

  /**
   * Asks the machine's first name server itself, because only DNS tells a TTL and only a query of
   * our own passes the caches of the JDK by; where none is configured, the JDK's resolver.
   *
   * @param resolvConf see resolv.conf(5); may be absent
   */
  static DirectWay open(Path resolvConf, LongSupplier nanos, RandomGenerator random)
      throws IOException {
    return open(resolvConf, PORT, nanos, random);
  }

  /** The same, with a name server that listens at another port than all others do. */
  static DirectWay open(Path resolvConf, int port, LongSupplier nanos, RandomGenerator random)
      throws IOException {
    Optional<String> server = nameServer(resolvConf);
    return new DirectWay(
        server
            .<NameLookup>map(
                ip ->
                    DnsClient.over(
                        new Address(ip, port), "the name server " + ip, TIMEOUT, nanos, random))
            .orElse(DirectWay::byTheJdk));
  }

  private static Optional<String> nameServer(Path resolvConf) throws IOException {
    if (!Files.isReadable(resolvConf)) {
      return Optional.empty();
    }
    return Files.readAllLines(resolvConf).stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 1 && words[0].equals(NAMESERVER))
        .map(words -> words[1])
        .findFirst();
  }

  private static DnsAnswer byTheJdk(String name) throws IOException {
    try {
      List<String> ips = Arrays.stream(InetAddress.getAllByName(name)).map(IpText::of).toList();
      return new DnsAnswer(name, ips, Duration.ZERO, "this machine's resolver");
    } catch (UnknownHostException unknown) {
      throw new NameLookup.UnknownNameException(name);
    }
  }

  @Override
  public Route.Finder reach() {
    return Route.Direct::new;
  }

  @Override
  public void close() {
    // nothing is open
  }
}
