package dev.roundabout.viz.ui.switches;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.ServiceConfigs;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.kit.CopyButton;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Overlay;
import dev.roundabout.viz.ui.kit.Panel;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Every switch of gRPC with a sentence, and the effective service config to read and to copy. */
public final class SwitchesDialog implements Panel {
  /** A switch, what to expect of it, and why it does nothing now. */
  private record Line(CheckBox box, Label idle) {}

  private final Asker ask;
  private final Gate gate;
  private final Map<GrpcSwitch, Line> lines = new EnumMap<>(GrpcSwitch.class);
  private final Label config = Labels.wrapping("mono");
  private final CopyButton copy = new CopyButton("Copy service config");
  private final Overlay overlay;

  /**
   * @param closed gives the focus back
   */
  public SwitchesDialog(Asker ask, Runnable closed, InstantSource clock) {
    this.ask = ask;
    this.gate = Gate.prompt(clock);
    VBox list = new VBox();
    list.getStyleClass().add("permissions");
    for (GrpcSwitch each : GrpcSwitch.values()) {
      list.getChildren().add(line(each));
    }
    Label heading = Labels.of("Effective service config", "section", "muted");
    config.getStyleClass().add("command-line");
    config.setId("service-config");
    VBox all = new VBox(list, heading, config);
    all.getStyleClass().add("permission");
    ScrollPane scroll = new ScrollPane(all);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setMinHeight(0);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    Button leave = new Button("Close");
    leave.getStyleClass().add("outlined");
    leave.setMinWidth(Region.USE_PREF_SIZE);
    HBox buttons = new HBox(copy, Labels.gap(), leave);
    buttons.getStyleClass().add("pair");
    VBox box = new VBox(Labels.of("Switches of gRPC", "dialog-title"), scroll, buttons);
    box.getStyleClass().addAll("dialog", "wide");
    box.setId("switches");
    // Space then toggles what has the focus, and does not close the dialog.
    Node first = lines.values().stream().findFirst().<Node>map(Line::box).orElse(leave);
    this.overlay = new Overlay(box, first, closed);
    leave.setOnAction(event -> overlay.hide());
  }

  private VBox line(GrpcSwitch each) {
    CheckBox box = new CheckBox(each.label());
    box.setMnemonicParsing(false);
    box.setMinWidth(Region.USE_PREF_SIZE);
    box.setId("switch-" + each.name());
    box.setOnAction(event -> clicked(each, box));
    Label expectation = Labels.wrapping("muted");
    expectation.setText(each.expectation());
    Label idle = Labels.wrapping("small", "tone-warn");
    idle.managedProperty().bind(idle.visibleProperty());
    lines.put(each, new Line(box, idle));
    VBox line = new VBox(box, expectation, idle);
    line.getStyleClass().add("permission");
    return line;
  }

  /** The click has moved the box; it goes back until the truth has moved. */
  private void clicked(GrpcSwitch each, CheckBox box) {
    boolean wanted = box.isSelected();
    box.setSelected(!wanted);
    ask.ask(new Action.SetSwitch(each, wanted));
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
    Settings settings = snapshot.client().settings();
    if (!isOpen() || !gate.opens(0, settings)) {
      return;
    }
    lines.forEach((each, line) -> show(settings, each, line));
    String json = ServiceConfigs.json(settings);
    String code = onBuilder(settings);
    config.setText(json + (code.isEmpty() ? "" : "\n\nand on the channel's builder\n" + code));
    copy.offer(json);
  }

  private static void show(Settings settings, GrpcSwitch each, Line line) {
    boolean on = settings.switches().contains(each);
    line.box().setSelected(on);
    boolean works = each.worksWith(settings.policy());
    line.idle().setVisible(on && !works);
    line.idle().setText("does nothing with " + settings.policy().label());
  }

  private static String onBuilder(Settings settings) {
    return settings.switches().stream()
        .sorted()
        .map(GrpcSwitch::onBuilder)
        .flatMap(Optional::stream)
        .collect(Collectors.joining("\n"));
  }
}
