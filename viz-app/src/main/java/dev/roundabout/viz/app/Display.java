package dev.roundabout.viz.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out why no window can be opened here, so that nobody meets a stack trace. Only Linux can
 * lack what a window needs.
 *
 * @param environment the process's environment variables
 * @param libraryFolders where the system keeps shared libraries
 * @param fontFolders where the system keeps fonts
 */
record Display(
    boolean linux,
    Map<String, String> environment,
    List<Path> libraryFolders,
    List<Path> fontFolders) {
  private static final int DEPTH = 6;

  static Display ofThisMachine() {
    Path home = Path.of(System.getProperty("user.home"));
    return new Display(
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux"),
        System.getenv(),
        Stream.of("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
            .map(Path::of)
            .toList(),
        List.of(
            Path.of("/usr/share/fonts"),
            Path.of("/usr/local/share/fonts"),
            home.resolve(".fonts"),
            home.resolve(".local/share/fonts")));
  }

  /**
   * What would end JavaFX in a crash, with the one command that helps; empty where nothing does.
   */
  Optional<String> obstacle() {
    if (!linux || hasFont()) {
      return Optional.empty();
    }
    return Optional.of(
        "No window: no font is installed, and JavaFX cannot draw without one.\n"
            + "  Install one with: sudo apt-get install fonts-dejavu-core");
  }

  /** Why JavaFX did not start, with the one command that helps. */
  String explain(String cause) {
    if (linux && !hasFile(libraryFolders, "libgtk-3.so.0")) {
      return "No window: GTK 3 is not installed.\n"
          + "  Install it with: sudo apt-get install libgtk-3-0";
    }
    if (linux) {
      String display = environment.getOrDefault("DISPLAY", "");
      return "No window: "
          + (display.isBlank()
              ? "there is no display."
              : "the display " + display + " cannot be opened.")
          + "\n  Give it a virtual one with: xvfb-run -a mvn javafx:run";
    }
    return "No window: JavaFX could not start ("
        + cause
        + ").\n"
        + "  Start it from a desktop session.";
  }

  private boolean hasFont() {
    return hasFile(fontFolders, ".ttf")
        || hasFile(fontFolders, ".otf")
        || hasFile(fontFolders, ".ttc")
        || hasFile(fontFolders, ".pfb");
  }

  private static boolean hasFile(List<Path> folders, String ending) {
    return folders.stream().filter(Files::isDirectory).anyMatch(folder -> holds(folder, ending));
  }

  private static boolean holds(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files.anyMatch(file -> file.toString().endsWith(ending));
    } catch (IOException | UncheckedIOException e) {
      // A folder that cannot be read is no reason to refuse a window; JavaFX will tell.
      return true;
    }
  }
}
