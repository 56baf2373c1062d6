package dev.roundabout.viz.ui.kit;

import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Puts a text on the clipboard, and says that it did until the text is another one. */
public final class CopyButton extends Button {
  private final String label;
  private String text = "";

  /**
   * @param label what is copied: {@code Copy command}
   */
  public CopyButton(String label) {
    super(label);
    this.label = label;
    getStyleClass().addAll("outlined", "small-button");
    setMinWidth(USE_PREF_SIZE);
    setTooltip(Tips.of(""));
    setOnAction(event -> copy());
  }

  /** What is copied from now on. */
  public void offer(String value) {
    if (value.equals(text)) {
      return;
    }
    text = value;
    setText(label);
    getTooltip().setText("Copies: " + value);
  }

  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
    setText("Copied");
  }
}
