package dev.roundabout.viz.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundabout.viz.model.Seat;
import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contrast of the roles, by WCAG 2.1 (success criteria 1.4.3 and 1.4.11, level AA). */
class ContrastTest {
  private static final Pattern ROLE = Pattern.compile("(-rb-[a-z0-9-]+):\\s*(#[0-9a-f]{6});");
  private static final double TEXT = 4.5;
  private static final double GRAPHICS = 3;

  @ParameterizedTest
  @EnumSource(Theme.class)
  void everyRoleHasAColour(Theme theme) throws IOException {
    Map<String, Color> colours = colours(theme);
    for (Role role : Role.values()) {
      assertThat(colours).containsKey(role.css());
    }
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void textCanBeRead(Theme theme) throws IOException {
    Map<String, Color> colours = colours(theme);
    for (Role text : List.of(Role.TEXT, Role.MUTED, Role.GOOD, Role.WARN, Role.BAD, Role.ACCENT)) {
      for (Role ground : List.of(Role.PANEL, Role.WINDOW, Role.INSET)) {
        check(colours, text, ground, TEXT);
      }
    }
    for (Role fill : List.of(Role.ACCENT_FILL, Role.GO_FILL, Role.STOP_FILL)) {
      check(colours, Role.ON_FILL, fill, TEXT);
    }
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void stagesCanBeReadAndSeen(Theme theme) throws IOException {
    Map<String, Color> colours = colours(theme);
    for (Role role : Role.values()) {
      if (role.name().startsWith("STAGE_")) {
        check(colours, role, Role.PANEL, GRAPHICS);
      }
    }
    // Words stand on filled stages alone; the others give them a plate of the panel's colour.
    for (Role filled :
        List.of(Role.STAGE_ASKED, Role.STAGE_STARTING, Role.STAGE_READY, Role.STAGE_SERVING)) {
      check(colours, Role.ON_STAGE, filled, TEXT);
    }
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void podsCanBeSeen(Theme theme) throws IOException {
    Map<String, Color> colours = colours(theme);
    for (int place = 0; place < Seat.COLOURS; place++) {
      check(colours, Role.pod(place), Role.PANEL, GRAPHICS);
      check(colours, Role.pod(place), Role.INSET, GRAPHICS);
    }
  }

  private static void check(Map<String, Color> colours, Role front, Role back, double least) {
    double contrast = contrast(of(colours, front), of(colours, back));
    assertThat(contrast).as(front + " on " + back).isGreaterThanOrEqualTo(least);
  }

  private static Color of(Map<String, Color> colours, Role role) {
    return colours.getOrDefault(role.css(), Color.TRANSPARENT);
  }

  private static double contrast(Color one, Color other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  private static Map<String, Color> colours(Theme theme) throws IOException {
    Map<String, Color> colours = new HashMap<>();
    try (InputStream in = URI.create(theme.stylesheets().get(0)).toURL().openStream()) {
      Matcher matcher = ROLE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      while (matcher.find()) {
        colours.put(matcher.group(1), Color.web(matcher.group(2)));
      }
    }
    return colours;
  }
}
