package dev.roundabout.viz.ui.hearing;

import dev.roundabout.viz.model.Hearing;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.Shown;
import java.time.Duration;
import java.time.InstantSource;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/**
 * A banner while the cluster's API is not heard: since when, and why. It counts up by the clock,
 * for nothing new arrives meanwhile.
 */
public final class HearingPanel implements Panel {
  private final InstantSource clock;
  private final Label age = Labels.of("", "strong", "tone-bad");
  private final Label why = Labels.wrapping();
  private final HBox banner = Shown.whenNeeded(new HBox(age, why));

  public HearingPanel(InstantSource clock) {
    this.clock = clock;
    banner.getStyleClass().addAll("notice-bar", "fails");
    banner.setId("hearing");
    banner.setAccessibleRole(AccessibleRole.TEXT);
    banner.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(why, Priority.ALWAYS);
  }

  @Override
  public Node node() {
    return banner;
  }

  @Override
  public void render(Snapshot snapshot) {
    boolean broken = snapshot.cluster().api().hearing().filter(Hearing::broken).isPresent();
    if (broken != banner.isVisible()) {
      banner.setVisible(broken);
    }
    if (broken) {
      snapshot.cluster().api().hearing().ifPresent(hearing -> show(snapshot, hearing));
    }
  }

  /** Labels take the same text again without any work. */
  private void show(Snapshot snapshot, Hearing hearing) {
    Duration silence = Duration.between(hearing.last(), clock.instant());
    age.setText("Last heard " + Numbers.age(silence) + " ago");
    String cluster = snapshot.cluster().info().title();
    why.setText(cluster + ": " + hearing.why() + " · what is shown may be old");
    banner.setAccessibleText(age.getText() + ", " + why.getText());
  }
}
