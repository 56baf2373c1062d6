package dev.roundabout.viz.client.resolver;

import dev.roundabout.viz.model.Route;
import io.grpc.NameResolver;
import io.grpc.StatusOr;
import java.util.List;

/** Resolves to one address, by the way that leads there, once and for all. */
public final class OneRoute extends NameResolver {
  private final Route route;

  public OneRoute(Route route) {
    this.route = route;
  }

  @Override
  public String getServiceAuthority() {
    return route.target().toString();
  }

  @Override
  public void start(Listener2 listener) {
    listener.onResult(
        ResolutionResult.newBuilder()
            .setAddressesOrError(StatusOr.fromValue(List.of(Endpoints.group(route))))
            .build());
  }

  @Override
  public void shutdown() {}
}
