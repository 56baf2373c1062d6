package dev.roundabout.viz.ui.commands;

import dev.roundabout.viz.model.Spot;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a presenter can do for the people in the hall; none of it reaches the cluster or the client.
 *
 * @param only shows one panel of the stage alone
 * @param alone the panel that is shown alone; empty where all are
 * @param all shows every panel
 * @param light a light that follows the pointer, or no more
 * @param blank nothing but black, until the next key
 */
public record OnStage(
    Consumer<Spot> only,
    Supplier<Optional<Spot>> alone,
    Runnable all,
    Runnable light,
    Runnable blank) {}
