package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a kubeconfig says of a user.
 *
 * @param file that describes the user
 * @param tokenFile wins over the token
 * @param authProvider its name; empty where there is none
 */
record UserEntry(
    Path file,
    Material certificate,
    Material key,
    String token,
    Optional<Path> tokenFile,
    Impersonation impersonation,
    String username,
    String password,
    String authProvider,
    Map<String, String> authProviderConfig,
    Optional<ExecEntry> exec) {

  /** Of a context that names none. */
  static UserEntry nobody(Path file) throws IOException {
    return of(Fields.of(Map.of(), ""), file);
  }

  static UserEntry of(Fields user, Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    String tokenFile = user.text("tokenFile");
    Optional<Fields> provider = user.part("auth-provider");
    Optional<Fields> exec = user.part("exec");
    return new UserEntry(
        file,
        Material.of(user, "client-certificate", "client-certificate-data", folder),
        Material.of(user, "client-key", "client-key-data", folder),
        user.text("token"),
        tokenFile.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(tokenFile)),
        Impersonation.of(user),
        user.text("username"),
        user.text("password"),
        provider.isPresent() ? provider.get().text("name") : "",
        provider.isPresent() ? provider.get().textByName("config") : Map.of(),
        exec.isPresent() ? Optional.of(ExecEntry.of(exec.get(), folder)) : Optional.empty());
  }

  boolean hasBasic() {
    return !username.isEmpty() || !password.isEmpty();
  }

  /** Nothing that is secret. */
  @Override
  public String toString() {
    return "user of " + file;
  }
}
