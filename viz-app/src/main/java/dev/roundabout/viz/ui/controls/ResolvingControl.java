package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.ConnectionAge;
import dev.roundabout.viz.model.ResolverCost;
import dev.roundabout.viz.model.ResolverMode;
import dev.roundabout.viz.model.Resolving;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.commands.Ladder;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Shown;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** How clients learn of new addresses, what that is set to, and what it costs. */
final class ResolvingControl extends VBox {
  private final Asker ask;
  private final Map<ResolverMode, ModeRow> rows = new EnumMap<>(ResolverMode.class);
  private final Map<Ladder, Stepper<Duration>> times = new EnumMap<>(Ladder.class);
  private final Label servers = Labels.wrapping("muted", "small", "three-lines");
  private final Button age = new Button();
  private final Explained ageBox =
      new Explained(age, "Sets or takes away the servers' max connection age");
  private final Label cost = Labels.wrapping("muted", "small", "four-lines");
  private final VBox rarely = new VBox();
  private final OwnModes own;
  private final RecentCost recent = new RecentCost();
  private boolean ageless = true;

  ResolvingControl(Asker ask, Commands commands) {
    this.ask = ask;
    this.own = new OwnModes(ask);
    getStyleClass().add("rail");
    VBox modes = new VBox();
    modes.getStyleClass().addAll("box", "modes");
    for (ResolverMode mode : ResolverMode.values()) {
      ModeRow row = new ModeRow(mode, ask.resolver()::mode);
      rows.put(mode, row);
      modes.getChildren().add(row);
    }
    // While nothing has a time to set, the row keeps its height.
    HBox now = new HBox();
    getChildren().addAll(modes, now);
    Command shorter = commands.get(Command.Id.SHORTER);
    Command longer = commands.get(Command.Id.LONGER);
    for (Ladder ladder : Ladder.values()) {
      Stepper<Duration> stepper =
          new Stepper<>(
                  ladder.label(),
                  shorter,
                  longer,
                  Stepper.Reading.of(ladder.min(), ladder.max()),
                  time -> ask.resolver().set(ladder, time))
              .small();
      times.put(ladder, Shown.whenNeeded(stepper));
      HBox.setHgrow(stepper, Priority.ALWAYS);
      now.getChildren().add(stepper);
    }
    Explained resolve = Buttons.of("Now", commands.get(Command.Id.RESOLVE_NOW), "outlined");
    HBox.setHgrow(resolve, Priority.SOMETIMES);
    now.getChildren().add(resolve);
    now.getStyleClass().addAll("pair", "mode-time");
    age.getStyleClass().add("outlined");
    age.setId("age");
    age.setOnAction(event -> toggleAge());
    cost.setId("cost");
    servers.setId("servers");
    rarely.getStyleClass().add("rail");
    rarely.getChildren().addAll(ageBox, servers, own, cost);
  }

  /** What it costs, and what is changed seldom; stands elsewhere. */
  Node rarely() {
    return rarely;
  }

  private void toggleAge() {
    ask.resolver()
        .age(ageless ? Optional.of(ConnectionAge.DEFAULT.age()) : Optional.<Duration>empty());
  }

  void show(Snapshot snapshot) {
    Settings settings = snapshot.client().settings();
    Resolving resolving = settings.resolving();
    Optional<ConnectionAge> closing = snapshot.cluster().connectionAge();
    ageless = closing.isEmpty();
    rows.forEach(
        (mode, row) ->
            row.show(
                mode == resolving.mode(),
                note(mode, resolving, closing),
                ask.refusals().resolver(mode)));
    Optional<Ladder> inUse = Ladder.of(resolving.mode());
    times.forEach(
        (ladder, stepper) -> showTime(ladder, stepper, inUse.filter(ladder::equals).isPresent()));
    age.setText(ageless ? "Set max connection age" : "Take max connection age away");
    ageBox.disabledBecause(ask.refusals().changeDeployment());
    servers.setText(servers(closing));
    own.show(settings);
  }

  /** What was measured changes all the time. */
  void showCost(Snapshot snapshot) {
    Settings settings = snapshot.client().settings();
    ResolverCost measured = recent.after(snapshot);
    cost.setText(
        "costs "
            + ResolverCost.expected(settings, snapshot.cluster().connectionAge())
            + (measured.over().toSeconds() > 0 ? "\n" + measured.words() : ""));
  }

  private void showTime(Ladder ladder, Stepper<Duration> stepper, boolean inUse) {
    stepper.setVisible(inUse);
    if (!inUse) {
      return;
    }
    Optional<String> locked =
        ladder == Ladder.AGE ? ask.refusals().changeDeployment() : Optional.<String>empty();
    String words = "s " + ladder.word();
    ask.resolver()
        .current(ladder)
        .ifPresentOrElse(
            time -> stepper.show(time, words, locked), () -> stepper.show("none", "", locked));
  }

  private static String note(
      ResolverMode mode, Resolving resolving, Optional<ConnectionAge> closing) {
    return switch (mode) {
      case ON_DISCONNECT -> "default";
      case MAX_CONNECTION_AGE -> closing.map(set -> Numbers.seconds(set.age())).orElse("off");
      case POLL_DNS -> "every " + Numbers.seconds(resolving.pollInterval());
      case WATCH_ENDPOINTS -> "push";
      case AS_SHIPPED -> "--direct";
    };
  }

  private static String servers(Optional<ConnectionAge> closing) {
    return closing
        .map(
            set ->
                "servers close connections after "
                    + Numbers.seconds(set.age())
                    + " ±10 % jitter, grace "
                    + set.grace().map(Numbers::seconds).orElse("without end"))
        .orElse("servers close no connection");
  }
}
