package dev.roundabout.viz.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service config while it is put together.
 *
 * @param policy the policy's name with its settings
 * @param method settings of every method; empty for none
 * @param rest everything else
 */
record ServiceConfig(Map<String, ?> policy, Map<String, ?> method, Map<String, ?> rest) {

  static ServiceConfig of(LbPolicy policy) {
    return new ServiceConfig(Map.of(policy.label(), Map.of()), Map.of(), Map.of());
  }

  /** Sets something of a policy, where that is the policy in use and nothing is around it yet. */
  ServiceConfig with(LbPolicy of, String key, Object value) {
    return policy.get(of.label()) instanceof Map<?, ?> settings
        ? new ServiceConfig(Map.of(of.label(), plus(settings, key, value)), method, rest)
        : this;
  }

  /** Puts a policy around that in use. */
  ServiceConfig wrappedIn(String name, Map<String, ?> settings) {
    return new ServiceConfig(
        Map.of(name, plus(settings, "childPolicy", List.of(policy))), method, rest);
  }

  ServiceConfig withMethod(String key, Object value) {
    return new ServiceConfig(policy, plus(method, key, value), rest);
  }

  ServiceConfig with(String key, Object value) {
    return new ServiceConfig(policy, method, plus(rest, key, value));
  }

  /** In the form that gRPC's parser takes: parsed JSON. */
  Map<String, ?> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("loadBalancingConfig", List.of(policy));
    if (!method.isEmpty()) {
      // a name without a service stands for every method
      map.put("methodConfig", List.of(plus(method, "name", List.of(Map.of()))));
    }
    map.putAll(rest);
    return map;
  }

  private static Map<String, Object> plus(Map<?, ?> settings, String key, Object value) {
    Map<String, Object> next = new LinkedHashMap<>();
    settings.forEach((name, setting) -> next.put(String.valueOf(name), setting));
    next.put(key, value);
    return next;
  }
}
