package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/** Gets the credentials that a context has, of whichever kind. Blocks for I/O. */
final class Credentials {
  /** A token in a file is rotated long before it ends; client-go reads it as often. */
  private static final Duration FILE_IS_GOOD_FOR = Duration.ofSeconds(50);

  private final InstantSource clock;
  private final Consumer<String> told;

  /**
   * @param told what a plugin says while it runs, line by line, on any thread
   */
  Credentials(InstantSource clock, Consumer<String> told) {
    this.clock = clock;
    this.told = told;
  }

  /**
   * None at all for a server without TLS, where everybody could read them; kubectl sends none
   * either.
   *
   * @throws IOException where there are none that can be used; the message says why, with nothing
   *     that is secret in it
   */
  Credential of(KubeContext context) throws IOException {
    return new SecretFields(context.secrets()).learn(got(context));
  }

  private Credential got(KubeContext context) throws IOException {
    if (!context.cluster().isTls()) {
      return Credential.NONE;
    }
    UserEntry user = context.user();
    Optional<ClientCertificate> own =
        user.certificate().isEmpty()
            ? Optional.empty()
            : Optional.of(ClientCertificate.of(user.certificate(), user.key()));
    if (user.hasBasic()) {
      byte[] login = (user.username() + ":" + user.password()).getBytes(StandardCharsets.UTF_8);
      String basic = "Basic " + Base64.getEncoder().encodeToString(login);
      return new Credential(basic, own, Optional.empty());
    }
    if (user.tokenFile().isPresent()) {
      Optional<Instant> end = Optional.of(clock.instant().plus(FILE_IS_GOOD_FOR));
      return Credential.bearer(inFile(user.tokenFile().get(), user.token()), own, end);
    }
    if (!user.token().isEmpty()) {
      return Credential.bearer(user.token(), own, Optional.empty());
    }
    if (user.exec().isPresent()) {
      Credential answer = new PluginRun(context, user.exec().get(), told).run();
      return own.isEmpty() ? answer : new Credential(answer.authorization(), own, answer.end());
    }
    return user.authProvider().isEmpty()
        ? Credential.bearer("", own, Optional.empty())
        : ofProvider(context, own);
  }

  /** The token beside it is of use only where the file is not there. */
  private static String inFile(Path file, String other) throws IOException {
    try {
      String token = Files.readString(file).strip();
      if (!token.isEmpty()) {
        ContextCheck.requireSendable("tokenFile " + file, token);
        return token;
      }
    } catch (IOException e) {
      if (other.isEmpty()) {
        throw new IOException("tokenFile " + file + " cannot be read: " + Causes.reason(e), e);
      }
    }
    if (other.isEmpty()) {
      throw new IOException("tokenFile " + file + " is empty");
    }
    return other;
  }

  private Credential ofProvider(KubeContext context, Optional<ClientCertificate> own)
      throws IOException {
    OidcLogin.Token token = OidcLogin.token(context, clock);
    return Credential.bearer(token.id(), own, token.end());
  }
}
