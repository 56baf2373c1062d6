package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.cluster.kubernetes.Permission.Where;
import dev.roundabout.viz.cluster.kubernetes.connect.Causes;
import dev.roundabout.viz.dns.DnsClient;
import dev.roundabout.viz.gateway.Duplex;
import dev.roundabout.viz.gateway.Gateway;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import dev.roundabout.viz.model.ClusterFact.Forwarded;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.Connection;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The way in through the API server, for which a kubeconfig is all it takes: names by a
 * port-forward to the cluster's DNS, connections by a gateway on loopback that opens one
 * port-forward stream for each.
 */
final class TunnelWay implements WayIn {
  /** Of a query, with the way to DNS where it has to be opened. */
  private static final Duration DNS_TIMEOUT = Duration.ofSeconds(3);

  /** Of opening a stream: less than a client of the gateway is given. */
  private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(8);

  private static final int PASSWORD_BYTES = 24;

  private final ClusterInfo info;
  private final PodBook book;
  private final Refusals refusals;
  private final Reports reports;
  private final Loop loop;
  private final ExecutorService blocking;
  private final PortForwards forwards;
  private final CoreDns dns;
  private final NameLookup names;
  private final ClusterIpStandIn kubeProxy;
  private final WayTroubles troubles;
  private final Gateway gateway;

  /** Opens the gateway; nothing is asked of the API yet. */
  TunnelWay(
      KubernetesClient client,
      ClusterInfo info,
      PodBook book,
      Denials denials,
      Reports reports,
      Random random)
      throws IOException {
    this.info = info;
    this.book = book;
    this.reports = reports;
    KubernetesClient once = client.newClient(withoutRetries(client)).adapt(KubernetesClient.class);
    refusals = new Refusals(new AccessReviews(once)::allows, info, denials);
    kubeProxy = new ClusterIpStandIn(book, random);
    gateway =
        Gateway.open(this::dial, this::isEndpoint, password(), Gateway.PATIENCE, f -> trouble(f));
    loop = new Loop("way-in", failure -> trouble(failure));
    troubles = new WayTroubles(info, book, loop, reports);
    blocking = Executors.newCachedThreadPool(TunnelWay::thread);
    forwards = new PortForwards(once, DIAL_TIMEOUT, loop);
    book.onGone(pod -> forwards.gone(info.namespace(), pod));
    dns = new CoreDns(once, forwards, loop, blocking, random, DNS_TIMEOUT);
    ServiceIps serviceIps = new ServiceIps(once, blocking, DNS_TIMEOUT);
    names =
        new ClusterNames(
            new DomainNames(
                new DnsClient(dns, dns, "the cluster's DNS", random),
                serviceIps,
                info,
                this::domain),
            new SliceNames(info, book, serviceIps, random),
            info,
            refusals,
            loop,
            blocking,
            reports);
  }

  private static RequestConfig withoutRetries(KubernetesClient client) {
    return new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "way-in-asks");
    thread.setDaemon(true);
    return thread;
  }

  /** Not from the random that is passed in: whoever knows a seed must not know the password. */
  private static String password() {
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private void trouble(Exception failure) {
    reports.trouble("the way in", failure);
  }

  private void domain(String words) {
    reports.accept(
        new ApiEventSeen(reports.now(), Optional.empty(), true, "cluster DNS", "lookup", words));
  }

  @Override
  public NameLookup names() {
    return this::lookup;
  }

  private DnsAnswer lookup(String name) throws IOException {
    DnsAnswer answer = names.lookup(name);
    if (name.equals(info.clusterIpName())) {
      answer.ips().forEach(book::clusterIp);
    }
    return answer;
  }

  @Override
  public Route.Finder reach() {
    return gateway::to;
  }

  private boolean isClusterIp(Address target) {
    return target.port() == info.clusterIpPort() && book.isClusterIp(target.ip());
  }

  private boolean isEndpoint(Address target) {
    return isClusterIp(target)
        || book.lists(target)
        || (target.port() == info.podPort() && book.podAt(target.ip()).isPresent());
  }

  private Duplex dial(Address target, Address client) throws IOException {
    if (!isClusterIp(target)) {
      return dialPod(target);
    }
    Address pod = endpoint();
    Duplex upstream = dialPod(pod);
    reports.accept(new Forwarded(reports.now(), new Connection(client, target), pod));
    return upstream;
  }

  private Address endpoint() throws ConnectException {
    String service = info.clusterIpName().split("\\.", 2)[0];
    try {
      Address chosen = kubeProxy.choose().address();
      troubles.endpoint(service);
      return chosen;
    } catch (ConnectException nobody) {
      troubles.noEndpoint(service);
      throw nobody;
    }
  }

  private Duplex dialPod(Address target) throws IOException {
    Optional<String> pod = book.podAt(target.ip());
    if (pod.isEmpty()) {
      troubles.noPod(target);
      throw new ConnectException("no pod of the Service has " + target.ip());
    }
    return dialPod(pod.get(), target.port());
  }

  private Duplex dialPod(String pod, int port) throws IOException {
    try {
      Duplex stream = forwards.open(info.namespace(), pod, port, troubles.of(pod, port));
      refusals.podWorks();
      return stream;
    } catch (KubernetesClientException refused) {
      refusals
          .noWebSockets(refused, Where.TARGET)
          .ifPresentOrElse(troubles::noTunnel, () -> troubles.refused(pod, refused));
      throw refusals.ofPod(refused);
    } catch (SocketTimeoutException late) {
      troubles.late(pod);
      throw late;
    } catch (InterruptedIOException closing) {
      throw closing;
    } catch (IOException failure) {
      troubles.noTunnel(Causes.root(failure));
      throw failure;
    }
  }

  @Override
  public void close() {
    gateway.close();
    dns.close();
    forwards.close();
    loop.close();
    blocking.shutdownNow();
  }
}
