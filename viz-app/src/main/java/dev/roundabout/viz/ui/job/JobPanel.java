package dev.roundabout.viz.ui.job;

import dev.roundabout.viz.model.JobRun;
import dev.roundabout.viz.model.PodRow;
import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.ui.kit.Card;
import dev.roundabout.viz.ui.kit.CommandLine;
import dev.roundabout.viz.ui.kit.Gate;
import dev.roundabout.viz.ui.kit.Labels;
import dev.roundabout.viz.ui.kit.Numbers;
import dev.roundabout.viz.ui.kit.Panel;
import dev.roundabout.viz.ui.kit.PodRows;
import dev.roundabout.viz.ui.kit.Shown;
import dev.roundabout.viz.ui.kit.ViewSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The newest run of the client inside the cluster: which pods answered, beside the bars of the
 * window's own client. It is there while there is a run that was not put away.
 */
public final class JobPanel implements Panel {
  private final PodRows rows;
  private final ViewSettings view;
  private final Gate gate;
  private final Label phase = Labels.of("", "state");
  private final Label waiting = Labels.wrapping("muted");
  private final VBox list = new VBox();
  private final CommandLine help = Shown.whenNeeded(new CommandLine());
  private final ScrollPane scroll = new ScrollPane(new VBox(help, list));
  private final StackPane body = new StackPane(scroll, waiting);
  private final Label words = Labels.wrapping("small");
  private final Card card;
  private Optional<String> putAway = Optional.empty();
  private String shown = "";

  public JobPanel(PodRows rows, ViewSettings view, InstantSource clock) {
    this.rows = rows;
    this.view = view;
    this.gate = Gate.calm(clock);
    Button close = new Button("Put away");
    close.getStyleClass().addAll("outlined", "small-button");
    close.setMinWidth(VBox.USE_PREF_SIZE);
    close.setOnAction(event -> putAway());
    HBox foot = new HBox(words, close);
    foot.getStyleClass().add("list-row");
    HBox.setHgrow(words, Priority.ALWAYS);
    foot.setMinHeight(VBox.USE_PREF_SIZE);
    this.card = Shown.whenNeeded(new Card("In the cluster", phase, body, foot));
    card.setId("job");
    list.getStyleClass().add("bars");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    scroll.setMinHeight(0);
    scroll.setPrefHeight(10);
    body.setMinSize(0, 0);
    body.getStyleClass().add("job-body");
    words.setId("job-words");
  }

  @Override
  public Node node() {
    return card;
  }

  @Override
  public void render(Snapshot snapshot) {
    long look = Math.round(body.getHeight()) * 31 + Double.hashCode(view.em());
    if (!gate.opens(look, snapshot.cluster())) {
      return;
    }
    Optional<JobRun> run =
        snapshot.cluster().api().job().filter(job -> !putAway.equals(Optional.of(job.name())));
    card.setVisible(run.isPresent());
    run.ifPresent(job -> show(job, snapshot));
  }

  private void putAway() {
    putAway = Optional.of(shown);
    card.setVisible(false);
  }

  private void show(JobRun run, Snapshot snapshot) {
    shown = run.name();
    phase.setText(words(run));
    Labels.restyle(phase, "tone-", tone(run.phase()));
    card.note().setText(run.service().label());
    List<JobLine> lines = JobLine.of(run, rows.of(snapshot));
    waiting.setVisible(lines.isEmpty() && run.help().isEmpty());
    waiting.setText(run.phase() == JobRun.Phase.FAILED ? "No answer" : "No answer yet");
    fill(lines);
    words.setText(
        Stream.of(
                run.words(),
                silent(lines, rows.of(snapshot)),
                "true " + run.service().label() + " Service, true DNS, no tunnel")
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" · ")));
    help.setVisible(!run.help().isEmpty());
    help.show(run.help());
    boolean failed = run.phase() == JobRun.Phase.FAILED;
    Labels.restyle(words, "tone-", failed ? "tone-bad" : "tone-muted");
  }

  /** Ids that are no names do not tell which pods got nothing, only how many. */
  private static String silent(List<JobLine> lines, List<PodRow> pods) {
    boolean named = lines.stream().anyMatch(line -> line.place() >= 0);
    long ready = pods.stream().filter(row -> row.pod().isReady()).count();
    long silent = ready - lines.size();
    return named || lines.isEmpty() || silent <= 0
        ? ""
        : Numbers.of(silent, "ready pod") + " got nothing";
  }

  private void fill(List<JobLine> lines) {
    while (list.getChildren().size() < lines.size()) {
      list.getChildren().add(new JobRow());
    }
    list.getChildren().remove(lines.size(), list.getChildren().size());
    double most = lines.stream().mapToDouble(JobLine::share).max().orElse(0);
    double room = body.getHeight() / Math.max(1, lines.size());
    double high = Math.floor(Math.max(1.7 * view.em(), Math.min(3.3 * view.em(), room)));
    for (int i = 0; i < lines.size(); i++) {
      ((JobRow) list.getChildren().get(i)).show(lines.get(i), most, high);
    }
  }

  private static String words(JobRun run) {
    long answers = run.answersById().values().stream().mapToLong(Long::longValue).sum();
    return switch (run.phase()) {
      case STARTING -> "starting";
      case RUNNING -> Numbers.count(answers) + " of " + Numbers.count(run.requests());
      case SUCCEEDED -> "done: " + Numbers.count(answers) + " of " + Numbers.count(run.requests());
      case FAILED -> "failed";
    };
  }

  private static String tone(JobRun.Phase phase) {
    return switch (phase) {
      case STARTING -> "tone-muted";
      case RUNNING -> "tone-warn";
      case SUCCEEDED -> "tone-good";
      case FAILED -> "tone-bad";
    };
  }
}
