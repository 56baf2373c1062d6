package dev.roundabout.viz.ui.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.ClusterFact.DnsSeen;
import dev.roundabout.viz.model.ClusterFact.EndpointsSeen;
import dev.roundabout.viz.model.ClusterFact.PodGone;
import dev.roundabout.viz.model.ClusterFact.PodSeen;
import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.DnsAnswer;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodChange.Parts;
import dev.roundabout.viz.model.PodChange.Way;
import dev.roundabout.viz.model.PodGroup;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.Propagation.Mark;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.SessionFact.Asked;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the timeline says, without a canvas. */
class RoadsTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final ClusterInfo INFO =
      new ClusterInfo(
          ClusterInfo.Origin.embedded("test"), "default", "server", "h.test", "c.test", 80, 80);

  private static final Geometry GEOMETRY =
      new Geometry(1000, 200, 10, 100, new Span(START, Duration.ofSeconds(10)), 0, 1);

  @ParameterizedTest
  @EnumSource(Stage.class)
  void everyStageHasAKindWithWordsOnItsOwnSide(Stage stage) {
    Leg.Kind kind = Leg.Kind.after(stage);
    assertThat(kind.label()).isNotBlank();
    assertThat(kind == Leg.Kind.LEAVING).isEqualTo(!stage.isUp());
  }

  @Test
  void marksThatHaveNoRoomAreLeftOutAndTheNewestKeepsItsWords() {
    List<Mark> marks =
        List.of(
            mark(1000, Mark.Kind.USER, "scaled 3 to 5"),
            mark(4990, Mark.Kind.ASKED, "asked"),
            mark(5000, Mark.Kind.DISCARDED, "discarded"));
    List<MarkStrip.Placed> placed = MarkStrip.place(marks, GEOMETRY, words -> words.length() * 5.0);
    assertThat(placed)
        .extracting(MarkStrip.Placed::words)
        .containsExactly("scaled 3 to 5", "discarded");
  }

  @Test
  void whatPeopleDidIsNeverHiddenByWhatCameOfIt() {
    List<Mark> marks =
        List.of(
            mark(5000, Mark.Kind.USER, "set poll DNS"), mark(5010, Mark.Kind.ANSWERED, "answer"));
    assertThat(MarkStrip.place(marks, GEOMETRY, words -> words.length() * 5.0))
        .extracting(MarkStrip.Placed::words)
        .containsExactly("set poll DNS");
  }

  @Test
  void wordsThatWouldReachTheNextMarkAreNotWritten() {
    List<Mark> marks =
        List.of(
            mark(1000, Mark.Kind.USER, "a long story"), mark(1400, Mark.Kind.ANSWERED, "answer"));
    assertThat(MarkStrip.place(marks, GEOMETRY, words -> words.length() * 5.0))
        .extracting(MarkStrip.Placed::words)
        .containsExactly("", "answer");
  }

  private static Mark mark(long millis, Mark.Kind kind, String words) {
    return new Mark(START.plusMillis(millis), kind, 1, words);
  }

  @Test
  void modesOfTheRunStandSideBySideWithTheirMedians() {
    Propagation propagation =
        new Propagation(
            List.of(),
            List.of(
                change(1, ResolverMode.ON_DISCONNECT, 41_200),
                change(2, ResolverMode.POLL_DNS, 900),
                change(3, ResolverMode.POLL_DNS, 1_300),
                change(4, ResolverMode.POLL_DNS, 1_100)),
            List.of());
    assertThat(ModeTimes.words(propagation))
        .isEqualTo("on disconnect 41.2 s · poll DNS 1.1 s (median of 3)");
  }

  @Test
  void aRowEndsWithItsPodWhateverIsSeenLater() {
    Snapshot world =
        folded(
            pod(0, "a", Pod.Phase.READY),
            new EndpointsSeen(at(10), ServiceKind.HEADLESS, List.of(new Address("10.0.0.1", 80))),
            dns(20, "10.0.0.1"),
            pod(200, "a", Pod.Phase.TERMINATING),
            new PodGone(at(300), "server-x-a"),
            dns(1000));
    Road road = Roads.of(world).get(0);
    Leg last = road.legs().get(road.legs().size() - 1);

    assertThat(last.end(at(60_000))).isEqualTo(at(300));
    assertThat(road.ended()).hasValue(at(300));
    assertThat(road.outcome()).isEqualTo("gone");
    assertThat(StageFacts.of(road, 0).lines())
        .as("the facts are all told")
        .extracting(StageFacts.Line::stage)
        .endsWith("gone", "out of DNS");
  }

  @Test
  void rowsAreInTheOrderOfThePodsAndNewOnesComeLast() {
    Snapshot world =
        folded(
            pod(0, "c", Pod.Phase.READY),
            pod(1, "b", Pod.Phase.READY),
            new PodGone(at(2), "server-x-c"),
            new Asked(at(3), new Action.Scale(2)),
            pod(4, "a", Pod.Phase.READY));
    assertThat(Roads.of(world)).extracting(Road::title).containsExactly("c", "b", "a");
    assertThat(Roads.of(world)).extracting(Road::place).containsExactly(0, 1, 2);
  }

  @Test
  void podsThatHaveGotAsFarShareARowAndTheChosenOneHasItsOwn() {
    Snapshot world =
        folded(
            pod(0, "a", Pod.Phase.READY),
            pod(1, "b", Pod.Phase.READY),
            pod(2, "c", Pod.Phase.READY),
            pod(3, "d", Pod.Phase.READY),
            pod(4, "e", Pod.Phase.READY),
            pod(5, "f", Pod.Phase.READY),
            pod(900, "c", Pod.Phase.TERMINATING));
    List<PodGroup> groups = PodGroup.of(PodRow.of(world), 3, "server-x-e");
    List<Road> roads = Roads.shared(Roads.of(world), groups);
    assertThat(roads).extracting(Road::title).containsExactly("4 pods", "c", "e");
    assertThat(roads).extracting(Road::pods).containsExactly(4, 1, 1);
    assertThat(roads.get(0).kind()).hasValue(Leg.Kind.READY);
  }

  @Test
  void aFrozenPodDoesNothingElseMeanwhile() {
    Snapshot world =
        folded(
            pod(0, "a", Pod.Phase.READY),
            new Asked(at(1000), new Action.Freeze("server-x-a", true)),
            new PodSeen(at(1001), pod("a", Pod.Phase.READY).frozen(true)));
    Road road = Roads.of(world).get(0);

    Leg last = road.legs().get(road.legs().size() - 1);
    assertThat(last.kind()).isEqualTo(Leg.Kind.FROZEN);
    assertThat(last.from()).isEqualTo(at(1000));
    assertThat(road.isOpen()).isTrue();
    assertThat(Roads.isOfNewest(world.propagation(), road.lane())).isTrue();
    assertThat(StageFacts.tip(road, road.legs().size() - 1, at(2000))).startsWith("frozen at ");

    Road after = Roads.of(world.after(new PodSeen(at(4000), pod("a", Pod.Phase.READY)))).get(0);
    assertThat(after.legs())
        .extracting(Leg::kind)
        .endsWith(Leg.Kind.READY, Leg.Kind.FROZEN, Leg.Kind.READY);
    assertThat(after.legs().get(after.legs().size() - 1).from()).isEqualTo(at(4000));
  }

  private static Snapshot folded(Fact... facts) {
    Snapshot snapshot = Snapshot.empty(INFO, START);
    for (Fact fact : facts) {
      snapshot = snapshot.after(fact);
    }
    return snapshot;
  }

  private static Fact pod(long millis, String name, Pod.Phase phase) {
    return new PodSeen(at(millis), pod(name, phase));
  }

  private static Pod pod(String name, Pod.Phase phase) {
    return new Pod("server-x-" + name, Optional.of("10.0.0.1"), phase, "node", 0, START);
  }

  private static Fact dns(long millis, String... ips) {
    return new DnsSeen(
        at(millis),
        ServiceKind.HEADLESS,
        new DnsAnswer("headless.test", List.of(ips), Duration.ofSeconds(5), "test"));
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  @Test
  void aWaitThatWasSwitchedMeanwhileIsNoModesFigure() {
    PodChange one = change(1, ResolverMode.POLL_DNS, 900);
    PodChange other = change(2, ResolverMode.POLL_DNS, 47_700);
    PodChange switched =
        new PodChange(
            2,
            1,
            List.of(new Way(ResolverMode.ON_DISCONNECT, Optional.empty()), other.ways().get(0)),
            other.asked(),
            other.what(),
            other.effect(),
            other.pods(),
            other.parts(),
            other.lost(),
            other.progress(),
            "switched from on disconnect after 46.8 s");
    assertThat(ModeTimes.words(new Propagation(List.of(), List.of(one, switched), List.of())))
        .isEqualTo("poll DNS 900 ms");
  }

  private static PodChange change(int number, ResolverMode mode, long millis) {
    Duration total = Duration.ofMillis(millis);
    Parts parts = new Parts(total, Duration.ZERO, Duration.ZERO, total, Duration.ZERO);
    return new PodChange(
        number, 1, mode, START, "3 → 5", List.of("server-x-a"), Optional.of(parts));
  }

  @Test
  void changesAndStagesAreSavedSideBySide(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.csv");
    CsvSaver saver = new CsvSaver(() -> Optional.of(file), Runnable::run);
    saver.save(
        new Propagation(List.of(), List.of(change(1, ResolverMode.POLL_DNS, 900)), List.of()));
    assertThat(saver.news().orElseThrow().words()).startsWith("saved ").contains("run-stages.csv");
    assertThat(saver.news()).as("told once").isEmpty();
    assertThat(Files.readString(file)).contains("poll DNS").contains("0.900000");
    assertThat(Files.readString(folder.resolve("run-stages.csv"))).startsWith("pod,");
  }

  @Test
  void aFileThatCannotBeWrittenIsToldWithTheNextStep(@TempDir Path folder) {
    Path file = folder.resolve("missing").resolve("run.csv");
    CsvSaver saver = new CsvSaver(() -> Optional.of(file), Runnable::run);
    saver.save(new Propagation(List.of(), List.of(), List.of()));
    CsvSaver.News news = saver.news().orElseThrow();
    assertThat(news.good()).isFalse();
    assertThat(news.words()).contains("not saved to").contains("choose another folder");
  }
}
