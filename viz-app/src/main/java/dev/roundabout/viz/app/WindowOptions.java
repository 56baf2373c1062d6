package dev.roundabout.viz.app;

import dev.roundabout.viz.ui.kit.Theme;
import dev.roundabout.workload.DurationConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags of the window. */
final class WindowOptions {
  @Mixin SessionOptions session = new SessionOptions();

  @Option(
      names = "--snapshot",
      paramLabel = "FILE.png",
      description = "Writes a picture of the window to a file.")
  Optional<Path> snapshot = Optional.empty();

  @Option(
      names = "--after",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "When to write the picture, after the window opened; 10s unless given.")
  Duration after = Duration.ofSeconds(10);

  @Option(names = "--exit", description = "Closes the window once the picture is written.")
  boolean exit;

  @Option(names = "--theme", description = "One of ${COMPLETION-CANDIDATES}; dark unless given.")
  Theme theme = Theme.DARK;

  @Option(
      names = "--type",
      paramLabel = "PERCENT",
      description = "Size of all type, 60 to 250; 100 unless given.")
  int type = 100;

  @Option(names = "--reduced-motion", description = "No moving dots.")
  boolean reducedMotion;

  @Option(
      names = "--exit-at-first-request",
      hidden = true,
      description = "Says when the first request was drawn, and closes; for the benchmark.")
  boolean exitAtFirstRequest;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      converter = SizeConverter.class,
      description = "Size of the window's content; 1440x900 unless given.")
  Size size = new Size(1440, 900);

  /** In pixels before any scaling of the screen. */
  record Size(int width, int height) {}

  static final class SizeConverter implements ITypeConverter<Size> {
    @Override
    public Size convert(String text) {
      String[] sides = text.split("x", -1);
      try {
        if (sides.length == 2) {
          return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        }
      } catch (NumberFormatException e) {
        throw new TypeConversionException(wrong(text));
      }
      throw new TypeConversionException(wrong(text));
    }

    private static String wrong(String text) {
      return "'" + text + "' is not a size like 1440x900";
    }
  }
}
