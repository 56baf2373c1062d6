package dev.roundabout.viz.ui.kit;

import java.util.Optional;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/**
 * A control with a tooltip that also shows while the control is disabled, and then says why. A
 * disabled control gets no mouse events, so the tooltip belongs to the pane around it.
 */
public final class Explained extends StackPane {
  private final Control control;
  private final String help;
  private final Tooltip tip;

  /**
   * @param help what the control does, with its key
   */
  public Explained(Control control, String help) {
    super(control);
    this.control = control;
    this.help = help;
    this.tip = Tips.of(help);
    Tooltip.install(this, tip);
    control.setAccessibleHelp(help);
    control.setMaxWidth(Double.MAX_VALUE);
  }

  /**
   * Disables the control, or enables it, and says why.
   *
   * @param reason why it cannot be used now; empty where it can
   */
  public void disabledBecause(Optional<String> reason) {
    control.setDisable(reason.isPresent());
    String text = reason.orElse(help);
    tip.setText(text);
    control.setAccessibleHelp(text);
  }

  /** What the tooltip says. */
  public String explanation() {
    return tip.getText();
  }
}
