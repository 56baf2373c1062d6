package dev.roundabout.viz.model;

import java.time.Duration;

/**
 * What the client under test is set to, as the client itself reports it.
 *
 * @param running false while the load is paused
 * @param clients channels that send side by side, 1 to {@link #MAX_CLIENTS}
 * @param deadline of every call; more than zero
 */
public record Settings(
    LbPolicy policy,
    ServiceKind service,
    Load load,
    boolean running,
    int clients,
    Duration deadline) {

  public static final int MAX_CLIENTS = 16;

  public Settings {
    if (clients < 1 || clients > MAX_CLIENTS) {
      throw new IllegalArgumentException("clients: 1 to " + MAX_CLIENTS);
    }
    if (deadline.isZero() || deadline.isNegative()) {
      throw new IllegalArgumentException("a deadline must be longer than zero");
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
        Duration.ofSeconds(5));
  }

  public Settings withPolicy(LbPolicy value) {
    return new Settings(value, service, load, running, clients, deadline);
  }

  public Settings withService(ServiceKind value) {
    return new Settings(policy, value, load, running, clients, deadline);
  }

  public Settings withLoad(Load value) {
    return new Settings(policy, service, value, running, clients, deadline);
  }

  public Settings withRunning(boolean value) {
    return new Settings(policy, service, load, value, clients, deadline);
  }

  public Settings withClients(int value) {
    return new Settings(policy, service, load, running, value, deadline);
  }

  public Settings withDeadline(Duration value) {
    return new Settings(policy, service, load, running, clients, value);
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
    return this;
  }
}
