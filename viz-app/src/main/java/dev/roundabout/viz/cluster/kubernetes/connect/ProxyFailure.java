package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a proxy did not lead to the API. The JDK's HTTP client tells nothing but the status with
 * which a tunnel was refused, so each reason has one of its own.
 */
public enum ProxyFailure {
  UNREACHABLE(590, "cannot be reached; is it running, and is its address right?"),
  TLS(591, "failed in its own TLS; its certificate has to fit its name"),
  LOGIN(592, "wants another user and password; write them in its URL"),
  REFUSED(593, "does not lead there; it may not allow this server or its port"),
  NOT_A_PROXY(594, "does not speak as one; is its scheme right?");

  private static final Pattern TUNNEL = Pattern.compile("Tunnel failed, got: (\\d{3})");

  private final int status;
  private final String words;

  ProxyFailure(int status, String words) {
    this.status = status;
    this.words = words;
  }

  int status() {
    return status;
  }

  /** What to say after "the proxy". */
  public String words() {
    return words;
  }

  /** The one that a failed request tells of. */
  public static Optional<ProxyFailure> in(Throwable failure) {
    return Causes.of(failure)
        .map(cause -> TUNNEL.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::find)
        .map(matcher -> Integer.parseInt(matcher.group(1)))
        .flatMap(status -> Arrays.stream(values()).filter(each -> each.status == status))
        .findFirst();
  }

  IOException because(Throwable cause) {
    return new Failed(this, cause);
  }

  /** The one that {@link #because} made; {@link #UNREACHABLE} for anything else. */
  static ProxyFailure of(IOException failure) {
    return failure instanceof Failed failed ? failed.why : UNREACHABLE;
  }

  private static final class Failed extends IOException {
    private static final long serialVersionUID = 1L;

    private final ProxyFailure why;

    Failed(ProxyFailure why, Throwable cause) {
      super("the proxy " + why.words, cause);
      this.why = why;
    }
  }
}
