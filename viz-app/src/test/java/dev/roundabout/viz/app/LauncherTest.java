package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void jars() throws IOException {
    Files.createDirectory(folder.resolve("lib"));
    Files.createFile(folder.resolve("lib/javafx-base-21-linux.jar"));
    Files.createFile(folder.resolve("lib/grpc-api-1.jar"));
  }

  @Test
  void javafx_goes_on_the_module_path_and_the_rest_on_the_class_path() throws IOException {
    List<String> command = Launcher.command(jar(), 17, List.of("run", "--for", "2 s"));
    assertThat(after(command, "--module-path"))
        .isEqualTo(folder.resolve("lib/javafx-base-21-linux.jar").toString());
    assertThat(after(command, "--class-path"))
        .isEqualTo(jar() + File.pathSeparator + folder.resolve("lib/grpc-api-1.jar"));
    assertThat(command).endsWith(Main.class.getName(), "run", "--for", "2 s");
  }

  @Test
  void only_newer_java_is_given_what_only_it_knows() throws IOException {
    String option = "--sun-misc-unsafe-memory-access=allow";
    assertThat(Launcher.command(jar(), 17, List.of())).doesNotContain(option);
    assertThat(Launcher.command(jar(), 25, List.of())).contains(option);
  }

  private Path jar() {
    return folder.resolve("roundabout.jar");
  }

  private static String after(List<String> command, String option) {
    return command.get(command.indexOf(option) + 1);
  }
}
