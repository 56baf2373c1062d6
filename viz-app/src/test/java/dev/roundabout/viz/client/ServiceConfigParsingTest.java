package dev.roundabout.viz.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.client.resolver.InjectedResolverProvider;
import dev.roundabout.viz.client.resolver.OneRoute;
import dev.roundabout.viz.model.Address;
import dev.roundabout.viz.model.GrpcSwitch;
import dev.roundabout.viz.model.LbPolicy;
import dev.roundabout.viz.model.Route;
import dev.roundabout.viz.model.ServiceConfigs;
import dev.roundabout.viz.model.Settings;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolver.ServiceConfigParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By the parser that a real channel gives its resolver. */
class ServiceConfigParsingTest {
  private final List<ServiceConfigParser> parsers = new ArrayList<>();
  private final ManagedChannel channel =
      Grpc.newChannelBuilder(
              InjectedResolverProvider.SCHEME + ":///test", InsecureChannelCredentials.create())
          .setNameResolverArg(
              InjectedResolverProvider.FACTORY,
              args -> {
                parsers.add(args.getServiceConfigParser());
                return new OneRoute(new Route.Direct(new Address("127.0.0.1", 9)));
              })
          .build();

  @AfterEach
  void end() {
    channel.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void every_combination_of_switches_is_accepted(LbPolicy policy) {
    int all = 1 << GrpcSwitch.values().length;
    for (int combination = 0; combination < all; combination++) {
      Settings settings = Settings.initial().withPolicy(policy);
      for (GrpcSwitch which : GrpcSwitch.values()) {
        settings = settings.withSwitch(which, (combination >> which.ordinal() & 1) == 1);
      }
      assertThat(parse(ServiceConfigs.of(settings)).getError())
          .as(ServiceConfigs.json(settings))
          .isNull();
    }
  }

  @Test
  void what_is_wrong_is_noticed() {
    Map<String, ?> wrong =
        Map.of("loadBalancingConfig", List.of(Map.of("random_subsetting_experimental", Map.of())));
    assertThat(parse(wrong).getError()).isNotNull();
  }

  private NameResolver.ConfigOrError parse(Map<String, ?> config) {
    return parsers.get(0).parseServiceConfig(config);
  }
}
