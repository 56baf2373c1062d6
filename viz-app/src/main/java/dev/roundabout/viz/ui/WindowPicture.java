package dev.roundabout.viz.ui;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/** A picture of a scene, taken on the JavaFX application thread and written on any. */
public final class WindowPicture {
  private final int width;
  private final int height;
  private final int[] pixels;

  private WindowPicture(int width, int height, int[] pixels) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /** JavaFX application thread only. */
  public static WindowPicture of(Scene scene) {
    WritableImage image = scene.snapshot(null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return new WindowPicture(width, height, pixels);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Alpha, red, green and blue, eight bits each. */
  public int argb(int x, int y) {
    return pixels[y * width + x];
  }

  /**
   * Writes a PNG. Any thread but the JavaFX application thread, because it writes a file.
   *
   * @throws IOException where the file cannot be written
   */
  public void write(Path png) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    Path folder = png.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (!ImageIO.write(image, "png", png.toFile())) {
      throw new IOException("this Java has no PNG writer");
    }
  }
}
