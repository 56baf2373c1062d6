package dev.roundabout.viz.ui;

import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Three columns between top and footer. Where there is little room for the size of the type the
 * columns become narrower, and below that the evidence moves under the story, and both scroll. The
 * story scrolls, too, where it is too high.
 */
final class WindowLayout extends VBox {
  /** Widths of the window in em. */
  private static final double COMPACT = 98;

  private static final double NARROW = 70;

  /** Height of the columns, in em, below which the evidence cannot stand beside the story. */
  private static final double LOW = 27;

  /** Height of a panel where they scroll, in em. */
  private static final double SCROLLED = 21;

  private final ViewSettings view;
  private final VBox rail;
  private final VBox centre;
  private final VBox evidence;
  private final ScrollPane scroll = new ScrollPane();
  private final HBox content = new HBox();
  private final List<Panel> story;
  private final List<Panel> proof;
  private @Nullable Arrangement arrangement;

  WindowLayout(Panels panels, ViewSettings view) {
    this.view = view;
    this.story = panels.centre();
    this.proof = panels.evidence();
    this.rail = column("rail-column", panels.rail());
    this.centre = column("centre-column", story);
    this.evidence = column("evidence-column", proof);
    centre.setMinWidth(0);
    content.getStyleClass().add("content");
    content.setMinHeight(0);
    scroll.setFitToWidth(true);
    scroll.setMinSize(0, 0);
    scroll.setPrefHeight(100);
    HBox.setHgrow(scroll, Priority.ALWAYS);
    HBox.setHgrow(centre, Priority.ALWAYS);
    scroll.setFocusTraversable(false);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    VBox.setVgrow(content, Priority.ALWAYS);
    panels.top().forEach(panel -> getChildren().add(panel.node()));
    panels.band().forEach(panel -> getChildren().add(panel.node()));
    getChildren().add(content);
    panels.footer().forEach(panel -> getChildren().add(panel.node()));
    widthProperty().addListener((property, before, after) -> arrange());
    content.heightProperty().addListener((property, before, after) -> arrange());
    view.scale().addListener((property, before, after) -> arrange());
    view.theme().addListener((property, before, after) -> arrange());
    setMinSize(0, 0);
    arrange();
  }

  private static VBox column(String style, List<Panel> panels) {
    VBox column = new VBox();
    column.getStyleClass().addAll("column", style);
    for (Panel panel : panels) {
      VBox.setVgrow(panel.node(), Priority.ALWAYS);
      column.getChildren().add(panel.node());
    }
    return column;
  }

  /** What the panels need may change with what they show. */
  @Override
  protected void layoutChildren() {
    arrange();
    super.layoutChildren();
  }

  /** How the columns stand. */
  private enum Arrangement {
    /** Everything fits. */
    SIDE_BY_SIDE,
    /** The story is higher than the window. */
    STORY_SCROLLS,
    /** The evidence stands under the story, and both scroll. */
    UNDER_EACH_OTHER
  }

  private void arrange() {
    double room = getWidth() / view.em();
    double high = content.getHeight() / view.em();
    boolean narrow = room < NARROW || (high > 0 && high < LOW);
    style("compact", room < COMPACT);
    style("narrow", narrow);
    heights(narrow);
    Arrangement next = arrangement(narrow);
    if (next != arrangement) {
      arrangement = next;
      arrange(next);
    }
  }

  private Arrangement arrangement(boolean narrow) {
    if (narrow) {
      return Arrangement.UNDER_EACH_OTHER;
    }
    // A note that wraps is as high as the column's width makes it.
    return centre.minHeight(centre.getWidth()) > content.getHeight()
        ? Arrangement.STORY_SCROLLS
        : Arrangement.SIDE_BY_SIDE;
  }

  /** Only where they have to are panels put into a viewport, whose clip makes drawing dear. */
  private void arrange(Arrangement how) {
    content.getChildren().clear();
    scroll.setContent(null);
    // What does not fit is scrolled to; what fits is as high as the window.
    scroll.setFitToHeight(how == Arrangement.STORY_SCROLLS);
    switch (how) {
      case SIDE_BY_SIDE -> content.getChildren().addAll(rail, centre, evidence);
      case STORY_SCROLLS -> {
        scroll.setContent(centre);
        content.getChildren().addAll(rail, scroll, evidence);
      }
      case UNDER_EACH_OTHER -> {
        VBox both = new VBox(centre, evidence);
        both.getStyleClass().add("column");
        scroll.setContent(both);
        content.getChildren().addAll(rail, scroll);
      }
    }
  }

  /** A share of a column each; a fixed height each where they scroll. */
  private void heights(boolean narrow) {
    for (List<Panel> panels : List.of(story, proof)) {
      double least = panels.equals(story) ? Region.USE_COMPUTED_SIZE : 0;
      for (Panel panel : panels) {
        Node node = panel.node();
        if (node instanceof Region region) {
          region.setMinHeight(least);
          region.setPrefHeight(narrow ? SCROLLED * view.em() : share(panels, panel));
        }
      }
    }
  }

  /** Its part of the height; what is over or missing is parted equally. */
  private double share(List<Panel> panels, Panel panel) {
    double all = panels.stream().mapToDouble(Panel::share).sum();
    return content.getHeight() * 0.95 * panel.share() / all;
  }

  /** Each change of a style class here makes every node below look for its styles again. */
  private void style(String style, boolean on) {
    if (on == getStyleClass().contains(style)) {
      return;
    }
    if (on) {
      getStyleClass().add(style);
    } else {
      getStyleClass().remove(style);
    }
  }
}
