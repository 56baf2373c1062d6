package dev.roundabout.viz.model;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pod and its place. The place gives position and colour, the same in every panel, for as long as
 * the pod lives. A new pod comes after all others, and no place is given again, because the road of
 * the pod that left it is still on screen.
 *
 * @param place from 0
 */
public record Seat(Pod pod, int place) {

  /** So many pods in a row have a colour of their own; then colours begin again. */
  public static final int COLOURS = 8;

  /**
   * The place of a new pod: the next one whose colour the fewest of these have. Of such colours it
   * is the one that was given longest ago.
   *
   * @param places every place so far is below this
   */
  static int next(List<Seat> seats, int places) {
    return IntStream.range(places, places + COLOURS)
        .boxed()
        .min(Comparator.comparingLong(place -> holders(seats, place)))
        .orElse(places);
  }

  private static long holders(List<Seat> seats, int place) {
    return seats.stream().filter(seat -> seat.place() % COLOURS == place % COLOURS).count();
  }
}
