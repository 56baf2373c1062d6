package dev.roundabout.viz.ui.stage;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.ui.kit.Bar;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Role;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** One row: the pod's box, its bar or why it gets nothing, and its rate. */
final class PodLine extends Region {
  /** Height in em of a row that has large type. */
  private static final double TALL = 2.2;

  private final Region dot = new Region();
  private final Label name = Labels.of("", "mono", "stage-name");
  private final HBox box = new HBox(dot, name);
  private final Bar bar = new Bar();
  private final Label words = Labels.wrapping("stage-words");
  private final Label rate = Labels.of("", "stage-rate");
  private final Label streams = Labels.of("", "muted");
  private Columns columns = Columns.NONE;

  PodLine() {
    getStyleClass().add("stage-line");
    setAccessibleRole(AccessibleRole.TEXT);
    box.getStyleClass().add("stage-pod");
    dot.getStyleClass().add("dot");
    words.setMinHeight(0);
    getChildren().addAll(box, bar, words, streams, rate);
  }

  /**
   * @param span that the bars cover
   * @param most share of the pod that gets the most
   * @param streaming whether any pod has streams, so that all say how many
   */
  void show(StageRow row, CountedSpan span, double most, boolean streaming, boolean selected) {
    boolean serving = row.serves();
    String hue = row.isOne() ? Role.podClass(row.first().place()) : "pod-none";
    for (Region each : new Region[] {dot, box, bar}) {
      Labels.restyle(each, "pod-", hue);
    }
    Labels.restyle(this, "gets-", serving ? "gets-calls" : "gets-nothing");
    Labels.restyle(bar, "span-", span.isPast() ? "span-past" : "span-now");
    name.setText(row.name());
    bar.show(most > 0 ? row.share() / most : 0, "");
    bar.setVisible(serving || row.share() > 0);
    words.setVisible(!bar.isVisible());
    words.setText(row.words());
    rate.setText(row.requests(span));
    streams.setVisible(streaming);
    streams.setText(Numbers.of(row.streams(), "stream"));
    Labels.restyle(box, "chosen-", selected ? "chosen-pod" : "chosen-not");
    setAccessibleText(row.name() + ", " + row.words() + ", " + rate.getText());
  }

  /**
   * @param high height of the row; a low one has smaller type
   */
  void place(Columns next, double high) {
    Labels.restyle(this, "row-", high < TALL * next.em() ? "row-low" : "row-tall");
    if (!next.equals(columns)) {
      columns = next;
      requestLayout();
    }
  }

  @Override
  protected void layoutChildren() {
    double h = getHeight();
    double thick =
        Math.rint(Math.min(h * (h < TALL * columns.em() ? 0.9 : 0.78), 2.4 * columns.em()));
    double top = Math.rint((h - thick) / 2);
    box.resizeRelocate(columns.box(), top, columns.boxWide(), thick);
    double low = Math.rint(Math.min(h * 0.56, 1.7 * columns.em()));
    bar.resizeRelocate(columns.bar(), Math.rint((h - low) / 2), columns.barWide(streams()), low);
    words.resizeRelocate(columns.bar(), top, columns.barWide(streams()), thick);
    right(streams, columns.right() - columns.rateWide(), h);
    right(rate, columns.right(), h);
    bar.setOpacity(columns.hasBars() ? 1 : 0);
    words.setOpacity(columns.hasBars() ? 1 : 0);
  }

  private boolean streams() {
    return streams.isVisible();
  }

  private static void right(Label label, double edge, double h) {
    double wide = label.prefWidth(-1);
    double high = label.prefHeight(-1);
    label.resizeRelocate(edge - wide, Math.rint((h - high) / 2), wide, high);
  }
}
