package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void tells_percentiles_and_the_largest() {
    Latencies latencies = Latencies.of(new long[] {10, 20, 30}, new long[] {98, 1, 1});
    assertThat(latencies.total()).isEqualTo(100);
    assertThat(latencies.percentileMicros(50)).isEqualTo(10);
    assertThat(latencies.percentileMicros(99)).isEqualTo(20);
    assertThat(latencies.percentileMicros(100)).isEqualTo(30);
    assertThat(latencies.maxMicros()).isEqualTo(30);
  }

  @Test
  void nothing_has_no_latency() {
    assertThat(Latencies.NONE.percentileMicros(99)).isZero();
    assertThat(Latencies.NONE.maxMicros()).isZero();
  }

  @Test
  void a_sum_is_the_same_as_counting_all_together() {
    Random random = new Random(42);
    long[] one = random.longs(500, 1, 200).sorted().toArray();
    long[] other = random.longs(300, 1, 300).sorted().toArray();
    long[] both = new long[800];
    System.arraycopy(one, 0, both, 0, 500);
    System.arraycopy(other, 0, both, 500, 300);
    Arrays.sort(both);
    assertThat(of(one).plus(of(other))).isEqualTo(of(both));
    assertThat(of(both).percentileMicros(90)).isEqualTo(both[719]);
  }

  @Test
  void a_difference_is_what_was_added() {
    Random random = new Random(7);
    Latencies earlier = of(random.longs(500, 1, 200).sorted().toArray());
    Latencies added = of(random.longs(300, 1, 300).sorted().toArray());
    assertThat(earlier.plus(added).minus(earlier)).isEqualTo(added);
    assertThat(earlier.minus(earlier)).isEqualTo(Latencies.NONE);
    assertThat(earlier.minus(Latencies.NONE)).isEqualTo(earlier);
  }

  @Test
  void there_is_no_difference_to_what_was_never_counted() {
    Latencies counted = Latencies.of(new long[] {1, 2}, new long[] {3, 3});
    Latencies more = Latencies.of(new long[] {2}, new long[] {4});
    Latencies other = Latencies.of(new long[] {9}, new long[] {1});
    assertThatIllegalArgumentException().isThrownBy(() -> counted.minus(more));
    assertThatIllegalArgumentException().isThrownBy(() -> counted.minus(other));
  }

  @Test
  void values_must_ascend() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latencies.of(new long[] {2, 2}, new long[] {1, 1}));
  }

  private static Latencies of(long[] sorted) {
    long[] values = Arrays.stream(sorted).distinct().toArray();
    long[] counts =
        Arrays.stream(values).map(v -> Arrays.stream(sorted).filter(s -> s == v).count()).toArray();
    return Latencies.of(values, counts);
  }

  @Test
  void thinned_ones_have_the_same_total_and_the_same_usual_percentiles() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      int length = 1 + random.nextInt(300);
      long[] micros = random.longs(1, 1_000_000).distinct().limit(length).sorted().toArray();
      long[] counts = random.longs(length, 1, 2 + random.nextInt(1000)).toArray();
      Latencies all = Latencies.of(micros, counts);
      Latencies thin = all.thinned();

      assertThat(thin.total()).isEqualTo(all.total());
      assertThat(thin.maxMicros()).isEqualTo(all.maxMicros());
      for (double percentile : new double[] {50, 90, 95, 99, 99.9, 100}) {
        assertThat(thin.percentileMicros(percentile)).isEqualTo(all.percentileMicros(percentile));
      }
    }
  }
}
