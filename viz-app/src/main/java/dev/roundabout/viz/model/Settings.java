package dev.roundabout.viz.model;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the client under test is set to, as the client itself reports it.
 *
 * @param running false while the load is paused
 * @param clients channels that send side by side, 1 to {@link #MAX_CLIENTS}
 * @param deadline of every call; more than zero
 * @param resolving how the clients learn of new addresses
 * @param switches of gRPC that are on
 * @param streams server-streaming calls that are held open, over all clients, 0 to {@link
 *     #MAX_STREAMS}
 * @param work CPU time that the server uses for each call before it answers, in whole microseconds;
 *     zero to {@link #MAX_WORK}
 */
public record Settings(
    LbPolicy policy,
    ServiceKind service,
    Load load,
    boolean running,
    int clients,
    Duration deadline,
    Resolving resolving,
    Set<GrpcSwitch> switches,
    int streams,
    Duration work) {

  public static final int MAX_CLIENTS = 16;
  public static final int MAX_STREAMS = 200;

  /** The most that a server does for one call: {@code Req.work_micros} in service.proto. */
  public static final Duration MAX_WORK = Duration.ofSeconds(10);

  public Settings {
    if (clients < 1 || clients > MAX_CLIENTS) {
      throw new IllegalArgumentException("clients: 1 to " + MAX_CLIENTS);
    }
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException("a deadline must be longer than zero");
    }
    if (streams < 0 || streams > MAX_STREAMS) {
      throw new IllegalArgumentException("streams: 0 to " + MAX_STREAMS);
    }
    checkWork(work);
    switches = Set.copyOf(switches);
  }

  static void checkWork(Duration work) {
    boolean whole = work.toNanos() % 1_000 == 0;
    if (work.isNegative() || work.compareTo(MAX_WORK) > 0 || !whole) {
      throw new IllegalArgumentException(
          "work per call: 0 to " + MAX_WORK.toSeconds() + " s, in whole microseconds");
    }
  }

  /** What the window starts with: 200 calls a second, round_robin over the headless Service. */
  public static Settings initial() {
    return new Settings(
        LbPolicy.ROUND_ROBIN,
        ServiceKind.HEADLESS,
        new Load.Rate(200),
        true,
        1,
        Duration.ofSeconds(5),
        Resolving.DEFAULT,
        Set.of(),
        0,
        Duration.ZERO);
  }

  public Settings withPolicy(LbPolicy value) {
    return new Settings(
        value, service, load, running, clients, deadline, resolving, switches, streams, work);
  }

  public Settings withService(ServiceKind value) {
    return new Settings(
        policy, value, load, running, clients, deadline, resolving, switches, streams, work);
  }

  public Settings withLoad(Load value) {
    return new Settings(
        policy, service, value, running, clients, deadline, resolving, switches, streams, work);
  }

  public Settings withRunning(boolean value) {
    return new Settings(
        policy, service, load, value, clients, deadline, resolving, switches, streams, work);
  }

  public Settings withClients(int value) {
    return new Settings(
        policy, service, load, running, value, deadline, resolving, switches, streams, work);
  }

  public Settings withDeadline(Duration value) {
    return new Settings(
        policy, service, load, running, clients, value, resolving, switches, streams, work);
  }

  public Settings withResolving(Resolving value) {
    return new Settings(
        policy, service, load, running, clients, deadline, value, switches, streams, work);
  }

  public Settings withSwitch(GrpcSwitch which, boolean on) {
    Set<GrpcSwitch> next = EnumSet.noneOf(GrpcSwitch.class);
    next.addAll(switches);
    if (on) {
      next.add(which);
    } else {
      next.remove(which);
    }
    return new Settings(
        policy, service, load, running, clients, deadline, resolving, next, streams, work);
  }

  public Settings withStreams(int value) {
    return new Settings(
        policy, service, load, running, clients, deadline, resolving, switches, value, work);
  }

  public Settings withWork(Duration value) {
    return new Settings(
        policy, service, load, running, clients, deadline, resolving, switches, streams, value);
  }

  /** These settings after a change; a burst changes none. */
  public Settings after(Action.OnClient change) {
    if (change instanceof Action.SetPolicy set) {
      return withPolicy(set.policy());
    }
    if (change instanceof Action.UseService use) {
      return withService(use.service());
    }
    if (change instanceof Action.SetLoad set) {
      return withLoad(set.load());
    }
    if (change instanceof Action.SetRunning set) {
      return withRunning(set.running());
    }
    if (change instanceof Action.SetClients set) {
      return withClients(set.clients());
    }
    if (change instanceof Action.SetDeadline set) {
      return withDeadline(set.deadline());
    }
    if (change instanceof Action.SetSwitch set) {
      return withSwitch(set.which(), set.on());
    }
    if (change instanceof Action.SetStreams set) {
      return withStreams(set.streams());
    }
    if (change instanceof Action.SetWork set) {
      return withWork(set.work());
    }
    return withResolving(resolvingAfter(change));
  }

  private Resolving resolvingAfter(Action.OnClient change) {
    if (change instanceof Action.SetResolver set) {
      return set.client().isPresent()
          ? resolving.with(set.client().getAsInt(), set.mode())
          : resolving.with(set.mode());
    }
    if (change instanceof Action.SetGate set) {
      return resolving.withGate(set.gate());
    }
    if (change instanceof Action.SetPollInterval set) {
      return resolving.withPollInterval(set.interval());
    }
    return resolving;
  }
}
