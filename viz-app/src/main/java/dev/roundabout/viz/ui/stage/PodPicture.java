package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.bars.WitnessWords;
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
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/** Who gets requests and who does not: a row a pod, in which line, box and bar are one picture. */
final class PodPicture implements Panel {
  /** Heights in em: of a row where there is room, of one that is still read, and of the foot. */
  private static final double ROW = 3.4;

  private static final double LEAST = 1.55;
  private static final double FOOT = 1.5;

  private final PodRows rows;
  private final Roles roles;
  private final Canvas canvas = new Canvas();
  private final Wires wires;
  private final ClientBox client = new ClientBox();
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
    this.roles = roles;
    this.wires = new Wires(canvas, roles);
    this.view = view;
    this.gate = Gate.calm(clock);
    span.setId("stage-span");
    pane.getChildren().addAll(canvas, client, span, witnesses, nothing);
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
            + roles.version() * 7L
            + view.selectedPod().get().hashCode()
            + shownTime.instant().getEpochSecond() * 131L;
    if (!gate.opens(look, snapshot.cluster(), snapshot.client(), snapshot.traffic())) {
      return;
    }
    List<PodRow> pods = rows.of(snapshot);
    double room = pane.getHeight() - FOOT * view.em();
    shown = StageRow.of(pods, Math.max(1, (int) (room / (LEAST * view.em()))));
    nothing.setVisible(pods.isEmpty());
    span.setVisible(!pods.isEmpty());
    witnesses.setVisible(!pods.isEmpty());
    client.show(snapshot.client().settings());
    CountedSpan covered = CountedSpan.of(snapshot);
    String words = covered.words(shownTime.instant());
    span.setText(covered.isSecond() ? "requests in " + words : "requests, " + words);
    witnesses.setText(WitnessWords.of(snapshot.traffic()));
    boolean agree = snapshot.traffic().witnesses().agree();
    Labels.restyle(witnesses, "tone-", agree ? "tone-muted" : "tone-bad");
    showLines(covered);
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
      paint(columns, top, high);
      double y = Math.min(getHeight() - foot, top + lines.size() * high) + 0.1 * em;
      double left = columns.right() - witnesses.prefWidth(-1);
      double most = left - span.prefWidth(-1) - em;
      put(witnesses, left, y);
      put(span, Math.max(0, Math.min(columns.hasBars() ? columns.bar() : 0, most)), y);
      put(nothing, columns.box(), (getHeight() - foot - nothing.prefHeight(-1)) / 2);
    }

    private void paint(Columns columns, double top, double high) {
      canvas.setVisible(columns.hasFlow());
      client.setVisible(columns.hasFlow());
      canvas.setWidth(Math.floor(columns.box()));
      canvas.setHeight(Math.floor(getHeight()));
      double tall = Math.min(5.2 * columns.em(), getHeight() * 0.9);
      double middle = top + high * lines.size() / 2;
      client.resizeRelocate(0, Math.rint(middle - tall / 2), columns.client(), tall);
      if (columns.hasFlow()) {
        wires.paint(shown, columns, top, high);
      }
    }

    private void put(Label label, double x, double y) {
      label.resizeRelocate(Math.rint(x), Math.rint(y), label.prefWidth(-1), label.prefHeight(-1));
    }
  }
}
