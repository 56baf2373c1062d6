package dev.roundabout.viz.client.load;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls a loop may still start. */
final class Budget {
  private final boolean endless;
  private final AtomicInteger left;

  private Budget(boolean endless, int calls) {
    this.endless = endless;
    this.left = new AtomicInteger(calls);
  }

  static Budget endless() {
    return new Budget(true, 0);
  }

  static Budget of(int calls) {
    return new Budget(false, calls);
  }

  /** Takes one call; false where none is left. */
  boolean take() {
    return endless || left.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0;
  }

  boolean isSpent() {
    return !endless && left.get() == 0;
  }

  /** Takes all that is left. */
  int takeRest() {
    return left.getAndSet(0);
  }
}
