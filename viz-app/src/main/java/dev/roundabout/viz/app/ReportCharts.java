package dev.roundabout.viz.app;

import dev.roundabout.viz.app.ExperimentsReport.PodCount;
import dev.roundabout.viz.app.ExperimentsReport.Second;
import dev.roundabout.viz.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Charts of a report as SVG: colours by class, and never by colour alone. */
final class ReportCharts {
  private static final int WIDTH = 680;
  private static final int LEFT = 90;
  private static final int RIGHT = 90;
  private static final int ROW = 26;
  private static final int HEIGHT = 150;
  private static final int COLOURS = 8;
  private static final int LEGEND_WIDTH = 82;
  private static final int IN_A_ROW = (WIDTH - LEFT) / LEGEND_WIDTH;

  private ReportCharts() {}

  /** A bar for each pod; the dashed line is an even share. */
  static String bars(List<PodCount> counts) {
    long most = counts.stream().mapToLong(PodCount::requests).max().orElse(1);
    long all = counts.stream().mapToLong(PodCount::requests).sum();
    double scale = (WIDTH - LEFT - RIGHT) / (double) Math.max(1, most);
    int height = counts.size() * ROW + 20;
    StringBuilder svg = new StringBuilder(open(height, "requests per pod"));
    double even = LEFT + scale * all / counts.size();
    svg.append(line(even, 0, even, height - 18));
    for (int i = 0; i < counts.size(); i++) {
      PodCount count = counts.get(i);
      double length = Math.max(1, count.requests() * scale);
      svg.append(text(LEFT - 8, i * ROW + 18, "end", Pod.shortName(count.pod())))
          .append(
              String.format(
                  Locale.ROOT,
                  "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\"/>",
                  colour(count.place()),
                  LEFT,
                  i * ROW + 4,
                  length))
          .append(text(LEFT + length + 6, i * ROW + 18, "start", grouped(count.requests())));
    }
    return svg.append(
            text(even, height - 4, "middle", "even share " + grouped(all / counts.size())))
        .append("</svg>")
        .toString();
  }

  /** Requests a second of each pod, over the time of an experiment. */
  static String rates(List<Second> seconds, Map<String, Integer> places) {
    Instant start = seconds.get(0).at();
    double end = Math.max(1, since(start, seconds.get(seconds.size() - 1)));
    double most =
        seconds.stream()
            .flatMap(second -> second.requestsPerSecond().values().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    double top = Math.max(1, most);
    TreeSet<String> pods = new TreeSet<>();
    seconds.forEach(second -> pods.addAll(second.requestsPerSecond().keySet()));
    int legendRows = (pods.size() + IN_A_ROW - 1) / IN_A_ROW;
    StringBuilder svg =
        new StringBuilder(open(HEIGHT + 24 + legendRows * ROW, "requests a second per pod"));
    svg.append(line(LEFT, 8, WIDTH - RIGHT, 8))
        .append(line(LEFT, HEIGHT, WIDTH - RIGHT, HEIGHT))
        .append(text(LEFT - 8, 13, "end", grouped(Math.round(top)) + "/s"))
        .append(text(LEFT - 8, HEIGHT + 5, "end", "0"))
        .append(text(WIDTH - RIGHT, HEIGHT + 16, "end", Math.round(end) + " s"));
    int number = 0;
    for (String pod : pods) {
      String look = colour(places.getOrDefault(pod, 0));
      StringBuilder points = new StringBuilder();
      for (Second second : seconds) {
        Double rate = second.requestsPerSecond().get(pod);
        if (rate != null) {
          points.append(
              String.format(
                  Locale.ROOT,
                  "%.1f,%.1f ",
                  LEFT + (WIDTH - LEFT - RIGHT) * since(start, second) / end,
                  HEIGHT - (HEIGHT - 8) * rate / top));
        }
      }
      svg.append(polyline(look, points.toString())).append(legend(number++, look, pod));
    }
    return svg.append("</svg>").toString();
  }

  private static String legend(int number, String look, String pod) {
    int x = LEFT + number % IN_A_ROW * LEGEND_WIDTH;
    int y = HEIGHT + 36 + number / IN_A_ROW * ROW;
    return polyline(look, x + "," + y + " " + (x + 24) + "," + y)
        + text(x + 28, y + 5, "start", Pod.shortName(pod));
  }

  private static String polyline(String look, String points) {
    return "<polyline class=\"" + look + "\" points=\"" + points + "\"/>";
  }

  /** A pod's look, the same as its place has in the window. */
  static String colour(int place) {
    return "pod" + (place % COLOURS + 1);
  }

  private static double since(Instant start, Second second) {
    return Duration.between(start, second.at()).toMillis() / 1000.0;
  }

  private static String open(int height, String title) {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
        WIDTH,
        height,
        title);
  }

  private static String line(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x1, y1, x2, y2);
  }

  private static String text(double x, double y, String anchor, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        ExperimentsHtml.escaped(words));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
