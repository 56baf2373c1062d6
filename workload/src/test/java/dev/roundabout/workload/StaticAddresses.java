package dev.roundabout.workload;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Resolves {@code several:///host:port,host:port} to just these addresses. */
final class StaticAddresses extends NameResolverProvider {

  static String target(WorkloadServer... servers) {
    return "several:///" + String.join(",", Stream.of(servers).map(Servers::target).toList());
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return 5;
  }

  @Override
  public String getDefaultScheme() {
    return "several";
  }

  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args arguments) {
    List<EquivalentAddressGroup> groups =
        Stream.of(target.getPath().substring(1).split(",")).map(StaticAddresses::group).toList();
    return new Fixed(groups);
  }

  private static EquivalentAddressGroup group(String address) {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    return new EquivalentAddressGroup(new InetSocketAddress(address.substring(0, colon), port));
  }

  /** Delivers once. */
  private static final class Fixed extends NameResolver {
    private final List<EquivalentAddressGroup> groups;

    Fixed(List<EquivalentAddressGroup> groups) {
      this.groups = groups;
    }

    @Override
    public String getServiceAuthority() {
      return "several";
    }

    @Override
    public void start(Listener2 listener) {
      listener.onResult(
          ResolutionResult.newBuilder()
              .setAddressesOrError(StatusOr.fromValue(groups))
              .setAttributes(Attributes.EMPTY)
              .build());
    }

    @Override
    public void shutdown() {}
  }
}
