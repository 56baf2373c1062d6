package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.Ledger;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many requests a dot stands for, over about the last second: what was drawn decides. */
final class SampleShare {
  private static final int TICKS = 12;

  private final Deque<Seen> seen = new ArrayDeque<>();
  private long drawn;

  private record Seen(long ended, long drawn) {}

  void taken(Ledger ledger, int dots) {
    drawn += dots;
    seen.add(new Seen(ledger.ok() + ledger.failedTotal(), drawn));
    if (seen.size() > TICKS) {
      seen.remove();
    }
  }

  String words() {
    if (seen.size() < 2) {
      return "1 dot = 1 request";
    }
    long ended = seen.getLast().ended() - seen.getFirst().ended();
    long dots = seen.getLast().drawn() - seen.getFirst().drawn();
    if (dots == 0 || ended <= dots * 1.05) {
      return "1 dot = 1 request";
    }
    double each = (double) ended / dots;
    String number = each < 9.5 ? Numbers.tenths(each) : Numbers.count(Math.round(each));
    return "dots are a sample: 1 of ~" + number;
  }
}
