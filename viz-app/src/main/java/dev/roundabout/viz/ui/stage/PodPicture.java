package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.bars.WitnessWords;
import dev.roundabout.viz.ui.flow.FlowPicture;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/** Who gets requests and who does not: a row a pod, in which line, box and bar are one picture. */
final class PodPicture implements Panel {
  /** Heights in em: of a row where there is room, of one that is still read, and of the foot. */
  private static final double ROW = 3.4;

  private static final double LEAST = 1.55;
  private static final double FOOT = 1.5;

  private final PodRows rows;
  private final FlowPicture flow;
  private final ViewSettings view;
  private final InstantSource shownTime;
  private final Gate gate;
  private final Label span = Labels.of("", "muted", "small");
  private final Label witnesses = Labels.of("", "small");
  private final Label nothing = Labels.of("No pods: nobody can answer", "stage-nothing");
  private final List<PodLine> lines = new ArrayList<>();
  private final Pane pane = new Rows();
  private Columns.Part part = Columns.Part.BOTH;
  private List<StageRow> shown = List.of();

  /**
   * @param shownTime the moment that is shown, which ages are of
   */
  PodPicture(
      PodRows rows, Roles roles, ViewSettings view, InstantSource shownTime, InstantSource clock) {
    this.shownTime = shownTime;
    this.rows = rows;
    this.flow = new FlowPicture(roles, view, clock);
    this.view = view;
    this.gate = Gate.calm(clock);
    span.setId("stage-span");
    pane.getChildren().addAll(flow.node(), span, witnesses, nothing);
    pane.setId("stage-picture");
  }

  @Override
  public Node node() {
    return pane;
  }

  void show(Columns.Part next) {
    part = next;
  }

  @Override
  public void render(Snapshot snapshot) {
    long look =
        Math.round(pane.getWidth()) * 16_384
            + Math.round(pane.getHeight())
            + part.name().hashCode() * 31L
            + flow.look() * 7L
            + view.selectedPod().get().hashCode()
            + shownTime.instant().getEpochSecond() * 131L;
    if (!gate.opens(look, snapshot.cluster(), snapshot.client(), snapshot.traffic())) {
      move(snapshot);
      return;
    }
    List<PodRow> pods = rows.of(snapshot);
    double room = pane.getHeight() - FOOT * view.em();
    shown = StageRow.of(pods, Math.max(1, (int) (room / (LEAST * view.em()))));
    nothing.setVisible(pods.isEmpty());
    span.setVisible(!pods.isEmpty());
    witnesses.setVisible(!pods.isEmpty());
    CountedSpan covered = CountedSpan.of(snapshot);
    String words = covered.words(shownTime.instant());
    span.setText(covered.isSecond() ? "requests in " + words : "requests, " + words);
    witnesses.setText(WitnessWords.of(snapshot.traffic()));
    boolean agree = snapshot.traffic().witnesses().agree();
    Labels.restyle(witnesses, "tone-", agree ? "tone-muted" : "tone-bad");
    showLines(covered);
    if (hasFlow()) {
      flow.show(snapshot, pods, ends());
    }
    move(snapshot);
  }

  private void showLines(CountedSpan covered) {
    while (lines.size() < shown.size()) {
      PodLine line = new PodLine();
      lines.add(line);
      pane.getChildren().add(line);
    }
    while (lines.size() > shown.size()) {
      pane.getChildren().remove(lines.remove(lines.size() - 1));
    }
    double most = shown.stream().mapToDouble(StageRow::share).max().orElse(0);
    boolean streaming = shown.stream().anyMatch(row -> row.streams() > 0);
    for (int i = 0; i < shown.size(); i++) {
      StageRow row = shown.get(i);
      boolean selected = row.isOne() && row.first().pod().name().equals(view.selectedPod().get());
      lines.get(i).show(row, covered, most, streaming, selected);
    }
    pane.requestLayout();
  }

  private boolean hasFlow() {
    return Columns.of(part, pane.getWidth(), view.em()).hasFlow() && !flow.isEmpty();
  }

  private void move(Snapshot snapshot) {
    if (hasFlow()) {
      var unused = flow.move(snapshot);
    }
  }

  /** Every pod of a row has its line end there. */
  private List<FlowPicture.End> ends() {
    double x = Columns.of(part, pane.getWidth(), view.em()).box();
    List<FlowPicture.End> ends = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      double y = top() + (i + 0.5) * high();
      shown.get(i).pods().forEach(row -> ends.add(new FlowPicture.End(row.pod().name(), x, y)));
    }
    return ends;
  }

  /** Height of a row. */
  private double high() {
    double room = pane.getHeight() - FOOT * view.em();
    return Math.floor(Math.min(ROW * view.em(), room / Math.max(1, lines.size())));
  }

  /** Where the first row begins. */
  private double top() {
    return Math.rint((pane.getHeight() - FOOT * view.em() - high() * lines.size()) / 2);
  }

  /** Rows in the middle of what is there, and below them what the numbers are of. */
  private final class Rows extends Pane {
    @Override
    protected void layoutChildren() {
      double em = view.em();
      double foot = FOOT * em;
      Columns columns = Columns.of(part, getWidth(), em);
      double high =
          Math.floor(Math.min(ROW * em, (getHeight() - foot) / Math.max(1, lines.size())));
      double top = Math.rint((getHeight() - foot - high * lines.size()) / 2);
      for (int i = 0; i < lines.size(); i++) {
        lines.get(i).place(columns, high);
        lines.get(i).resizeRelocate(0, top + i * high, getWidth(), high);
      }
      flow.node().setVisible(columns.hasFlow());
      flow.node().resizeRelocate(0, 0, columns.box(), Math.floor(getHeight()));
      double y = Math.min(getHeight() - foot, top + lines.size() * high) + 0.1 * em;
      double left = columns.right() - witnesses.prefWidth(-1);
      double most = left - span.prefWidth(-1) - em;
      put(witnesses, left, y);
      put(span, Math.max(0, Math.min(columns.hasBars() ? columns.bar() : 0, most)), y);
      put(nothing, columns.box(), (getHeight() - foot - nothing.prefHeight(-1)) / 2);
    }

    private void put(Label label, double x, double y) {
      label.resizeRelocate(Math.rint(x), Math.rint(y), label.prefWidth(-1), label.prefHeight(-1));
    }
  }
}
