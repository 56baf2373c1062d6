package dev.roundabout.viz.ui.bars;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.ui.kit.Bar;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.PodTip;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Shown;
import dev.roundabout.viz.ui.kit.Texture;
import dev.roundabout.viz.ui.kit.Tips;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One pod: name, bar, share, its requests in the span that is shown, and all of them. */
final class BarRow extends HBox {
  private static final double PART_OF_ROW = 0.55;

  private final Label name = Labels.of("", "name");
  private final Bar bar = new Bar();
  private final Label share = Labels.of("", "share");
  private final Label streams = Labels.of("", "streams");
  private final Label count = Labels.of("", "count");
  private final Label total = Labels.of("", "rate");
  private final Tooltip tip = Tips.of("");

  BarRow() {
    getStyleClass().add("pod-bar");
    setAccessibleRole(AccessibleRole.TEXT);
    HBox.setHgrow(bar, Priority.ALWAYS);
    for (Label label : new Label[] {share, streams, count, total}) {
      label.setMinWidth(Region.USE_COMPUTED_SIZE);
    }
    getChildren().addAll(name, bar, Shown.whenNeeded(streams), share, count, total);
    setMinHeight(0);
    Tooltip.install(this, tip);
  }

  /**
   * @param span that the bars cover
   * @param most share of any pod
   * @param streaming whether any pod has streams, so that all say how many
   */
  void show(
      PodRow row, CountedSpan span, double most, boolean selected, double high, boolean streaming) {
    boolean serving = row.standing() == Standing.SERVING;
    setId("pod-" + row.pod().shortName());
    Labels.restyle(bar, "pod-", Role.podClass(row.place()));
    Texture.of(row.standing()).style(bar);
    name.setText(row.pod().shortName());
    bar.show(most > 0 ? row.share() / most * 0.965 : 0, serving ? "" : row.words());
    share.setText(Numbers.share(row.share()));
    streams.setVisible(streaming);
    streams.setText(Numbers.of(row.streams(), "stream"));
    count.setText(SpanWords.count(span, row.count()));
    total.setText(Numbers.count(row.total()));
    style("idle", !serving);
    style("past", span.isPast());
    style("selected", selected);
    setPrefHeight(high);
    // A low row gives its bar what the words in it need.
    double least = Math.min(high - 1, bar.leastHeight());
    bar.setMaxHeight(Math.rint(Math.max(high * PART_OF_ROW, least)));
    tip.setText(PodTip.of(row));
    setAccessibleText(
        "%s, %s, %s requests".formatted(name.getText(), row.words(), count.getText()));
  }

  private void style(String style, boolean on) {
    if (!on) {
      getStyleClass().remove(style);
    } else if (!getStyleClass().contains(style)) {
      getStyleClass().add(style);
    }
  }
}
