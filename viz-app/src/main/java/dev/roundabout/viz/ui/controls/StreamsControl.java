package dev.roundabout.viz.ui.controls;

import dev.roundabout.viz.model.Action;
import dev.roundabout.viz.model.ClientState;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.ui.commands.Asker;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import dev.roundabout.viz.ui.kit.Labels;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** How many streams are held open, and that they stay where they are. */
final class StreamsControl extends VBox {
  private final Stepper<Integer> streams;
  private final Label note = Labels.wrapping("muted", "small", "two-lines");

  StreamsControl(Asker ask, Commands commands) {
    this.streams =
        new Stepper<>(
                "Streams",
                commands.get(Command.Id.FEWER_STREAMS),
                commands.get(Command.Id.MORE_STREAMS),
                Stepper.Reading.of(0, Settings.MAX_STREAMS),
                number -> ask.ask(new Action.SetStreams(number)))
            .small();
    note.setId("streams-note");
    getStyleClass().add("rail");
    getChildren().addAll(streams, note);
  }

  void show(ClientState client) {
    int wanted = client.settings().streams();
    int open =
        client.streams().values().stream()
            .flatMap(pods -> pods.values().stream())
            .mapToInt(Integer::intValue)
            .sum();
    streams.show(wanted, wanted == 1 ? "stream" : "streams", Optional.empty());
    note.setText(
        wanted == 0 && open == 0
            ? "calls held open: they stick to their pod"
            : open + " open; they stick to their pod, only new ones spread");
  }
}
