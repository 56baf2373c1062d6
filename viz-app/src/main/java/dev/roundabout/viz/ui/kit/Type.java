package dev.roundabout.viz.ui.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** The type on a canvas, at one size of the root font. */
public record Type(double em, Font text, Font strong, Font small, Font mono, Font monoStrong) {
  private static final List<String> FILES =
      List.of(
          "Inter-Regular.otf",
          "Inter-SemiBold.otf",
          "Inter-Bold.otf",
          "JetBrainsMono-Regular.ttf",
          "JetBrainsMono-SemiBold.ttf");

  /** Makes the fonts that come with the window known to JavaFX. Once, before the first scene. */
  public static void load() {
    for (String file : FILES) {
      try (InputStream in =
          Type.class.getResourceAsStream("/dev/roundabout/viz/ui/fonts/" + file)) {
        if (in == null || Font.loadFont(in, 12) == null) {
          throw new IllegalStateException("cannot load the font " + file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the font " + file, e);
      }
    }
  }

  public static Type of(double em) {
    return new Type(
        em,
        Font.font("Inter", em),
        Font.font("Inter Semi Bold", em),
        Font.font("Inter", em * 0.92),
        Font.font("JetBrains Mono", em * 0.88),
        Font.font("JetBrains Mono SemiBold", em * 0.96));
  }

  /** Width of a text in pixels. */
  public static double width(String text, Font font) {
    Text node = new Text(text);
    node.setFont(font);
    return node.getLayoutBounds().getWidth();
  }

  /** The text, or its beginning and an ellipsis where it is too wide. */
  public static String fitted(String text, Font font, double room) {
    if (width(text, font) <= room) {
      return text;
    }
    for (int length = text.length() - 1; length > 0; length--) {
      String shorter = text.substring(0, length).stripTrailing() + "…";
      if (width(shorter, font) <= room) {
        return shorter;
      }
    }
    return "";
  }

  /** Texts are placed by their middle. */
  public static void centred(GraphicsContext g) {
    g.setTextBaseline(VPos.CENTER);
  }
}
