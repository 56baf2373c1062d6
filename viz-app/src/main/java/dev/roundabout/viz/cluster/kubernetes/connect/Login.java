package dev.roundabout.viz.cluster.kubernetes.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Who one is to an API, for as long as a client is open: the credentials are got anew when they end
 * or are refused, and else not. Any thread; blocks for a limited time.
 */
final class Login implements AutoCloseable {
  /** One that is refused right after it was got anew is not got again at once. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Renewal<Credential> renewal;
  private volatile Runnable certificateChanged = () -> {};
  private volatile Credential credential;
  private volatile Optional<Instant> renewed = Optional.empty();

  /**
   * @param first got before
   * @param context as it was then; it is read again for the next ones
   */
  Login(Credential first, KubeContext context, Credentials credentials, InstantSource clock) {
    this.credential = first;
    this.renewal = new Renewal<>(() -> credentials.of(context.again()), clock);
    this.clock = clock;
  }

  /**
   * @param changed called when the next connection is to show another certificate
   */
  void onNewCertificate(Runnable changed) {
    certificateChanged = changed;
  }

  /** The header of a request that goes out now; empty for none. */
  String authorization() {
    if (credential.hasEnded(clock.instant())) {
      boolean unused = renew();
    }
    return credential.authorization();
  }

  /** What the next connection shows. */
  Optional<ClientCertificate> certificate() {
    return credential.certificate();
  }

  /**
   * After a 401.
   *
   * @param header that was refused; empty for none
   * @return whether to ask once more
   */
  boolean refused(String header) {
    if (!credential.authorization().equals(header)) {
      return true; // somebody else got new ones meanwhile
    }
    boolean justRenewed =
        renewed.filter(when -> clock.instant().isBefore(when.plus(PAUSE))).isPresent();
    if (justRenewed) {
      return credential.certificate().isPresent(); // perhaps it was a connection of the one before
    }
    return renew();
  }

  private boolean renew() {
    Optional<Credential> fresh = renewal.now();
    fresh.ifPresent(this::take);
    return fresh.isPresent();
  }

  private void take(Credential fresh) {
    boolean changed = !fresh.certificate().equals(credential.certificate());
    credential = fresh;
    renewed = Optional.of(clock.instant());
    if (changed) {
      certificateChanged.run();
    }
  }

  /** Why they could not be got anew the last time; empty where they could. */
  Optional<String> trouble() {
    return renewal.trouble();
  }

  /** Gives up an attempt that is under way. */
  @Override
  public void close() {
    renewal.close();
  }
}
