package dev.roundabout.viz.ui.kit;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * How the window is looked at: nothing here reaches the cluster or the client. Used on the JavaFX
 * application thread.
 */
public final class ViewSettings {
  public static final double MIN_SCALE = 0.7;
  public static final double MAX_SCALE = 2.5;
  private static final double STEP = 0.1;

  /** The root font on stage, of its height: small type is 0.92 of it, the smallest 0.85. */
  private static final double PART_OF_STAGE = 0.024;

  private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.DARK);
  private final DoubleProperty scale = new SimpleDoubleProperty(1);
  private final DoubleProperty stageHeight = new SimpleDoubleProperty();
  private final BooleanProperty reducedMotion = new SimpleBooleanProperty();
  private final BooleanProperty captionShown = new SimpleBooleanProperty(true);
  private final StringProperty selectedPod = new SimpleStringProperty("");

  public ObjectProperty<Theme> theme() {
    return theme;
  }

  /** Size of all type, 1 is normal. */
  public DoubleProperty scale() {
    return scale;
  }

  /** Height of the stage in pixels, by which its type goes; 0 where the window is none. */
  public DoubleProperty stageHeight() {
    return stageHeight;
  }

  public boolean isOnStage() {
    return stageHeight.get() > 0;
  }

  /** True: no dots move. */
  public BooleanProperty reducedMotion() {
    return reducedMotion;
  }

  /** Whether the line is shown that says what is so and why. */
  public BooleanProperty captionShown() {
    return captionShown;
  }

  /** Full name of the selected pod; empty where none is. */
  public StringProperty selectedPod() {
    return selectedPod;
  }

  /** Selects a pod, or nothing where it was selected already. */
  public void toggleSelected(String pod) {
    selectedPod.set(pod.equals(selectedPod.get()) ? "" : pod);
  }

  /** Size of the root font in pixels. */
  public double em() {
    return isOnStage()
        ? Math.rint(stageHeight.get() * PART_OF_STAGE * 2) / 2
        : theme.get().fontSize() * scale.get();
  }

  public void larger() {
    setScale(scale.get() + STEP);
  }

  public void smaller() {
    setScale(scale.get() - STEP);
  }

  /** Nearest allowed scale. */
  public void setScale(double value) {
    double rounded = Math.round(value * 100) / 100.0;
    scale.set(Math.max(MIN_SCALE, Math.min(MAX_SCALE, rounded)));
  }
}
