package dev.roundabout.viz.ui.bars;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.PodGroup;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Card;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Requests per pod: a row for each while they fit, then one for all that are alike. */
public final class BarsPanel implements Panel {
  /** Height of a row in em that leaves its words readable. */
  private static final double LOW = 1.75;

  private static final int LEAST_ROWS = 3;

  private final PodRows rows;
  private final ViewSettings view;
  private final Gate gate;
  private final InstantSource shownAt;
  private final VBox list = new VBox();
  private final Label nothing = Labels.of("No pods, no requests", "muted");
  private final Label gone = Labels.of("", "small", "muted");
  private final Label witnesses = Labels.of("", "small", "muted");
  private final StackPane body = new StackPane(list, nothing);
  private final Card card =
      new Card("Requests per pod", Labels.of("", "muted"), body, gone, witnesses);
  private List<PodGroup> shown = List.of();

  /**
   * @param shownAt the moment that is shown, which ages are of
   */
  public BarsPanel(PodRows rows, ViewSettings view, InstantSource clock, InstantSource shownAt) {
    this.shownAt = shownAt;
    this.rows = rows;
    this.view = view;
    this.gate = Gate.calm(clock);
    card.note().setId("span");
    gone.setId("gone-pods");
    gone.managedProperty().bind(gone.visibleProperty());
    list.getStyleClass().add("bars");
    list.setMinHeight(0);
    body.setMinSize(0, 0);
    body.getStyleClass().add("bars-body");
    witnesses.setWrapText(true);
    witnesses.setMinWidth(0);
    witnesses.setMinHeight(VBox.USE_PREF_SIZE);
    witnesses.setId("witnesses");
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
            + Double.hashCode(view.em())
            + view.selectedPod().get().hashCode()
            + shownAt.instant().getEpochSecond() * 131L;
    if (!gate.opens(look, snapshot.cluster(), snapshot.client(), snapshot.traffic())) {
      return;
    }
    List<PodRow> pods = rows.of(snapshot);
    int room = Math.max(LEAST_ROWS, (int) (body.getHeight() / (LOW * view.em())));
    shown = PodGroup.of(pods, room, view.selectedPod().get());
    CountedSpan span = CountedSpan.of(snapshot);
    card.note().setText(span.words(shownAt.instant()) + ", from channelz");
    card.right().setText(SpanWords.columns(span));
    gone.setText(SpanWords.gone(snapshot.traffic(), span, pods));
    gone.setVisible(!gone.getText().isEmpty());
    nothing.setVisible(shown.isEmpty());
    list.setVisible(!shown.isEmpty());
    list.getStyleClass().remove("grouped");
    if (!shown.stream().allMatch(PodGroup::isOne)) {
      list.getStyleClass().add("grouped");
    }
    showRows(pods, span);
    boolean agree = snapshot.traffic().witnesses().agree();
    witnesses.setText(WitnessWords.of(snapshot.traffic()));
    Labels.restyle(witnesses, "tone-", agree ? "tone-muted" : "tone-bad");
  }

  private void showRows(List<PodRow> pods, CountedSpan span) {
    double most = pods.stream().mapToDouble(PodRow::share).max().orElse(0);
    boolean streaming = pods.stream().anyMatch(row -> row.streams() > 0);
    double high =
        Math.floor(Math.min(3.3 * view.em(), body.getHeight() / Math.max(1, shown.size())));
    while (list.getChildren().size() < shown.size()) {
      list.getChildren().add(newRow(list.getChildren().size()));
    }
    if (list.getChildren().size() > shown.size()) {
      list.getChildren().remove(shown.size(), list.getChildren().size());
    }
    for (int i = 0; i < shown.size(); i++) {
      PodGroup group = shown.get(i);
      String name = group.first().pod().name();
      boolean selected = group.isOne() && name.equals(view.selectedPod().get());
      ((BarRow) list.getChildren().get(i)).show(group, span, most, selected, high, streaming);
    }
  }

  private BarRow newRow(int index) {
    BarRow row = new BarRow();
    row.setOnMouseClicked(event -> clicked(shown.get(index)));
    return row;
  }

  private void clicked(PodGroup group) {
    if (group.isOne()) {
      view.toggleSelected(group.first().pod().name());
    }
  }
}
