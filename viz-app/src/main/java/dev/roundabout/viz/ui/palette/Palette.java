package dev.roundabout.viz.ui.palette;

import dev.roundabout.viz.ui.commands.Command;
import java.util.List;
import javafx.scene.layout.StackPane;

/** Every command with its key; typing filters, Enter runs, Escape leaves. */
public final class Palette {
  private final Finder<Command> finder;

  /**
   * @param closed gives the focus back
   */
  public Palette(Runnable closed) {
    this.finder =
        new Finder<>(
            "palette",
            "command",
            Command::label,
            list -> new CommandCell(this::run),
            this::run,
            closed);
  }

  /** Lies over the window while it is open. */
  public StackPane node() {
    return finder.overlay().node();
  }

  public boolean isOpen() {
    return finder.overlay().isOpen();
  }

  /** Opens it with all of these. */
  public void show(List<Command> all) {
    finder.show(all.stream().filter(command -> command.id() != Command.Id.PALETTE).toList());
  }

  private void run(Command command) {
    if (command.refusal().get().isEmpty()) {
      finder.overlay().hide();
      command.run();
    }
  }
}
