package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.model.ClientRow;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.flow.Heat.Cell;
import dev.roundabout.viz.ui.flow.Heat.Column;
import dev.roundabout.viz.ui.flow.Heat.Gap;
import dev.roundabout.viz.ui.flow.Heat.Row;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Type;
import java.util.ArrayList;
import java.util.List;

/** Finds a place for everything in a heat map. */
final class Heats {
  private static final int LEVELS = 4;

  /** Heights in em: of the names and marks above, and of a line of words below. */
  private static final double HEAD = 2;

  private static final double LINE = 1.3;

  private final Type type;
  private final double width;
  private final double height;
  private final double em;

  Heats(Type type, double width, double height) {
    this.type = type;
    this.width = width;
    this.height = height;
    this.em = type.em();
  }

  Heat of(List<ClientRow> clients, List<PodRow> pods) {
    int lines = height > 15 * em ? 3 : height > 11 * em ? 2 : 1;
    double room = height - HEAD * em - lines * LINE * em - 0.3 * em;
    double high = Math.max(2, Math.min(2 * em, room / clients.size()));
    boolean labelled = high >= 1.1 * em;
    double x = (labelled ? 5 : 2) * em;
    double wide = Math.max(1, Math.min(6 * em, (width - x - 5.5 * em) / pods.size()));
    boolean numbers = labelled && wide >= 3 * em;
    double most =
        clients.stream()
            .flatMap(client -> client.links().stream())
            .mapToDouble(ClientRow.Link::perSecond)
            .max()
            .orElse(0);
    return new Heat(
        x,
        HEAD * em,
        wide,
        high,
        rows(clients, high),
        columns(pods, x, wide),
        clients.stream().map(client -> cells(client, most, numbers)).toList(),
        gaps(pods, wide),
        fitted(FlowWords.summary(clients, pods), lines));
  }

  /** A label for every row, or for so many as have room. */
  private List<Row> rows(List<ClientRow> clients, double high) {
    boolean labelled = high >= 1.1 * em;
    int every = labelled ? 1 : (int) Math.ceil(1.05 * em / high);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      ClientRow client = clients.get(i);
      boolean shown = i % every == 0;
      String label = (labelled ? "client " : "") + client.client();
      rows.add(new Row(shown ? label : "", shown ? Numbers.rate(client.perSecond()) : ""));
    }
    return List.copyOf(rows);
  }

  /** Every pod has its name above where there is room; otherwise those that are not like most. */
  private List<Column> columns(List<PodRow> pods, double x, double wide) {
    double usual = FlowWords.usual(pods);
    double name = Type.width("00000", type.mono()) + 0.4 * em;
    long nothing = pods.stream().filter(FlowWords::getsNothing).count();
    boolean few = nothing * 4 <= pods.size();
    List<Column> columns = new ArrayList<>();
    double free = 0;
    for (int i = 0; i < pods.size(); i++) {
      PodRow row = pods.get(i);
      boolean differs = FlowWords.differs(row, usual) || (few && FlowWords.getsNothing(row));
      double middle = x + (i + 0.5) * wide;
      double left = Math.min(Math.max(middle - name / 2, free), width - name);
      boolean shown = wide >= name || (differs && left - (middle - name / 2) < name);
      free = shown ? left + name : free;
      columns.add(
          new Column(
              row.pod().name(),
              row.place(),
              Look.of(row),
              shown ? row.pod().shortName() : "",
              left + name / 2,
              differs));
    }
    return List.copyOf(columns);
  }

  private static List<Cell> cells(ClientRow client, double most, boolean numbers) {
    return client.links().stream()
        .map(
            link -> {
              double rate = link.perSecond();
              int level = most > 0 ? (int) Math.ceil(rate / most * LEVELS) : 0;
              boolean connected = link.standing() == Standing.SERVING || rate > 0;
              return new Cell(level, connected, numbers && connected ? digits(rate) : "");
            })
        .toList();
  }

  private static String digits(double rate) {
    return rate < 99.95 ? Numbers.tenths(rate) : Numbers.count(Math.round(rate));
  }

  private List<Gap> gaps(List<PodRow> pods, double wide) {
    List<Gap> gaps = new ArrayList<>();
    int first = 0;
    while (first < pods.size()) {
      int end = first + 1;
      if (FlowWords.getsNothing(pods.get(first))) {
        while (end < pods.size() && isAlike(pods.get(first), pods.get(end))) {
          end++;
        }
        gaps.add(gap(pods.get(first), first, end - first, wide));
      }
      first = end;
    }
    return List.copyOf(gaps);
  }

  private Gap gap(PodRow row, int first, int count, double wide) {
    String full = Numbers.of(count, "pod") + ": " + row.words();
    double room = count * wide - em;
    String words =
        Type.width(full, type.strong()) <= room
            ? full
            : Type.fitted(row.words(), type.small(), room);
    boolean whole = words.equals(full) || words.equals(row.words());
    return new Gap(first, count, Look.of(row), whole ? words : "");
  }

  private static boolean isAlike(PodRow one, PodRow other) {
    return FlowWords.getsNothing(other) && one.words().equals(other.words());
  }

  /** Cut only where nothing else helps: a line takes what the next one has no room for. */
  private List<String> fitted(List<String> summary, int lines) {
    List<String> shown = new ArrayList<>();
    String line = "";
    for (String part : summary) {
      String longer = line.isEmpty() ? part : line + " · " + part;
      if (!line.isEmpty() && Type.width(longer, type.small()) > width - 0.6 * em) {
        shown.add(line);
        longer = part;
      }
      line = longer;
    }
    shown.add(line);
    return shown.stream()
        .limit(lines)
        .map(each -> Type.fitted(each, type.small(), width - 0.6 * em))
        .toList();
  }
}
