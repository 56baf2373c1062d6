package dev.roundabout.viz.ui.commands;

import static dev.roundabout.viz.ui.commands.CommandTable.key;
import static javafx.scene.input.KeyCombination.SHIFT_DOWN;
import static javafx.scene.input.KeyCombination.SHORTCUT_DOWN;

import dev.roundabout.viz.model.Action;
import javafx.scene.input.KeyCode;

/** The lines of the table about re-resolution, streams and gRPC's own switches. */
final class ResolverCommands {
  private ResolverCommands() {}

  static void add(CommandTable table, Asker ask, Refusals refusals, Openers open) {
    ResolverAsker resolver = ask.resolver();
    table
        .add(Command.Id.NEXT_RESOLVER, "Next way to re-resolve", "R", key(KeyCode.R))
        .does(resolver::next);
    table
        .add(
            Command.Id.NEXT_OF_LAST,
            "Next way to re-resolve, for the last client alone",
            "Ctrl R",
            key(KeyCode.R, SHORTCUT_DOWN))
        .unless(refusals::ownResolver)
        .does(resolver::nextOfLastClient);
    table
        .add(Command.Id.RESOLVE_NOW, "Resolve now, past every gate", "N", key(KeyCode.N))
        .does(() -> ask.ask(new Action.ResolveNow()));
    table
        .add(
            Command.Id.SHORTER,
            "Shorter gate, max connection age or poll interval",
            "[",
            key(KeyCode.OPEN_BRACKET))
        .unless(() -> refusals.time(false))
        .does(() -> resolver.step(false));
    table
        .add(
            Command.Id.LONGER,
            "Longer gate, max connection age or poll interval",
            "]",
            key(KeyCode.CLOSE_BRACKET))
        .unless(() -> refusals.time(true))
        .does(() -> resolver.step(true));
    table
        .add(Command.Id.SWITCHES, "Switches of gRPC, and its service config", "G", key(KeyCode.G))
        .does(open.switches());
    table
        .add(Command.Id.MORE_STREAMS, "Hold three more streams open", "O", key(KeyCode.O))
        .unless(() -> refusals.streams(1))
        .does(() -> ask.streamsBy(Asker.STREAMS));
    table
        .add(Command.Id.FEWER_STREAMS, "Close three streams", "Shift O", key(KeyCode.O, SHIFT_DOWN))
        .unless(() -> refusals.streams(-1))
        .does(() -> ask.streamsBy(-Asker.STREAMS));
  }
}
