package dev.roundabout.viz.ui.experiments;

import dev.roundabout.viz.model.ExperimentRun;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.Spot;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.history.Slides;
import dev.roundabout.viz.ui.kit.Explained;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.Shown;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Leads through an experiment: one sentence in large type, what is expected beside what was seen,
 * and the way on. It stands above everything, where it is seen from the last row.
 */
public final class ExperimentBand implements Panel {
  /** Width that story and checks need side by side, in em. */
  private static final double ROOM = 84;

  private static final double STORY_PERCENT = 50;

  private final Slides slides;
  private final ViewSettings view;
  private final Spotlight spotlight;
  private final Gate gate;
  private final Map<Command, Explained> buttons = new LinkedHashMap<>();
  private final Label title = Labels.name("strong");
  private final Label progress = Labels.of("", "muted");
  private final Label line = Labels.wrapping("narration");
  private final Label look = Labels.wrapping("strong", "tone-user");
  private final Label status = Labels.wrapping("muted");
  private final Checks checks = new Checks(Checks.Size.SMALL);
  private final Roomy lines = new Roomy(line, "narration");
  private List<String> toSay = List.of();
  private final GridPane band = Shown.whenNeeded(new GridPane());

  /**
   * @param panels where steps may ask a person to look
   */
  public ExperimentBand(
      Slides slides,
      Commands commands,
      Map<Spot, Node> panels,
      ViewSettings view,
      InstantSource clock) {
    this.slides = slides;
    this.view = view;
    this.spotlight = new Spotlight(panels);
    this.gate = Gate.prompt(clock);
    HBox head = new HBox(title, progress);
    head.getStyleClass().add("list-row");
    HBox foot = new HBox();
    foot.getStyleClass().add("list-row");
    button(foot, commands.get(Command.Id.PREVIOUS_STEP), "‹ Back", "outlined");
    button(foot, commands.get(Command.Id.NEXT_STEP), "Next ›", "go");
    button(foot, commands.get(Command.Id.RESTART_EXPERIMENT), "Restart", "outlined");
    button(foot, commands.get(Command.Id.LEAVE_EXPERIMENT), "Leave", "outlined");
    HBox.setHgrow(status, Priority.ALWAYS);
    foot.getChildren().add(status);
    VBox story = new VBox(head, lines, look, foot);
    story.getStyleClass().add("experiment-story");
    line.setId("narration");
    line.setAccessibleRole(AccessibleRole.TEXT);
    progress.setId("experiment-progress");
    status.setId("experiment-status");
    band.setId("experiment-band");
    band.getStyleClass().add("experiment-band");
    band.setMinHeight(Region.USE_PREF_SIZE);
    band.add(story, 0, 0);
    band.add(checks, 0, 1);
    band.widthProperty().addListener((property, before, after) -> arrange());
  }

  private void button(HBox foot, Command command, String text, String style) {
    Button button = new Button(text);
    button.getStyleClass().addAll(style, "small-button");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setId("experiment-" + command.id().name());
    button.setOnAction(event -> command.run());
    Explained explained = new Explained(button, command.help());
    buttons.put(command, explained);
    foot.getChildren().add(explained);
  }

  @Override
  public Node node() {
    return band;
  }

  @Override
  public void render(Snapshot snapshot) {
    int place = slides.place();
    long stamp =
        place * 4L
            + (slides.isBack() ? 2 : 0)
            + (slides.isHasty() ? 1 : 0)
            + Double.hashCode(view.em()) * 31L;
    Optional<ExperimentRun> run = slides.shown();
    if (!gate.opens(stamp, run.isPresent() ? run.get() : "none", slides.live().isPresent())) {
      return;
    }
    band.setVisible(run.isPresent());
    run.ifPresentOrElse(now -> show(now, place), () -> spotlight.on(Optional.empty()));
  }

  private void show(ExperimentRun run, int place) {
    Narration now = Narration.of(run, place, slides.isBack(), slides.isHasty(), slides.following());
    title.setText(Narration.title(run, place));
    progress.setText(now.progress());
    line.setText(now.line());
    toSay = Narration.lines(run);
    Labels.restyle(line, "tone-", now.tone());
    look.setVisible(now.spot().isPresent());
    look.setText(now.spot().map(spot -> "→ look at " + spot.label()).orElse(" "));
    status.setText(now.status());
    checks.show(run, place);
    spotlight.on(now.spot());
    buttons.forEach((command, button) -> button.disabledBecause(command.refusal().get()));
    arrange();
  }

  private void arrange() {
    boolean wide = band.getWidth() >= ROOM * view.em();
    // Where the checks stand below, the panels need the room more.
    lines.keep(wide ? toSay : List.of());
    GridPane.setConstraints(checks, wide ? 1 : 0, wide ? 0 : 1);
    ColumnConstraints story = new ColumnConstraints();
    ColumnConstraints beside = new ColumnConstraints();
    story.setPercentWidth(wide ? STORY_PERCENT : 100);
    beside.setPercentWidth(wide ? 100 - STORY_PERCENT : 0);
    if (wide) {
      band.getColumnConstraints().setAll(story, beside);
    } else {
      band.getColumnConstraints().setAll(story);
    }
  }
}
