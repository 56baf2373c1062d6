package dev.roundabout.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisplayTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void without_a_font_it_names_the_package() {
    assertThat(linux(Map.of()).obstacle())
        .hasValueSatisfying(text -> assertThat(text).contains("apt-get install fonts-dejavu-core"));
  }

  @Test
  void with_a_font_nothing_stands_in_the_way() throws IOException {
    Files.createDirectories(folder.resolve("fonts/truetype"));
    Files.createFile(folder.resolve("fonts/truetype/Some.ttf"));
    assertThat(linux(Map.of()).obstacle()).isEmpty();
  }

  @Test
  void other_systems_have_fonts() {
    assertThat(new Display(false, Map.of(), List.of(), List.of()).obstacle()).isEmpty();
  }

  @Test
  void without_gtk_it_names_the_package() {
    assertThat(linux(Map.of("DISPLAY", ":0")).explain("cause"))
        .contains("apt-get install libgtk-3-0");
  }

  @Test
  void without_a_display_it_names_the_command_that_gives_one() throws IOException {
    Files.createDirectories(folder.resolve("lib/x86_64-linux-gnu"));
    Files.createFile(folder.resolve("lib/x86_64-linux-gnu/libgtk-3.so.0"));
    assertThat(linux(Map.of()).explain("cause"))
        .contains("there is no display", "xvfb-run -a mvn javafx:run");
    assertThat(linux(Map.of("DISPLAY", ":77")).explain("cause"))
        .contains("the display :77 cannot be opened");
  }

  private Display linux(Map<String, String> environment) {
    return new Display(
        true,
        environment,
        List.of(folder.resolve("lib")),
        List.of(folder.resolve("fonts"), folder.resolve("none")));
  }
}
