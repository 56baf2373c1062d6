package dev.roundabout.viz.ui.kit;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** What a title shows or hides. The titles of several stand together, two in a line. */
public final class Fold extends VBox {
  private final Button title;
  private final String text;
  private final Node body;
  private List<Fold> others = List.of();

  /**
   * @param keys that do without it what is inside; empty where there are none
   */
  public Fold(String text, String keys, Node body) {
    this.text = keys.isEmpty() ? text : text + "  " + keys;
    this.body = Shown.whenNeeded(body);
    this.title = new Button();
    title.getStyleClass().addAll("plain-button", "fold-title");
    title.setMaxWidth(Double.MAX_VALUE);
    title.setMinWidth(USE_PREF_SIZE);
    title.setMnemonicParsing(false);
    title.setOnAction(event -> open(!isOpen()));
    getStyleClass().add("fold");
    getChildren().add(body);
    managedProperty().bind(body.visibleProperty());
    open(false);
  }

  /** The titles, and below them the one that is open: one at a time, so that each has room. */
  public static List<Node> group(List<Fold> folds) {
    GridPane titles = new GridPane();
    titles.getStyleClass().add("fold-titles");
    ColumnConstraints half = new ColumnConstraints();
    half.setPercentWidth(50);
    titles.getColumnConstraints().setAll(half, half);
    for (int i = 0; i < folds.size(); i++) {
      Fold fold = folds.get(i);
      fold.others = folds.stream().filter(it -> !it.equals(fold)).toList();
      titles.add(fold.title, i % 2, i / 2);
    }
    List<Node> all = new ArrayList<>(folds);
    all.add(0, titles);
    return all;
  }

  /** Opens and closes it. */
  public Button title() {
    return title;
  }

  public boolean isOpen() {
    return body.isVisible();
  }

  /** Shows what is inside, and hides that of the others, or hides it. */
  public void open(boolean wanted) {
    body.setVisible(wanted);
    title.setText((wanted ? "▾ " : "▸ ") + text);
    title.setAccessibleText(text + (wanted ? ", open" : ", closed"));
    if (wanted) {
      others.stream().filter(Fold::isOpen).forEach(fold -> fold.open(false));
    }
  }
}
