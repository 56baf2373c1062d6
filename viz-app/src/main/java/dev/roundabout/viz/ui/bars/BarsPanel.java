package dev.roundabout.viz.ui.bars;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.kit.CanvasPane;
import dev.roundabout.viz.ui.kit.Card;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Requests per pod: a row for each while they fit, then a table of small bars. */
public final class BarsPanel implements Panel {
  private final PodRows rows;
  private final Roles roles;
  private final ViewSettings view;
  private final Gate gate;
  private final InstantSource shownAt;
  private final VBox list = new VBox();
  private final Canvas canvas = new Canvas();
  private final CanvasPane pane = new CanvasPane(canvas);
  private final Label nothing = Labels.of("No pods, no requests", "muted");
  private final Label rest = Labels.of("", "tone-warn");
  private final Label gone = Labels.of("", "small", "muted");
  private final Label witnesses = Labels.of("", "small", "muted");
  private final StackPane body = new StackPane(pane, list, nothing);
  private final Card card =
      new Card("Requests per pod", Labels.of("", "muted"), body, rest, gone, witnesses);
  private List<PodRow> shown = List.of();
  private List<PodRow> cells = List.of();

  /**
   * @param shownAt the moment that is shown, which ages are of
   */
  public BarsPanel(
      PodRows rows, Roles roles, ViewSettings view, InstantSource clock, InstantSource shownAt) {
    this.shownAt = shownAt;
    this.rows = rows;
    this.roles = roles;
    this.view = view;
    this.gate = Gate.calm(clock);
    card.note().setId("span");
    gone.setId("gone-pods");
    gone.managedProperty().bind(gone.visibleProperty());
    list.getStyleClass().add("bars");
    list.setMinHeight(0);
    body.setMinSize(0, 0);
    body.getStyleClass().add("bars-body");
    rest.setId("rest");
    rest.setWrapText(true);
    rest.setMinWidth(0);
    rest.managedProperty().bind(rest.visibleProperty());
    witnesses.setWrapText(true);
    witnesses.setMinWidth(0);
    witnesses.setMinHeight(VBox.USE_PREF_SIZE);
    witnesses.setId("witnesses");
    pane.setOnMouseClicked(event -> clicked(event.getX(), event.getY()));
  }

  @Override
  public Node node() {
    return card;
  }

  @Override
  public void render(Snapshot snapshot) {
    long look =
        Math.round(body.getWidth()) * 16_384
            + Math.round(body.getHeight())
            + roles.version() * 31L
            + Double.hashCode(view.em())
            + view.selectedPod().get().hashCode()
            + shownAt.instant().getEpochSecond() * 131L;
    if (!gate.opens(look, snapshot.cluster(), snapshot.client(), snapshot.traffic())) {
      return;
    }
    shown = rows.of(snapshot);
    CountedSpan span = CountedSpan.of(snapshot);
    card.note().setText(span.words(shownAt.instant()) + ", from channelz");
    card.right().setText(SpanWords.columns(span));
    gone.setText(SpanWords.gone(snapshot.traffic(), span, shown));
    gone.setVisible(!gone.getText().isEmpty());
    boolean roomy = shown.size() * 1.75 * view.em() <= body.getHeight();
    nothing.setVisible(shown.isEmpty());
    list.setVisible(roomy);
    pane.setVisible(!roomy);
    rest.setVisible(false);
    if (roomy) {
      showRows(span);
    } else if (!pane.isEmpty()) {
      showGrid(span);
    }
    boolean agree = snapshot.traffic().witnesses().agree();
    witnesses.setText(WitnessWords.of(snapshot.traffic()));
    Labels.restyle(witnesses, "tone-", agree ? "tone-muted" : "tone-bad");
  }

  /** Where names and numbers do not fit, pods that get nothing are only counted. */
  private void showGrid(CountedSpan span) {
    cells = shown;
    if (!grid().isReadable()) {
      cells = shown.stream().filter(BarsPanel::gets).toList();
      List<PodRow> others = shown.stream().filter(row -> !gets(row)).toList();
      rest.setVisible(!others.isEmpty());
      rest.setText(Rest.words(others));
    }
    grid().paint(canvas.getGraphicsContext2D(), roles, cells, span, view.selectedPod().get());
  }

  private static boolean gets(PodRow row) {
    return row.standing() == Standing.SERVING || row.perSecond() > 0;
  }

  private void showRows(CountedSpan span) {
    double most = shown.stream().mapToDouble(PodRow::share).max().orElse(0);
    boolean streaming = shown.stream().anyMatch(row -> row.streams() > 0);
    double high =
        Math.floor(Math.min(3.3 * view.em(), body.getHeight() / Math.max(1, shown.size())));
    while (list.getChildren().size() < shown.size()) {
      list.getChildren().add(newRow(list.getChildren().size()));
    }
    if (list.getChildren().size() > shown.size()) {
      list.getChildren().remove(shown.size(), list.getChildren().size());
    }
    for (int i = 0; i < shown.size(); i++) {
      PodRow row = shown.get(i);
      boolean selected = row.pod().name().equals(view.selectedPod().get());
      ((BarRow) list.getChildren().get(i)).show(row, span, most, selected, high, streaming);
    }
  }

  private BarRow newRow(int index) {
    BarRow row = new BarRow();
    row.setOnMouseClicked(event -> view.toggleSelected(shown.get(index).pod().name()));
    return row;
  }

  private void clicked(double x, double y) {
    grid().at(cells, x, y).ifPresent(row -> view.toggleSelected(row.pod().name()));
  }

  private BarGrid grid() {
    return new BarGrid(cells.size(), pane.getWidth(), pane.getHeight(), view.em());
  }
}
