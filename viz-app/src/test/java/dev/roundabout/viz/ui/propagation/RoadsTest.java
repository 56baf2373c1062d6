package dev.roundabout.viz.ui.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.PodChange.Parts;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.Propagation.Mark;
import dev.roundabout.viz.model.ResolverMode;
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
