package dev.roundabout.viz.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roundabout.viz.cluster.Leftovers;
import dev.roundabout.viz.model.ClusterFact.DnsSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DnsObserverTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final ClusterInfo INFO =
      new ClusterInfo(
          ClusterInfo.Origin.embedded("test"),
          "default",
          "server",
          "headless",
          "clusterip",
          9090,
          9090);

  private final List<Fact> facts = new CopyOnWriteArrayList<>();
  private final AtomicInteger questions = new AtomicInteger();
  private volatile NameLookup headless = name -> answer(name, "10.0.0.1", "10.0.0.2");

  private static DnsAnswer answer(String name, String... ips) {
    return new DnsAnswer(name, List.of(ips), Duration.ofSeconds(5), "kube-dns");
  }

  private DnsAnswer lookup(String name) throws IOException {
    questions.incrementAndGet();
    return name.equals("headless") ? headless.lookup(name) : answer(name, "10.96.0.80");
  }

  private DnsObserver start() {
    DnsObserver observer =
        new DnsObserver(
            this::lookup, INFO, InstantSource.fixed(NOW), Duration.ofMillis(2), facts::add);
    observer.start();
    return observer;
  }

  private void observing(Runnable steps) {
    DnsObserver observer = start();
    try {
      steps.run();
    } finally {
      observer.close();
    }
  }

  private void awaitMoreQuestions() {
    int before = questions.get();
    await().until(() -> questions.get() >= before + 10);
  }

  private List<List<String>> seen(ServiceKind kind) {
    return facts.stream()
        .filter(DnsSeen.class::isInstance)
        .map(DnsSeen.class::cast)
        .filter(fact -> fact.service() == kind)
        .map(fact -> fact.answer().ips())
        .toList();
  }

  @Test
  void reportsBothServicesOnceAndThenChangesOnly() {
    observing(
        () -> {
          awaitMoreQuestions();
          headless = name -> answer(name, "10.0.0.2", "10.0.0.1");
          awaitMoreQuestions();
          headless = name -> answer(name, "10.0.0.2");
          awaitMoreQuestions();
        });
    assertThat(seen(ServiceKind.HEADLESS))
        .containsExactly(List.of("10.0.0.1", "10.0.0.2"), List.of("10.0.0.2"));
    assertThat(seen(ServiceKind.CLUSTER_IP)).containsExactly(List.of("10.96.0.80"));
    assertThat(facts).hasSize(3).allSatisfy(fact -> assertThat(fact.at()).isEqualTo(NOW));
  }

  /** So that a change is seen an interval and a query late at most, and never early. */
  @Test
  void aChangeIsReportedByTheFirstQuestionThatBeginsAfterIt() {
    List<Integer> reportedBefore = new CopyOnWriteArrayList<>();
    headless =
        name -> {
          reportedBefore.add(seen(ServiceKind.HEADLESS).size());
          return answer(name, reportedBefore.size() < 4 ? "10.0.0.1" : "10.0.0.2");
        };
    observing(this::awaitMoreQuestions);
    assertThat(reportedBefore).startsWith(0, 1, 1, 1, 2);
  }

  @Test
  void anUnknownNameHasNoAddress() {
    headless =
        name -> {
          throw new NameLookup.UnknownNameException(name);
        };
    observing(
        () -> {
          awaitMoreQuestions();
          headless = name -> answer(name, "10.0.0.1");
          awaitMoreQuestions();
        });
    assertThat(seen(ServiceKind.HEADLESS)).containsExactly(List.of(), List.of("10.0.0.1"));
    assertThat(facts).noneMatch(Trouble.class::isInstance);
  }

  @Test
  void saysOnceThatItFailsAndAgainAfterItWentWell() {
    NameLookup failing =
        name -> {
          throw new IOException("kube-dns did not answer in time");
        };
    NameLookup broken =
        name -> {
          throw new IllegalStateException("a bug");
        };
    observing(
        () -> {
          awaitMoreQuestions();
          headless = failing;
          awaitMoreQuestions();
          headless = name -> answer(name, "10.0.0.1", "10.0.0.2");
          awaitMoreQuestions();
          headless = broken;
          awaitMoreQuestions();
        });
    assertThat(facts.stream().filter(Trouble.class::isInstance))
        .containsExactly(
            new Trouble(NOW, "watching DNS", "kube-dns did not answer in time"),
            new Trouble(NOW, "watching DNS", "a bug"));
    assertThat(seen(ServiceKind.HEADLESS)).hasSize(1);
  }

  @Test
  void closeEndsItsThreadInTheMiddleOfAQuestion() {
    headless =
        name -> {
          try {
            new java.util.concurrent.CountDownLatch(1).await();
          } catch (InterruptedException interrupted) {
            throw new IOException("interrupted", interrupted);
          }
          return answer(name);
        };
    DnsObserver observer = start();
    await().until(() -> questions.get() >= 2); // the ClusterIP is asked for first
    observer.close();
    Leftovers.assertNoThreads();
    assertThat(facts).noneMatch(Trouble.class::isInstance);
  }
}
