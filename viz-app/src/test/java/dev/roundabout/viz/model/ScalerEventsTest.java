package dev.roundabout.viz.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.ClusterFact.ScalerSeen;
import dev.roundabout.viz.model.Event.Tone;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What scales the Deployment by itself is told when it comes, changes its bounds, or goes. */
class ScalerEventsTest {
  private static final String COMES =
      "HorizontalPodAutoscaler web scales server: 2 to 10, target cpu 60%; it undoes manual scaling";

  @Test
  void it_is_told_once_whatever_it_measures() {
    World world = World.empty();
    for (String current : new String[] {"", "cpu 10%", "cpu 70%"}) {
      world = world.after(new ScalerSeen(world.now(), Optional.of(scaler(2, 10, current))));
    }
    assertThat(world.eventTexts()).containsExactly(COMES);
    assertThat(world.snapshot().cluster().api().scaler()).contains(scaler(2, 10, "cpu 70%"));
  }

  @Test
  void new_bounds_and_its_end_are_told() {
    World world = World.empty();
    world = world.after(new ScalerSeen(world.now(), Optional.empty()));
    world = world.after(new ScalerSeen(world.now(), Optional.of(scaler(2, 10, ""))));
    world = world.after(new ScalerSeen(world.now(), Optional.of(scaler(3, 10, ""))));
    world = world.after(new ScalerSeen(world.now(), Optional.empty()));
    world = world.after(new ScalerSeen(world.now(), Optional.empty()));
    assertThat(world.eventTexts())
        .containsExactly(
            COMES,
            COMES.replace("2 to 10", "3 to 10"),
            "HorizontalPodAutoscaler web does not scale server any more");
    assertThat(world.snapshot().events()).extracting(Event::tone).containsOnly(Tone.WARN);
  }

  @Test
  void who_scales_by_hand_is_warned_while_something_owns_the_replicas() {
    World world = World.empty();
    SessionFact.Asked scaling = new SessionFact.Asked(world.now(), new Action.Scale(5));
    assertThat(world.after(scaling).eventTexts()).containsExactly("you scaled server 0 → 5");
    world = world.after(new ScalerSeen(world.now(), Optional.of(scaler(2, 10, "")))).after(scaling);
    assertThat(world.eventTexts())
        .containsExactly(
            COMES,
            "you scaled server 0 → 5",
            "HorizontalPodAutoscaler web owns the replicas of server and will undo this; change its"
                + " bounds instead, or delete it");
    assertThat(world.after(new SessionFact.Asked(world.now(), new Action.Restart())).eventTexts())
        .hasSize(4);
  }

  private static Scaler scaler(int min, int max, String current) {
    return new Scaler("HorizontalPodAutoscaler", "web", min, max, "cpu 60%", current);
  }
}
