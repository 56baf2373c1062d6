package dev.roundabout.viz.cluster.kubernetes.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As golang.org/x/net/http/httpproxy reads it. */
final class NoProxyTest {
  private static boolean excepts(String entries, String server) {
    KubeSource source = new KubeSource(Map.of("no_proxy", entries), Path.of("/"), Path.of("/"));
    return new NoProxy(source).excepts(URI.create(server));
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, https://example.com",
    "example.com, https://api.example.com:6443",
    "'x, .example.com', https://api.example.com",
    "*.example.com, https://API.example.com",
    "api.example.com:6443, https://api.example.com:6443",
    "example.com:443, https://api.example.com",
    "10.0.0.0/8, https://10.20.30.40:6443",
    "10.1.2.3, https://10.1.2.3:6443",
    "10.1.2.3:6443, https://10.1.2.3:6443",
    "fd00::/8, https://[fd00::1]:6443",
    "*, https://anything.example",
    "'', https://localhost:6443",
    "'', https://127.0.0.1:6443",
    "'', https://[::1]:6443"
  })
  void isNotProxied(String entries, String server) {
    assertThat(excepts(entries, server)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', https://api.example.com",
    "example.com, https://notexample.com",
    ".example.com, https://example.com",
    "api.example.com:443, https://api.example.com:6443",
    "10.0.0.0/8, https://11.0.0.1",
    "10.1.2.3:443, https://10.1.2.3:6443",
    "10.0.0.0/8, https://api.example.com"
  })
  void isProxied(String entries, String server) {
    assertThat(excepts(entries, server)).isFalse();
  }
}
