package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;

/**
 * The kubeconfig file that describes a user. New tokens take the place of the old ones there, as
 * kubectl does it, and every other byte stays.
 */
record TokenFile(Path file, String user) {

  /**
   * Replaces both tokens, or leaves the file alone where it is not sure that just these change:
   * then what was renewed holds for as long as the token does.
   *
   * @throws IOException where the file could be changed and was not, whose old tokens may be of no
   *     use any more
   */
  void replace(String id, String newId, String refresh, String newRefresh) throws IOException {
    Path real = file.toRealPath();
    String before = Files.readString(real);
    String after = replaced(replaced(before, id, newId), refresh, newRefresh);
    boolean sure = isOnce(before, id) && isOnce(before, refresh) && holds(after, newId, newRefresh);
    if (sure && !after.equals(before) && Files.isWritable(real)) {
      write(real, after);
    }
  }

  private static String replaced(String text, String old, String by) {
    return old.isEmpty() ? text : text.replace(old, by);
  }

  private static boolean isOnce(String text, String token) {
    return !token.isEmpty() && text.indexOf(token) == text.lastIndexOf(token);
  }

  /** A token with a sign that YAML takes for its own would make another file of it. */
  private boolean holds(String text, String id, String refresh) {
    try {
      UserEntry found = KubeconfigFile.of(text, file).users().get(user);
      return found != null
          && id.equals(found.authProviderConfig().get("id-token"))
          && refresh.equals(found.authProviderConfig().get("refresh-token"));
    } catch (IOException notYaml) {
      return false;
    }
  }

  /** A file that is mounted, or whose folder takes no other, cannot be exchanged. */
  private static void write(Path real, String text) throws IOException {
    try {
      exchange(real, text);
    } catch (FileSystemException notBesideIt) {
      Files.writeString(real, text);
    }
  }

  /** Written beside it first, so that nobody ever reads half of one. */
  private static void exchange(Path real, String text) throws IOException {
    Path folder = Objects.requireNonNull(real.getParent(), "a file stands in a folder");
    Path fresh = Files.createTempFile(folder, ".roundabout", ".kubeconfig");
    try {
      Files.writeString(fresh, text);
      if (Files.getFileAttributeView(real, PosixFileAttributeView.class) != null) {
        Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(real));
      }
      Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
