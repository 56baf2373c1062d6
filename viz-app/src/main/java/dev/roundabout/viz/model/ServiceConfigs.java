package dev.roundabout.viz.model;

import java.util.Map;

/**
 * The service config that settings amount to (https://grpc.io/docs/guides/service-config/): the
 * policy, and every {@link GrpcSwitch} that is on.
 */
public final class ServiceConfigs {
  private ServiceConfigs() {}

  /** In the form that gRPC's parser takes: parsed JSON, whose numbers are doubles. */
  public static Map<String, ?> of(Settings settings) {
    ServiceConfig config = ServiceConfig.of(settings.policy());
    for (GrpcSwitch each : GrpcSwitch.values()) {
      if (settings.switches().contains(each)) {
        config = each.applyTo(config);
      }
    }
    return config.toMap();
  }

  /** As JSON text, to be shown and copied: indented, its names in order. */
  public static String json(Settings settings) {
    return JsonText.of(of(settings));
  }
}
