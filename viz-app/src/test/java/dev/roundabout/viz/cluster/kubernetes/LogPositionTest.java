package dev.roundabout.viz.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that breaks off anywhere is read whole, and each line once. */
class LogPositionTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  /** A kubelet's log: the API knows whole seconds, and lines come several to a second. */
  private record Line(Instant at, String text) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothing_is_lost_or_read_twice(long seed) {
    Random random = new Random(seed);
    List<Line> log = log(random);
    LogPosition position = new LogPosition();
    List<String> read = new ArrayList<>();
    while (read.size() < log.size()) {
      Optional<Instant> since = position.reopen();
      int breaksAfter = random.nextInt(40);
      log.stream()
          .filter(line -> since.isEmpty() || !line.at().isBefore(since.get()))
          .limit(breaksAfter)
          .forEach(line -> position.take(line.at() + " " + line.text()).ifPresent(read::add));
    }
    assertThat(read).isEqualTo(log.stream().map(Line::text).toList());
  }

  @Test
  void a_broken_connection_goes_on_where_it_broke() {
    List<Line> log = log(new Random(7));
    CompletableFuture<Void> ended = new CompletableFuture<>();
    List<Optional<Instant>> asked = new ArrayList<>();
    List<String> read = new ArrayList<>();
    PodLog.Source source =
        since -> {
          asked.add(since);
          byte[] rest = bytes(log, since);
          if (asked.size() < 4) {
            return cut(rest, rest.length / 2, true);
          }
          ended.complete(null);
          return asked.size() == 4
              ? cut(rest, rest.length / 2, true)
              : new ByteArrayInputStream(rest);
        };
    assertThat(new PodLog(source, ended, read::add, Duration.ofMillis(1)).read()).isEmpty();
    assertThat(read).isEqualTo(log.stream().map(Line::text).toList());
    assertThat(asked).hasSize(5);
    assertThat(asked.get(0)).isEmpty();
    assertThat(asked.get(4).orElseThrow().getNano()).isZero();
  }

  @Test
  void a_line_without_an_end_waits_for_it() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    List<String> read = new ArrayList<>();
    Deque<String> answers =
        new ArrayDeque<>(
            List.of(
                "2026-11-23T10:00:00.5Z one\n2026-11-23T10:00:01Z tw",
                "2026-11-23T10:00:00.5Z one\n2026-11-23T10:00:01Z two\n"));
    PodLog.Source source =
        since -> {
          String answer = answers.remove();
          if (answers.isEmpty()) {
            ended.complete(null);
            answers.add("");
          }
          return new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
        };
    assertThat(new PodLog(source, ended, read::add, Duration.ofMillis(1)).read()).isEmpty();
    assertThat(read).containsExactly("one", "two");
  }

  @Test
  void a_time_zone_of_the_node_changes_nothing() {
    LogPosition position = new LogPosition();
    assertThat(position.take("2026-11-23T12:00:00.123456789+02:00 a")).contains("a");
    assertThat(position.reopen()).contains(START);
    assertThat(position.take("2026-11-23T12:00:00.123456789+02:00 a")).isEmpty();
    assertThat(position.take("2026-11-23T12:00:00.2+02:00 b")).contains("b");
    assertThat(position.take("{\"kind\":\"Status\"}")).isEmpty();
  }

  private static List<Line> log(Random random) {
    List<Line> lines = new ArrayList<>();
    Instant at = START;
    for (int i : IntStream.range(0, 200).toArray()) {
      // Several lines may bear the very same time.
      at = at.plusMillis(random.nextInt(4) * 100L);
      lines.add(new Line(at, "line " + i));
    }
    return lines;
  }

  private static byte[] bytes(List<Line> log, Optional<Instant> since) {
    StringBuilder text = new StringBuilder();
    log.stream()
        .filter(line -> since.isEmpty() || !line.at().isBefore(since.get()))
        .forEach(line -> text.append(line.at()).append(' ').append(line.text()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Ends after some bytes, as a connection that is closed or one that breaks. */
  private static InputStream cut(byte[] bytes, int length, boolean breaks) {
    InputStream in = new ByteArrayInputStream(bytes, 0, length);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
      }

      @Override
      public int read(byte[] buffer, int offset, int most) throws IOException {
        int read = in.read(buffer, offset, Math.min(most, 100));
        if (read < 0 && breaks) {
          throw new IOException("connection reset");
        }
        return read;
      }
    };
  }
}
