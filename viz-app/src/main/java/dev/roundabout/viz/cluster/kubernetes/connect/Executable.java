package dev.roundabout.viz.cluster.kubernetes.connect;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command of a kubeconfig: a file, or a name that is looked for in PATH.
 *
 * @param source in whose environment
 */
record Executable(String command, KubeSource source) {

  /**
   * Its file.
   *
   * @param what it is, for messages
   * @param installHint of the kubeconfig; may be empty
   * @throws IOException where it is not there
   */
  String find(String what, String installHint) throws IOException {
    Optional<Path> found = candidates().filter(Executable::isUsable).findFirst();
    if (found.isPresent()) {
      return found.get().toString();
    }
    String where =
        isFile()
            ? (Files.exists(Path.of(command)) ? " may not be executed" : " is not there")
            : " is not installed: it was looked for in PATH, " + path();
    String hint = installHint.isBlank() ? "" : ". " + installHint.strip().replaceAll("\\s+", " ");
    throw new IOException(what + where + hint);
  }

  private Stream<Path> candidates() {
    List<String> endings =
        File.separatorChar == '\\' ? List.of("", ".exe", ".com", ".bat", ".cmd") : List.of("");
    Stream<String> places =
        isFile()
            ? Stream.of(command)
            : Arrays.stream(path().split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> folder + File.separator + command);
    return places.flatMap(
        place -> endings.stream().flatMap(ending -> Executable.toPath(place + ending).stream()));
  }

  private static Optional<Path> toPath(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isUsable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private boolean isFile() {
    return command.indexOf(File.separatorChar) >= 0 || command.indexOf('/') >= 0;
  }

  private String path() {
    return source.variable("PATH").or(() -> source.variable("Path")).orElse("");
  }
}
