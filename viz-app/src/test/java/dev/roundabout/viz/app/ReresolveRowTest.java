package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.ResolverMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReresolveRowTest {
  private static final ReresolveRow ROW =
      new ReresolveRow(
          "a way",
          ResolverMode.ON_DISCONNECT,
          Duration.ZERO,
          Optional.empty(),
          Duration.ofSeconds(15),
          true);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000 3000 2000 | 2.000  (1.000 to 3.000) s",
        "1000 - 3000 | 2.000  (1.000 to 3.000) s, 1 never (within 15 s)",
        "1000 - | never (within 15 s) but for 1",
        "- - | never (within 15 s)"
      })
  void what_never_came_is_not_counted_as_a_time(String waits, String words) {
    List<Optional<Duration>> read =
        Arrays.stream(waits.split(" "))
            .map(
                wait ->
                    wait.equals("-")
                        ? Optional.<Duration>empty()
                        : Optional.of(Duration.ofMillis(Long.parseLong(wait))))
            .toList();
    assertThat(ROW.words(read)).isEqualTo(words);
  }
}
