package dev.roundabout.viz.app;

import dev.roundabout.viz.scenario.Experiment;
import dev.roundabout.viz.scenario.Pace;
import dev.roundabout.viz.scenario.Scenarios;
import dev.roundabout.viz.ui.kit.Theme;
import dev.roundabout.workload.DurationConverter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The flags of the window. */
final class WindowOptions {
  private static final String SNAPSHOT = "--snapshot";
  private static final String EXIT = "--exit";
  private static final String EXPERIMENT = "--experiment";
  private static final String STEP = "--step";

  /** The largest side that a picture of the window can have. */
  private static final int LONGEST_SIDE = 16_384;

  @Mixin SessionOptions session = new SessionOptions();

  @Option(
      names = SNAPSHOT,
      paramLabel = "FILE.png",
      description = "Writes a picture of the window to a file.")
  Optional<Path> snapshot = Optional.empty();

  @Option(
      names = "--after",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "When to write the picture, after the window opened; 10s unless given.")
  Duration after = Duration.ofSeconds(10);

  @Option(names = EXIT, description = "Closes the window once the picture is written.")
  boolean exit;

  @Option(
      names = "--theme",
      paramLabel = "NAME",
      description = "One of ${COMPLETION-CANDIDATES}; dark unless given.")
  Theme theme = Theme.DARK;

  @Option(
      names = "--type",
      paramLabel = "PERCENT",
      converter = WholeNumber.TypeSize.class,
      description = "Size of all type, 60 to 250; 100 unless given.")
  int type = 100;

  @Option(
      names = "--stage",
      description = "Shows the stage, in the window's size and theme; for pictures.")
  boolean stage;

  @Option(
      names = EXPERIMENT,
      paramLabel = "NUMBER",
      description = "Begins this experiment; its window pauses where people read.")
  Optional<Integer> experiment = Optional.empty();

  @Option(
      names = STEP,
      paramLabel = "NUMBER",
      description =
          "Goes on until so many steps of the experiment are done; 0, its question, unless given."
              + " A picture is then written so long after that.")
  Optional<Integer> step = Optional.empty();

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

  /**
   * Refuses, before anything was done, a picture that could not be written afterwards.
   *
   * @throws ParameterException with what to do
   */
  void check(CommandSpec spec) {
    snapshot.ifPresent(file -> check(file, spec));
    checkPlace(spec);
    if (exit && snapshot.isEmpty()) {
      throw FlagErrors.wrong(
          spec, EXIT, EXIT + " waits for a picture: give " + SNAPSHOT + " FILE.png with it");
    }
  }

  private void checkPlace(CommandSpec spec) {
    List<Experiment> all = Scenarios.all(Pace.TO_WATCH);
    Optional<Experiment> wanted =
        experiment.flatMap(
            number -> all.stream().filter(each -> each.number() == number).findFirst());
    if (experiment.isPresent() && wanted.isEmpty()) {
      throw FlagErrors.wrong(
          spec,
          EXPERIMENT,
          EXPERIMENT + " " + experiment.get() + ": there are experiments 1 to " + all.size());
    }
    int most = wanted.map(found -> found.steps().size()).orElse(-1);
    step.filter(number -> number < 0 || number > most)
        .ifPresent(
            number -> {
              throw FlagErrors.wrong(
                  spec,
                  STEP,
                  most < 0
                      ? STEP + " is of an experiment: give " + EXPERIMENT + " NUMBER with it"
                      : STEP + " " + number + ": that experiment has steps 0 to " + most);
            });
  }

  private static void check(Path file, CommandSpec spec) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw FlagErrors.wrong(spec, SNAPSHOT, SNAPSHOT + " " + file + ": name a file .png");
    }
    new OutputFile(SNAPSHOT, file).check(spec);
  }

  /** In pixels before any scaling of the screen. */
  record Size(int width, int height) {}

  static final class SizeConverter implements ITypeConverter<Size> {
    @Override
    public Size convert(String text) {
      String[] sides = text.split("x", -1);
      try {
        if (sides.length == 2) {
          return new Size(side(sides[0]), side(sides[1]));
        }
      } catch (NumberFormatException e) {
        throw new TypeConversionException(wrong(text));
      }
      throw new TypeConversionException(wrong(text));
    }

    private static int side(String text) {
      int pixels = Integer.parseInt(text);
      if (pixels < 1 || pixels > LONGEST_SIDE) {
        throw new NumberFormatException(text);
      }
      return pixels;
    }

    private static String wrong(String text) {
      return "'" + text + "' is not a size like 1440x900, each side from 1 to " + LONGEST_SIDE;
    }
  }
}
