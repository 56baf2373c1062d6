package dev.roundabout.viz.cluster.local;

import dev.roundabout.viz.cluster.Loop;
import dev.roundabout.viz.cluster.Reports;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What pods live on.
 *
 * @param nanos a ticker, for how long a container ran well
 * @param port that every pod serves on
 */
record World(
    Loop loop,
    Delays delays,
    RandomGenerator random,
    LongSupplier nanos,
    Reports reports,
    PodIps ips,
    int port,
    Container.Host host) {}
