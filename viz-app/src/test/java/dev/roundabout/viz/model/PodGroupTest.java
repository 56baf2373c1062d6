package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Pod.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which pods stand alone where there is no room for all. */
class PodGroupTest {
  private static final double EACH = 50;

  private final List<PodRow> rows =
      new ArrayList<>(IntStream.range(0, 200).mapToObj(PodGroupTest::even).toList());

  @Test
  void with_room_every_pod_has_a_row() {
    assertThat(PodGroup.of(rows.subList(0, 12), 12, "")).hasSize(12).allMatch(PodGroup::isOne);
  }

  @Test
  void pods_that_get_their_share_are_one_and_those_that_do_not_stand_alone() {
    rows.set(3, row(3, Standing.SERVING, "READY", 0));
    rows.set(17, row(17, Standing.SERVING, "READY", 200));
    rows.set(90, row(90, Standing.TRANSIENT_FAILURE, "TRANSIENT_FAILURE", 0));
    rows.set(199, row(199, Standing.LEAVING, "Terminating", 12));
    List<PodGroup> groups = PodGroup.of(rows, 10, "");
    assertThat(groups)
        .extracting(PodGroupTest::told)
        .containsExactly("196 serve evenly", "pod-3", "pod-17", "pod-90", "pod-199");
    assertThat(groups.get(0).serves()).isTrue();
    assertThat(groups.get(0).share()).isGreaterThan(0.9);
  }

  @Test
  void what_chance_makes_of_a_second_is_even() {
    rows.set(3, row(3, Standing.SERVING, "READY", 62));
    rows.set(4, row(4, Standing.SERVING, "READY", 36));
    assertThat(PodGroup.of(rows, 10, ""))
        .extracting(PodGroupTest::told)
        .containsExactly("200 serve evenly");
  }

  @Test
  void the_chosen_pod_has_a_row_whatever_it_is_like() {
    assertThat(PodGroup.of(rows, 3, "pod-120"))
        .extracting(PodGroupTest::told)
        .containsExactly("199 serve evenly", "pod-120");
  }

  @Test
  void many_that_differ_are_a_group_too() {
    IntStream.range(52, 200)
        .forEach(i -> rows.set(i, row(i, Standing.NOT_RESOLVED, "client has not asked", 0)));
    assertThat(PodGroup.of(rows, 10, ""))
        .extracting(PodGroupTest::told)
        .containsExactly("52 serve evenly", "148 client has not asked");
  }

  @Test
  void kinds_without_room_share_the_last_row_and_nobody_is_lost() {
    for (int i = 0; i < 6; i++) {
      rows.set(2 * i, row(2 * i, Standing.NOT_READY, "state " + i, 0));
      rows.set(2 * i + 1, row(2 * i + 1, Standing.NOT_READY, "state " + i, 0));
    }
    List<PodGroup> groups = PodGroup.of(rows, 4, "pod-150");
    assertThat(groups)
        .extracting(PodGroupTest::told)
        .containsExactly("2 state 0", "10 in 5 other states", "187 serve evenly", "pod-150");
    assertThat(groups.stream().mapToInt(group -> group.pods().size()).sum()).isEqualTo(200);
  }

  @Test
  void those_that_serve_stay_apart_from_those_that_do_not() {
    IntStream.range(10, 150)
        .forEach(i -> rows.set(i, row(i, Standing.NOT_RESOLVED, "client has not asked", 0)));
    rows.set(150, row(150, Standing.LEAVING, "Terminating", 0));
    assertThat(PodGroup.of(rows, 2, ""))
        .extracting(PodGroupTest::told)
        .containsExactly("59 serve evenly", "141 in 2 other states");
  }

  @Test
  void before_the_first_request_pods_are_what_their_words_say() {
    rows.replaceAll(row -> row(row.place(), Standing.SERVING, "READY", 0));
    assertThat(PodGroup.of(rows, 10, ""))
        .extracting(PodGroupTest::told)
        .containsExactly("200 READY");
  }

  private static String told(PodGroup group) {
    return group.isOne() ? group.first().pod().name() : group.pods().size() + " " + group.words();
  }

  private static PodRow even(int place) {
    return row(place, Standing.SERVING, "READY", EACH);
  }

  private static PodRow row(int place, Standing standing, String words, double count) {
    Pod pod =
        new Pod(
            "pod-" + place, Optional.of("10.0.0." + place), Phase.READY, "node", 0, World.START);
    double share = count / (200 * EACH);
    return new PodRow(pod, place, standing, words, share, count, count, (long) count, 0);
  }
}
