package dev.roundabout.viz.app;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Main class of {@code roundabout.jar}. A jar cannot name a module path or JVM options, and without
 * them JavaFX and newer Java versions print warnings; so this starts the program again in a JVM
 * that has them, passes everything through, and ends as that one ends.
 */
public final class Launcher {
  private static final int FIRST_JAVA_THAT_WARNS_OF_UNSAFE = 23;
  private static final String JAVAFX = "javafx-";

  private Launcher() {}

  public static void main(String[] args)
      throws IOException, InterruptedException, URISyntaxException {
    Path jar = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process process =
        new ProcessBuilder(command(jar, Runtime.version().feature(), List.of(args)))
            .inheritIO()
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "launcher-stop"));
    System.exit(process.waitFor());
  }

  /**
   * @param jar roundabout.jar, with its {@code lib} folder beside it
   * @param java feature release of the running Java
   */
  static List<String> command(Path jar, int java, List<String> args) throws IOException {
    Path lib = jar.resolveSibling("lib");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(java));
    command.add("--module-path");
    command.add(path(jars(lib, true)));
    command.add("--add-modules");
    command.add("javafx.controls");
    command.add("--class-path");
    command.add(jar + File.pathSeparator + path(jars(lib, false)));
    command.add(Main.class.getName());
    command.addAll(args);
    return command;
  }

  /** The options and main class that start the running program again, for another Java. */
  static List<String> sameProgram(int java) {
    List<String> command = new ArrayList<>(options(java));
    command.addAll(
        List.of(
            "--module-path",
            System.getProperty("jdk.module.path", ""),
            "--add-modules",
            "javafx.controls",
            "--class-path",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    return command;
  }

  /** Whether the running program came out of jars alone, as a CDS archive needs. */
  static boolean runsFromJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .allMatch(entry -> entry.endsWith(".jar"));
  }

  private static List<String> options(int java) {
    String nativeAccess = "--enable-native-access=javafx.graphics,ALL-UNNAMED";
    return java < FIRST_JAVA_THAT_WARNS_OF_UNSAFE
        ? List.of(nativeAccess)
        : List.of(nativeAccess, "--sun-misc-unsafe-memory-access=allow");
  }

  private static List<Path> jars(Path lib, boolean javafx) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> file.getFileName().toString().startsWith(JAVAFX) == javafx)
          .sorted()
          .toList();
    }
  }

  private static String path(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
