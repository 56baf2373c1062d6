package dev.roundabout.viz.client;

import dev.roundabout.viz.client.resolver.ClientResolver;
import java.util.Optional;

/** The resolver that a channel uses now: one that comes out of idle mode makes a new one. */
final class CurrentResolver {
  private volatile Optional<ClientResolver> resolver = Optional.empty();

  ClientResolver keep(ClientResolver made) {
    resolver = Optional.of(made);
    return made;
  }

  void redeliver() {
    resolver.ifPresent(ClientResolver::redeliver);
  }

  void settingsChanged() {
    resolver.ifPresent(ClientResolver::settingsChanged);
  }

  void resolveNow() {
    resolver.ifPresent(ClientResolver::resolveNow);
  }
}
