package dev.roundabout.viz.ui.why;

import dev.roundabout.viz.model.Pod;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Stage;
import dev.roundabout.viz.model.Standing;
import dev.roundabout.viz.model.diagnosis.PodLink;
import dev.roundabout.viz.ui.kit.CommandLine;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The chain from a ready pod to its first request: which link is reached, when, why the next one is
 * not, and how anybody can check it. Of the chosen pod, else of the first that gets nothing.
 */
public final class WhyDialog implements Panel {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.S").withZone(ZoneId.systemDefault());

  private final ViewSettings view;
  private final Gate gate;
  private final Label title = Labels.wrapping("dialog-title");
  private final VBox list = new VBox();
  private final Overlay overlay;

  /**
   * @param closed gives the focus back
   */
  public WhyDialog(ViewSettings view, Runnable closed, InstantSource clock) {
    this.view = view;
    this.gate = Gate.calm(clock);
    Button leave = new Button("Close");
    leave.getStyleClass().add("outlined");
    leave.setMinWidth(Region.USE_PREF_SIZE);
    ScrollPane scroll = new ScrollPane(list);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    list.getStyleClass().add("chain");
    VBox box = new VBox(title, scroll, new HBox(Labels.gap(), leave));
    box.getStyleClass().addAll("dialog", "wide");
    box.setId("why");
    this.overlay = new Overlay(box, leave, closed);
    leave.setOnAction(event -> overlay.hide());
  }

  @Override
  public Node node() {
    return overlay.node();
  }

  public boolean isOpen() {
    return overlay.isOpen();
  }

  public void show() {
    overlay.show();
  }

  @Override
  public void render(Snapshot snapshot) {
    if (!isOpen() || !gate.opens(0, snapshot.propagation(), snapshot.at())) {
      return;
    }
    Optional<PodRow> chosen = chosen(PodRow.of(snapshot));
    if (chosen.isEmpty()) {
      title.setText("There is no pod to ask about.");
      list.getChildren().clear();
      return;
    }
    show(snapshot, chosen.get());
  }

  /** Marks the pod that it is about in every panel, too. */
  private Optional<PodRow> chosen(List<PodRow> rows) {
    Optional<PodRow> chosen =
        rows.stream()
            .filter(row -> row.pod().name().equals(view.selectedPod().get()))
            .findFirst()
            .or(() -> rows.stream().filter(WhyDialog::waits).findFirst())
            .or(() -> rows.stream().findFirst());
    chosen.map(PodRow::pod).map(Pod::name).ifPresent(view.selectedPod()::set);
    return chosen;
  }

  private static boolean waits(PodRow row) {
    return row.standing() != Standing.SERVING && row.standing() != Standing.LEAVING;
  }

  private void show(Snapshot snapshot, PodRow row) {
    String pod = row.pod().name();
    int clients = snapshot.client().settings().clients();
    int client =
        IntStream.rangeClosed(1, clients)
            .filter(each -> !isServed(snapshot, pod, each))
            .findFirst()
            .orElse(1);
    List<PodLink> chain = PodLink.of(snapshot, pod, client);
    boolean served = isServed(snapshot, pod, client);
    title.setText(
        (served ? "Why %s gets requests" : "Why %s gets no requests")
                .formatted(row.pod().shortName())
            + (clients > 1 ? " of client " + client : ""));
    list.getChildren().setAll(chain.stream().map(WhyDialog::line).toList());
  }

  private static boolean isServed(Snapshot snapshot, String pod, int client) {
    return PodLink.of(snapshot, pod, client).stream().allMatch(PodLink::isReached);
  }

  private static VBox line(PodLink link) {
    boolean next = !link.words().isEmpty();
    String tone = link.isReached() ? "tone-good" : next ? "tone-warn" : "tone-muted";
    HBox head =
        new HBox(
            Labels.of(link.isReached() ? "✓" : next ? "✗" : "·", "strong", tone),
            Labels.of(name(link.stage()), "strong", tone),
            Labels.of(link.at().map(TIME::format).orElse(""), "mono", "muted"));
    head.getStyleClass().add("list-row");
    Label words = Labels.wrapping(tone);
    words.setText(link.words());
    words.setManaged(next);
    VBox line = new VBox(head, words);
    if (!link.check().isEmpty()) {
      CommandLine check = new CommandLine();
      check.show(link.check());
      line.getChildren().add(check);
    }
    return line;
  }

  private static String name(Stage stage) {
    return switch (stage) {
      case READY -> "Ready in Kubernetes";
      case IN_ENDPOINTS -> "in the EndpointSlice";
      case IN_DNS -> "in DNS";
      case RESOLVED -> "known to the client";
      case CONNECTED -> "connection READY";
      default -> stage.label();
    };
  }
}
