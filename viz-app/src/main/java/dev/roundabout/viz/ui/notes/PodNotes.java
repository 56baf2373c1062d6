package dev.roundabout.viz.ui.notes;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.ui.kit.CommandLine;
import dev.roundabout.viz.ui.kit.CopyButton;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Shown;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the cluster says of pods that do not get on: a line for each thing that it says. */
public final class PodNotes extends VBox {
  private static final int MOST = 2;

  private List<Note> shown = List.of();

  public PodNotes() {
    Shown.whenNeeded(this);
    setId("pod-notes");
    getStyleClass().add("pod-notes");
    setMinHeight(USE_PREF_SIZE);
  }

  public void show(List<PodRow> rows) {
    List<Note> notes = Note.of(rows.stream().map(PodRow::pod).toList());
    if (notes.equals(shown)) {
      return;
    }
    shown = notes;
    setVisible(!notes.isEmpty());
    List<Region> lines = new ArrayList<>(notes.stream().limit(MOST).map(PodNotes::line).toList());
    if (notes.size() > MOST) {
      String rest = "and " + (notes.size() - MOST) + " more; the tooltip of a pod has its own";
      lines.add(new HBox(Labels.of(rest, "small", "muted")));
    }
    getChildren().setAll(lines);
  }

  private static Region line(Note note) {
    Label text = Labels.wrapping();
    text.setText(note.pods() + " · " + note.phase().words() + ": " + note.text());
    HBox.setHgrow(text, Priority.ALWAYS);
    Pane line = note.help().isEmpty() ? new HBox(text, copy(note.text())) : helped(text, note);
    line.getStyleClass().addAll("pod-note", isBad(note.phase()) ? "fails" : "warns");
    return line;
  }

  private static CopyButton copy(String text) {
    CopyButton copy = new CopyButton("Copy");
    copy.offer(text);
    return copy;
  }

  /** The command alone is copied, for it goes into a terminal. */
  private static VBox helped(Label text, Note note) {
    CommandLine command = new CommandLine();
    command.show(note.help());
    return new VBox(text, command);
  }

  private static boolean isBad(Pod.Phase phase) {
    return switch (phase) {
      case IMAGE_PULL, FAILED, BACK_OFF -> true;
      default -> false;
    };
  }
}
