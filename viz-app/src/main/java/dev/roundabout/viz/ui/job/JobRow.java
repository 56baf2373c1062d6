package dev.roundabout.viz.ui.job;

import dev.roundabout.viz.ui.kit.Bar;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Tips;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** One pod: name, bar, share, count. */
final class JobRow extends HBox {
  private static final double PART_OF_ROW = 0.55;

  private final Label name = Labels.of("", "name");
  private final Bar bar = new Bar();
  private final Label share = Labels.of("", "share");
  private final Label count = Labels.of("", "count");
  private final Tooltip tip = Tips.of("");

  JobRow() {
    getStyleClass().addAll("pod-bar", "job-bar");
    setAccessibleRole(AccessibleRole.TEXT);
    HBox.setHgrow(bar, Priority.ALWAYS);
    getChildren().addAll(name, bar, share, count);
    setMinHeight(0);
    Tooltip.install(this, tip);
  }

  void show(JobLine line, double most, double high) {
    Labels.restyle(bar, "pod-", line.place() < 0 ? "pod-none" : Role.podClass(line.place()));
    name.setText(line.name());
    bar.show(most > 0 ? line.share() / most * 0.965 : 0, "");
    share.setText(Numbers.share(line.share()));
    count.setText(Numbers.count(line.count()));
    tip.setText(line.full());
    setPrefHeight(high);
    bar.setMaxHeight(Math.rint(high * PART_OF_ROW));
    setAccessibleText(line.name() + " answered " + count.getText() + " inside the cluster");
  }
}
