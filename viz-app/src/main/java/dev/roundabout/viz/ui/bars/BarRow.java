package dev.roundabout.viz.ui.bars;

import dev.roundabout.viz.model.CountedSpan;
import dev.roundabout.viz.model.PodGroup;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.ui.kit.Bar;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.PodTip;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Shown;
import dev.roundabout.viz.ui.kit.Texture;
import dev.roundabout.viz.ui.kit.Tips;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * One pod, or pods that are alike: name, bar, share, requests in the span that is shown, and all of
 * them. The bar of many is that of one of them, so that it compares with the others.
 */
final class BarRow extends HBox {
  private static final double PART_OF_ROW = 0.55;
  private static final int MOST_NAMES = 12;

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
      PodGroup group,
      CountedSpan span,
      double most,
      boolean selected,
      double high,
      boolean streaming) {
    List<PodRow> pods = group.pods();
    boolean serving = group.serves();
    double each = group.share() / pods.size();
    double requests = pods.stream().mapToDouble(PodRow::count).sum();
    name(group);
    Texture.of(group.first().standing()).style(bar);
    bar.show(most > 0 ? each / most * 0.965 : 0, fitting(group, each));
    share.setText(Numbers.share(group.share()));
    streams.setVisible(streaming);
    streams.setText(Numbers.of(pods.stream().mapToInt(PodRow::streams).sum(), "stream"));
    count.setText(SpanWords.count(span, requests));
    total.setText(Numbers.count(pods.stream().mapToLong(PodRow::total).sum()));
    style("idle", !serving);
    style("many", !group.isOne());
    style("past", span.isPast());
    style("selected", selected);
    setPrefHeight(high);
    // A low row gives its bar what the words in it need.
    double least = Math.min(high - 1, bar.leastHeight());
    bar.setMaxHeight(Math.rint(Math.max(high * PART_OF_ROW, least)));
    setAccessibleText(
        "%s, %s, %s requests".formatted(name.getText(), group.words(), count.getText()));
  }

  private void name(PodGroup group) {
    String shortName = group.first().pod().shortName();
    setId((group.isOne() ? "pod-" : "pods-from-") + shortName);
    Labels.restyle(bar, "pod-", group.isOne() ? Role.podClass(group.first().place()) : "pod-none");
    name.setText(group.isOne() ? shortName : Numbers.of(group.pods().size(), "pod"));
    tip.setText(
        group.isOne() ? PodTip.of(group.first()) : group.words() + "\n" + names(group.pods()));
  }

  /** Words are whole or left to the tooltip: what each gets says more than that it is even. */
  private String fitting(PodGroup group, double each) {
    String gets = group.isOne() || each == 0 ? "" : Numbers.share(each) + " each";
    String does = group.isOne() && group.serves() ? "" : group.words();
    String all = does.isEmpty() || gets.isEmpty() ? does + gets : does + " · " + gets;
    return Stream.of(all, gets.isEmpty() ? does : gets)
        .filter(bar::hasRoomFor)
        .findFirst()
        .orElse("");
  }

  private static String names(List<PodRow> pods) {
    String named =
        pods.stream()
            .limit(MOST_NAMES)
            .map(row -> row.pod().shortName())
            .collect(Collectors.joining(" "));
    int others = pods.size() - MOST_NAMES;
    return named + (others > 0 ? " and " + others + " more" : "");
  }

  private void style(String style, boolean on) {
    if (!on) {
      getStyleClass().remove(style);
    } else if (!getStyleClass().contains(style)) {
      getStyleClass().add(style);
    }
  }
}
