package dev.roundabout.viz.cluster.kubernetes;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.Reports;
import dev.roundabout.viz.model.ClusterFact.ApiEventSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.NameLookup;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Asks the cluster's DNS, and where that is not possible its EndpointSlices, until DNS can be asked
 * again. An answer of DNS stands, also that there is no such name. Any thread.
 */
final class ClusterNames implements NameLookup {
  /** How often DNS is tried while it cannot be asked. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final NameLookup dns;
  private final SliceNames slices;
  private final ClusterInfo info;
  private final Refusals refusals;
  private final Loop loop;
  private final Executor prober;
  private final Reports reports;
  private Optional<String> down = Optional.empty();

  /**
   * @param refusals told of what RBAC refused and allowed
   * @param prober runs what blocks
   */
  ClusterNames(
      NameLookup dns,
      SliceNames slices,
      ClusterInfo info,
      Refusals refusals,
      Loop loop,
      Executor prober,
      Reports reports) {
    this.dns = dns;
    this.slices = slices;
    this.info = info;
    this.refusals = refusals;
    this.loop = loop;
    this.prober = prober;
    this.reports = reports;
  }

  @Override
  public DnsAnswer lookup(String name) throws IOException {
    Optional<String> why = whyDown();
    if (why.isPresent()) {
      return slices.lookup(name, why.get());
    }
    try {
      DnsAnswer answer = dns.lookup(name);
      slices.learn(answer);
      return answer;
    } catch (UnknownNameException answer) {
      throw answer;
    } catch (IOException failure) {
      if (Thread.currentThread().isInterrupted()) {
        throw failure;
      }
      return slices.lookup(name, goDown(failure));
    }
  }

  private synchronized Optional<String> whyDown() {
    return down;
  }

  private synchronized String goDown(IOException failure) {
    if (down.isEmpty()) {
      String why = refusals.ofDns(failure);
      down = Optional.of(why);
      tell(true, "cannot be asked, names come from EndpointSlices: " + why);
      tryLater();
    }
    return down.get();
  }

  private synchronized void stayDown(IOException failure) {
    down = Optional.of(refusals.ofDns(failure));
    slices.refresh();
    tryLater();
  }

  private synchronized void comeUp() {
    down = Optional.empty();
    refusals.dnsWorks();
    tell(false, "answers again");
  }

  private void tell(boolean warning, String message) {
    reports.accept(
        new ApiEventSeen(
            reports.now(), Optional.empty(), warning, "cluster DNS", "lookup", message));
  }

  private void tryLater() {
    loop.after(RETRY, () -> prober.execute(this::tryNow));
  }

  private void tryNow() {
    try {
      dns.lookup(info.headlessName());
      comeUp();
    } catch (UnknownNameException answer) {
      comeUp();
    } catch (IOException stillDown) {
      stayDown(stillDown);
    }
  }
}
