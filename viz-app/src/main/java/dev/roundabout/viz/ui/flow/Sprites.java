package dev.roundabout.viz.ui.flow;

import dev.roundabout.viz.ui.kit.Role;
import dev.roundabout.viz.ui.kit.Roles;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.image.Image;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/**
 * Dots drawn once per colour and then copied: with the software pipeline a copy costs a fraction of
 * a filled circle.
 */
final class Sprites {
  private final Roles roles;
  private final Map<Role, Image> images = new EnumMap<>(Role.class);
  private int version = -1;
  private double radius;

  Sprites(Roles roles) {
    this.roles = roles;
  }

  /** The dot of a pod, in the theme's colour of now. */
  Image dot(int place, double wanted) {
    if (version != roles.version() || radius != wanted) {
      images.clear();
      version = roles.version();
      radius = wanted;
    }
    return images.computeIfAbsent(Role.pod(place), role -> circle(roles.color(role), wanted));
  }

  private static Image circle(Color color, double radius) {
    int size = (int) Math.ceil(2 * radius) + 2;
    WritableImage image = new WritableImage(size, size);
    PixelWriter pixels = image.getPixelWriter();
    double middle = (size - 1) / 2.0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double cover = radius + 0.5 - Math.hypot(x - middle, y - middle);
        double opacity = Math.max(0, Math.min(1, cover));
        pixels.setColor(x, y, color.deriveColor(0, 1, 1, opacity));
      }
    }
    return image;
  }
}
