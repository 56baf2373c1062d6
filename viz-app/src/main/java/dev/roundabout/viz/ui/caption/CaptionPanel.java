package dev.roundabout.viz.ui.caption;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.diagnosis.Finding;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What is so, in large type, why it is so, and the key that would change it. */
public final class CaptionPanel implements Panel {
  private final Captions captions;
  private final Label what = Labels.wrapping("caption-what");
  private final Label why = Labels.wrapping("caption-why");
  private final Label next = Labels.of("", "caption-next");
  private final VBox box;

  public CaptionPanel(Captions captions, ViewSettings view) {
    this.captions = captions;
    HBox first = new HBox(what, Labels.gap(), next);
    first.getStyleClass().add("caption-first");
    box = new VBox(first, why);
    box.getStyleClass().add("caption");
    box.setId("caption");
    box.setMinHeight(Region.USE_PREF_SIZE);
    box.setAccessibleRole(AccessibleRole.TEXT);
    box.visibleProperty().bind(view.captionShown());
    box.managedProperty().bind(view.captionShown());
    what.setId("caption-what");
    why.setId("caption-why");
    next.setId("caption-next");
  }

  @Override
  public Node node() {
    return box;
  }

  /** Labels take the same text again without any work. */
  @Override
  public void render(Snapshot snapshot) {
    Finding finding = captions.of(snapshot);
    what.setText(finding.what());
    why.setText(finding.why());
    next.setText(captions.next(finding));
    String tone = finding.kind().tone().name().toLowerCase(Locale.ROOT);
    Labels.restyle(box, "caption-tone-", "caption-tone-" + tone);
    box.setAccessibleText(finding.words());
  }
}
