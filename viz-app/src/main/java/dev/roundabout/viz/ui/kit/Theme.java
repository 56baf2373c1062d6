package dev.roundabout.viz.ui.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.List;
import java.util.Objects;

/** The looks of the window. A theme gives every colour role its colour. */
public enum Theme {
  DARK("Dark", new PrimerDark().getUserAgentStylesheet(), "roles-dark.css", 13),
  LIGHT("Light", new PrimerLight().getUserAgentStylesheet(), "roles-light.css", 13),
  /** High contrast and large type, for a hall. */
  PROJECTOR("Projector", new PrimerDark().getUserAgentStylesheet(), "roles-projector.css", 16);

  private final String label;
  private final String base;
  private final String roles;
  private final double fontSize;

  Theme(String label, String base, String roles, double fontSize) {
    this.label = label;
    this.base = base;
    this.roles = roles;
    this.fontSize = fontSize;
  }

  public String label() {
    return label;
  }

  /** The user agent stylesheet of controls. */
  public String userAgentStylesheet() {
    return base;
  }

  /** The window's own stylesheets. */
  public List<String> stylesheets() {
    return List.of(resource(roles), resource("theme.css"));
  }

  /** Size of the root font at a scale of 1, in pixels. */
  public double fontSize() {
    return fontSize;
  }

  public Theme next() {
    List<Theme> all = List.of(values());
    return all.get((all.indexOf(this) + 1) % all.size());
  }

  private static String resource(String name) {
    URL url = Theme.class.getResource("/dev/roundabout/viz/ui/" + name);
    return Objects.requireNonNull(url, name).toExternalForm();
  }
}
