package dev.roundabout.viz.cluster.kubernetes.connect;

import dev.roundabout.viz.cluster.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets {@link Secrets} know what of a kubeconfig, or of what is got by it, nobody may see. */
record SecretFields(Secrets secrets) {
  /** Of a login at a provider, as its fields are called. */
  private static final Set<String> OF_PROVIDER =
      Set.of("id-token", "refresh-token", "access-token", "client-secret");

  private static final Pattern SECRET_VARIABLE =
      Pattern.compile("(?i).*(secret|token|passw|key).*");

  /** Of a proxy, or a server. */
  private static final Pattern USER_INFO = Pattern.compile("://(?:[^/@:]*:)?([^/@]+)@");

  private static final String BASIC = "Basic ";

  void learn(KubeconfigFile file) {
    file.clusters().values().forEach(this::learn);
    file.users().values().forEach(this::learn);
  }

  private void learn(ClusterEntry cluster) {
    userInfo(cluster.server());
    userInfo(cluster.proxyUrl());
  }

  private void learn(UserEntry user) {
    secrets.know(user.token());
    secrets.know(user.password());
    secrets.know(user.key().data());
    user.authProviderConfig().forEach((name, value) -> learn(OF_PROVIDER.contains(name), value));
    user.exec().ifPresent(plugin -> variables(plugin.environment()));
  }

  /** What a process is given, which may hold a proxy with its password. */
  void variables(Map<String, String> environment) {
    environment.forEach((name, value) -> learn(SECRET_VARIABLE.matcher(name).matches(), value));
  }

  private void learn(boolean secret, String value) {
    if (secret) {
      secrets.know(value);
    }
    userInfo(value);
  }

  private void userInfo(String url) {
    Matcher found = USER_INFO.matcher(url);
    if (found.find()) {
      secrets.know(found.group(1));
    }
  }

  /** What goes out with each request, wherever it came from. */
  Credential learn(Credential got) {
    String header = got.authorization();
    secrets.know(header.substring(header.indexOf(' ') + 1));
    if (header.startsWith(BASIC)) {
      byte[] login = Base64.getDecoder().decode(header.substring(BASIC.length()));
      secrets.know(new String(login, StandardCharsets.UTF_8));
    }
    return got;
  }
}
