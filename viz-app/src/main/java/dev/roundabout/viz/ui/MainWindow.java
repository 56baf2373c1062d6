package dev.roundabout.viz.ui;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.caption.Captions;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.commands.Keys;
import dev.roundabout.viz.ui.commands.OnStage;
import dev.roundabout.viz.ui.commands.Question;
import dev.roundabout.viz.ui.commands.Travel;
import dev.roundabout.viz.ui.history.History;
import dev.roundabout.viz.ui.history.Playhead;
import dev.roundabout.viz.ui.history.Slides;
import dev.roundabout.viz.ui.kit.FrameMeter;
import dev.roundabout.viz.ui.kit.FrameStats;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import dev.roundabout.viz.ui.kit.Theme;
import dev.roundabout.viz.ui.kit.Type;
import dev.roundabout.viz.ui.kit.ViewSettings;
import dev.roundabout.viz.ui.propagation.CsvSaver;
import dev.roundabout.viz.ui.propagation.Summary;
import dev.roundabout.viz.ui.propagation.TimeView;
import dev.roundabout.viz.ui.stage.Blank;
import dev.roundabout.viz.ui.stage.Focus;
import dev.roundabout.viz.ui.stage.PointerLight;
import dev.roundabout.viz.ui.stage.StageView;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.FileChooser;

/**
 * The main window: snapshots in, actions out. Everything is called on the JavaFX application
 * thread.
 */
public final class MainWindow implements AutoCloseable {
  /** Width below which not everything can be read, in pixels; for the Stage. */
  public static final double MIN_WIDTH = 1024;

  /** Height below which not everything can be read, in pixels; for the Stage. */
  public static final double MIN_HEIGHT = 768;

  private final ViewSettings view = new ViewSettings();
  private final FrameMeter meter = new FrameMeter();
  private final Roles roles = new Roles();
  private final StackPane root = new StackPane();
  private final Playhead playhead;
  private final Slides slides;
  private final Focus focus = new Focus();
  private final PointerLight light = new PointerLight();
  private final Blank blank = new Blank(root);
  private final Presenting presenting;
  private final Overlays overlays;
  private final Commands commands;
  private final Scene scene;
  private final FrameLoop loop;

  /**
   * @param history gives the newest snapshot once a pulse, and those of the past
   * @param actions takes what a person asks for; never blocks
   */
  public MainWindow(
      History history, Consumer<Action> actions, InstantSource clock, UiOptions options) {
    Type.load();
    this.playhead = new Playhead(history, clock);
    this.slides = new Slides(playhead, actions);
    view.theme().set(options.theme());
    view.setScale(options.scale());
    view.reducedMotion().set(options.reducedMotion());
    PodRows rows = new PodRows();
    Asker ask = new Asker(actions, playhead::live, new PodRows(), view, this::put, clock);
    this.overlays = new Overlays(ask, view, playhead.live(), root::requestFocus, clock);
    TimeView time = new TimeView();
    Summary summary = new Summary(new CsvSaver(this::chooseFile, ForkJoinPool.commonPool()));
    this.commands =
        new Commands(
            ask,
            view,
            overlays.openers(this::allCommands, () -> PodRow.of(playhead.live()), this::present),
            new Travel(playhead, time, slides, summary::save),
            new OnStage(focus::only, focus::alone, focus::all, light::toggle, blank::show));
    FrameClock frames = new FrameClock(clock);
    Panels panels =
        Panels.of(
            new Panels.Kit(
                ask,
                commands,
                rows,
                roles,
                view,
                playhead,
                slides,
                time,
                summary,
                overlays::show,
                meter::fps,
                frames));
    Captions captions = new Captions(commands, playhead);
    StageView stage =
        new StageView(captions, rows, roles, view, playhead, slides, time, focus, frames);
    this.presenting = new Presenting(view, panels, stage);
    this.loop =
        new FrameLoop(playhead, presenting::shown, this::presentPanels, clock, frames, meter);
    root.getStyleClass().add("window");
    root.getChildren().addAll(roles.node(), presenting.node());
    root.getChildren().addAll(overlays.nodes());
    root.getChildren().addAll(light.node(), blank.node());
    this.scene = new Scene(root, options.width(), options.height());
    new Keys(commands, this::isCovered).install(scene);
    light.install(scene);
    loop.measure(scene);
    applyLook();
    view.theme().addListener((property, before, after) -> applyLook());
    view.scale().addListener((property, before, after) -> applyLook());
    view.stageHeight().addListener((property, before, after) -> applyLook());
  }

  /** One that keeps nothing of the past. */
  public MainWindow(
      Supplier<Snapshot> snapshots,
      Consumer<Action> actions,
      InstantSource clock,
      UiOptions options) {
    this(History.ofNewest(snapshots), actions, clock, options);
  }

  private void put(Question question) {
    overlays.ask(question);
  }

  private Optional<Path> chooseFile() {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save the timeline as CSV");
    chooser.setInitialFileName("roundabout.csv");
    return Optional.ofNullable(chooser.showSaveDialog(scene.getWindow())).map(File::toPath);
  }

  /** Whether keys belong to something that lies over the window. */
  private boolean isCovered() {
    return overlays.isAnyOpen() || blank.isOn();
  }

  private List<Panel> presentPanels() {
    return Stream.concat(presenting.present().stream(), overlays.panels().stream()).toList();
  }

  private void present() {
    presenting.toggle(scene);
    root.requestFocus();
    if (presenting.isOn() && slides.live().isEmpty()) {
      overlays.offerExperiments();
    }
  }

  /** Shows the stage in the window as it is; for a picture. */
  public void showStage() {
    presenting.show(true);
  }

  private List<Command> allCommands() {
    return commands.all();
  }

  private void applyLook() {
    Theme theme = view.theme().get();
    scene.setUserAgentStylesheet(theme.userAgentStylesheet());
    scene.getStylesheets().setAll(theme.stylesheets());
    root.setStyle("-fx-font-size: " + view.em() + "px;");
    // What the toolkit shows before the first frame, and behind it, is not white.
    root.applyCss();
    scene.setFill(roles.color(Role.WINDOW));
  }

  public Scene scene() {
    return scene;
  }

  public Parent root() {
    return root;
  }

  /** Starts to draw. */
  public void start() {
    root.requestFocus();
    loop.start();
  }

  /** Draws the newest snapshot now, without waiting for a pulse; for a picture. */
  public void render() {
    loop.render();
  }

  /** How smoothly it draws. */
  public FrameStats frames() {
    return meter.stats();
  }

  /** Forgets the frames so far. */
  public void resetFrames() {
    meter.reset();
  }

  /** Completed when the first frame that shows a served request has been drawn. */
  public CompletionStage<Instant> firstRequestDrawn() {
    return loop.firstRequestDrawn();
  }

  /** The moment that it shows. */
  public Playhead playhead() {
    return playhead;
  }

  /** How it is looked at now. */
  public ViewSettings view() {
    return view;
  }

  /** What it can do, with keys; for a list of keys. */
  public Commands commands() {
    return commands;
  }

  /** Stops drawing. Idempotent. */
  @Override
  public void close() {
    loop.stop();
  }
}
