package dev.roundabout.viz.ui.propagation;

import dev.roundabout.viz.model.PodChange;
import dev.roundabout.viz.model.Propagation;
import dev.roundabout.viz.model.PropagationText;
import dev.roundabout.viz.ui.kit.CopyButton;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Shown;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What came of the newest change, beside the other modes of this run; to copy and to keep. */
public final class Summary {
  private final Label newest = Labels.wrapping("strong");
  private final Label modes = Labels.wrapping("small", "muted");
  private final Label saved = Labels.wrapping("small");
  private final CopyButton text = new CopyButton("Copy");
  private final CopyButton csv = new CopyButton("Copy CSV");
  private final CsvSaver saver;
  private final HBox node;
  private Propagation shown = new Propagation(List.of(), List.of(), List.of());

  public Summary(CsvSaver saver) {
    this.saver = saver;
    Button save = new Button("Save…");
    save.getStyleClass().addAll("outlined", "small-button");
    save.setMinWidth(HBox.USE_PREF_SIZE);
    save.setOnAction(event -> save());
    VBox words = new VBox(newest, Shown.whenNeeded(modes), Shown.whenNeeded(saved));
    HBox buttons = new HBox(text, csv, save);
    buttons.getStyleClass().add("tight");
    this.node = Shown.whenNeeded(new HBox(words, buttons));
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setMinWidth(0);
    newest.setId("summary");
    modes.setId("modes");
    saved.setId("saved");
    node.getStyleClass().addAll("summary", "list-row");
    node.setMinHeight(HBox.USE_PREF_SIZE);
  }

  Node node() {
    return node;
  }

  /** Asks where to, and saves what is shown. */
  public void save() {
    saver.save(shown);
  }

  /** Says what became of the newest saving. */
  void poll() {
    saver
        .news()
        .ifPresent(
            news -> {
              saved.setVisible(true);
              saved.setText(news.words());
              Labels.restyle(saved, "tone-", news.good() ? "tone-good" : "tone-bad");
            });
  }

  void show(Propagation propagation) {
    shown = propagation;
    Optional<Integer> number =
        propagation.changes().stream().map(PodChange::number).max(Integer::compare);
    node.setVisible(number.isPresent());
    if (number.isEmpty()) {
      return;
    }
    newest.setText(sentences(propagation, number.get()));
    String others = ModeTimes.words(propagation);
    modes.setVisible(!others.isEmpty());
    modes.setText("first requests in this run: " + others);
    text.offer(PropagationText.text(propagation));
    csv.offer(PropagationText.changesCsv(propagation));
  }

  /** One for each client whose mode is another one. */
  private static String sentences(Propagation propagation, int number) {
    List<PodChange> all =
        propagation.changes().stream().filter(change -> change.number() == number).toList();
    boolean differ = all.stream().map(PodChange::ways).distinct().count() > 1;
    return all.stream()
        .limit(differ ? 3 : 1)
        .map(
            change ->
                (differ ? "client " + change.client() + ", " : "")
                    + change.waysInWords()
                    + ", "
                    + PropagationText.sentence(change))
        .collect(Collectors.joining("\n"));
  }
}
