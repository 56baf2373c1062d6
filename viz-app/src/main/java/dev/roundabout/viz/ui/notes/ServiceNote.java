package dev.roundabout.viz.ui.notes;

import dev.roundabout.viz.model.ApiState;
import dev.roundabout.viz.model.ServiceFault;
import dev.roundabout.viz.model.ServiceKind;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.CopyButton;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Shown;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Why the Service that is called does not lead to the pods, and what helps. */
public final class ServiceNote extends HBox {
  private final Label text = Labels.wrapping();
  private final Label command = Shown.whenNeeded(Labels.wrapping("mono", "small"));
  private final CopyButton copy = Shown.whenNeeded(new CopyButton("Copy kubectl line"));

  public ServiceNote() {
    Shown.whenNeeded(this);
    setId("service-note");
    getStyleClass().addAll("pod-note", "fails");
    VBox words = new VBox(text, command);
    getChildren().addAll(words, copy);
    HBox.setHgrow(words, Priority.ALWAYS);
    setMinHeight(USE_PREF_SIZE);
  }

  public void show(Snapshot snapshot) {
    ApiState api = snapshot.cluster().api();
    ServiceKind called = snapshot.client().settings().service();
    Optional<ServiceFault> fault = api.fault(called);
    setVisible(fault.isPresent());
    fault.ifPresent(found -> show(found, wayOut(api, called)));
  }

  /** The other Service, where that one is sound. */
  private static String wayOut(ApiState api, ServiceKind called) {
    ServiceKind other =
        called == ServiceKind.HEADLESS ? ServiceKind.CLUSTER_IP : ServiceKind.HEADLESS;
    return api.fault(other).isPresent() ? "" : ", or press S for the " + other.label() + " Service";
  }

  private void show(ServiceFault fault, String wayOut) {
    boolean helps = !fault.command().isEmpty();
    text.setText(fault.cause() + ". " + fault.next() + wayOut + (helps ? ":" : "."));
    command.setVisible(helps);
    command.setText(fault.command());
    copy.setVisible(helps);
    copy.offer(fault.command());
  }
}
