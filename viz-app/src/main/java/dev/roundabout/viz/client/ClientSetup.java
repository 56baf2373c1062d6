package dev.roundabout.viz.client;

import dev.roundabout.viz.model.ClusterInfo;
import dev.roundabout.viz.model.EndpointFeed;
import dev.roundabout.viz.model.Fact;
import dev.roundabout.viz.model.NameLookup;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.Settings;
import dev.roundabout.viz.model.Ticker;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What a client under test is built from.
 *
 * @param key tells its channels apart from those of others in this JVM, in channelz; letters,
 *     digits and dashes, e.g. a UUID
 * @param names asked by the resolvers; several threads at once
 * @param endpoints tells the resolvers of EndpointSlices
 * @param reach finds the way to the addresses in an answer
 * @param info names of the Services, and their port
 * @param ticker for gates, intervals, pauses and latencies
 * @param sink takes facts from any thread and never blocks
 * @param initial what it starts with
 */
public record ClientSetup(
    String key,
    NameLookup names,
    EndpointFeed endpoints,
    Route.Finder reach,
    ClusterInfo info,
    InstantSource clock,
    Ticker ticker,
    Consumer<? super Fact> sink,
    Settings initial) {}
