package dev.roundabout.viz.ui.caption;

import dev.roundabout.viz.model.Snapshot;
import dev.roundabout.viz.model.diagnosis.Diagnosis;
import dev.roundabout.viz.model.diagnosis.Finding;
import dev.roundabout.viz.model.diagnosis.Remedy;
import dev.roundabout.viz.model.diagnosis.SteadyFinding;
import dev.roundabout.viz.ui.commands.Command;
import dev.roundabout.viz.ui.commands.Commands;
import java.time.InstantSource;
import java.util.Optional;

/** The finding that is shown, and the key that would change it. */
public final class Captions {
  private final Commands commands;
  private final InstantSource clock;
  private final SteadyFinding steady = new SteadyFinding();

  /**
   * @param clock of the moment that is shown
   */
  public Captions(Commands commands, InstantSource clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /** What is shown of this snapshot; a finding stays for a second unless one matters more. */
  public Finding of(Snapshot snapshot) {
    return steady.after(Diagnosis.of(snapshot), clock.instant());
  }

  /** {@code Shift K: break a connection}; empty where no key of the window changes it. */
  public String next(Finding finding) {
    return finding
        .remedy()
        .flatMap(
            remedy ->
                command(remedy)
                    .map(commands::get)
                    .map(Command::keyText)
                    .filter(key -> !key.isEmpty())
                    .map(key -> key + ": " + remedy.words()))
        .orElse("");
  }

  private static Optional<Command.Id> command(Remedy remedy) {
    return switch (remedy) {
      case SCALE_UP -> Optional.of(Command.Id.SCALE_UP);
      case BREAK_CONNECTION -> Optional.of(Command.Id.KILL_POD);
      case RESOLVE_NOW -> Optional.of(Command.Id.RESOLVE_NOW);
      case NEXT_RESOLVER -> Optional.of(Command.Id.NEXT_RESOLVER);
      case USE_HEADLESS -> Optional.of(Command.Id.TOGGLE_SERVICE);
      case USE_ROUND_ROBIN -> Optional.of(Command.Id.TOGGLE_POLICY);
      case RESUME -> Optional.of(Command.Id.PAUSE);
      case THAW -> Optional.of(Command.Id.FREEZE);
      case SWITCHES -> Optional.of(Command.Id.SWITCHES);
      case FEWER_STREAMS -> Optional.of(Command.Id.FEWER_STREAMS);
      case CHOOSE -> Optional.of(Command.Id.CHOOSE);
      case PERMISSIONS -> Optional.of(Command.Id.PERMISSIONS);
      case COPY_LINE -> Optional.empty();
    };
  }
}
