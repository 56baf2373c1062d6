package dev.roundabout.viz.ui.bars;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Traffic;
import dev.roundabout.viz.ui.kit.Numbers;
import java.util.List;

/** What the columns beside the bars cover, in words. */
final class SpanWords {
  private SpanWords() {}

  /** A pod's requests in the span: a rate where it covers a second. */
  static String count(CountedSpan span, double requests) {
    if (!span.isSecond()) {
      return Numbers.count(Math.round(requests));
    }
    return requests > 0 ? Numbers.rate(requests) : "–";
  }

  /** The heads of the columns. */
  static String columns(CountedSpan span) {
    return switch (span.kind()) {
      case LAST_SECOND, BEFORE_PAUSE -> "share · rate · all time";
      case STEP -> "share · this step · all time";
      case COUNTED_ANEW -> "share · counted anew · all time";
    };
  }

  /** What pods got that are gone and have no row, so that the columns add up; empty for nothing. */
  static String gone(Traffic traffic, CountedSpan span, List<PodRow> rows) {
    long total = traffic.attemptsTotal() - rows.stream().mapToLong(PodRow::total).sum();
    double count = span.total() - rows.stream().mapToDouble(PodRow::count).sum();
    if (total <= 0) {
      return "";
    }
    // What is over of a sum of rates is no request.
    boolean some = count >= 0.5;
    String share = some ? Numbers.share(count / span.total()) + " · " : "";
    return "pods that are gone: "
        + share
        + (some ? SpanWords.count(span, count) + " · " : "")
        + Numbers.count(total)
        + " of all time";
  }
}
